// The tenant's one namespace of extension numbers: collisions, reserved services, limits, the look-up.

import type { ModelAnswer } from '../../../contract/index.js';
import { invalidField, refuse, success } from './envelope.js';
import { textOf } from './fields.js';
import type { Owner, PortsipState } from './state.js';

/** Announcement, park, voicemail, monitor: taken, yet not shown by the look-up (portsip.md 7.1). */
const SERVICE_NUMBERS: ReadonlySet<string> = new Set(['555', '666', '777', '888']);

/** Why a new object may not have this number; undefined if it may. */
export function collision(state: PortsipState, number: string): ModelAnswer | undefined {
  if (SERVICE_NUMBERS.has(number)) return invalidField('extension_number', 'is a system service number');
  const owner = state.numbers.get(number);
  return owner && invalidField('extension_number', `is already used by a ${owner.type}`);
}

/** The code of this refusal is not published (portsip.md 7.2). */
export function overLimit(
  state: PortsipState,
  limit: 'max_extensions' | 'max_call_queues',
): ModelAnswer | undefined {
  const most = Number(state.tenant[limit]);
  const count = limit === 'max_extensions' ? state.users.size : state.queues.size;
  if (count < most) return undefined;
  return refuse(400, 'UNKNOWN', `the tenant may have at most ${most}`, { limit, value: most });
}

/** `GET /extension_numbers/{n}`: 404 means free (portsip.md 4.1). */
export function lookUpNumber(state: PortsipState, number: string): ModelAnswer {
  const owner = state.numbers.get(number);
  if (!owner) return refuse(404, 'UNKNOWN', 'extension number not found');
  return success(200, {
    id: owner.id,
    extension_number: number,
    name: nameOf(state, owner),
    type: owner.type,
  });
}

function nameOf(state: PortsipState, owner: Owner): string {
  if (owner.type === 'EXTENSION') return textOf(state.users.get(owner.id) ?? {}, 'display_name');
  if (owner.type === 'CALL_QUEUE') return textOf(state.queues.get(owner.id) ?? {}, 'name');
  return owner.name ?? '';
}
