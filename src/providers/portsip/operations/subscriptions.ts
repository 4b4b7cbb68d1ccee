// The one write of the webhook slots: POST /tenant with the slots alone, compared with the rest of it (portsip.md 6.1).

import type { Answer, Body, Change, Learned, Operation, PlanContext } from '../../../contract/index.js';
import { idOf } from '../../kit/index.js';
import { decodeTenant, restOf, SLOTS, type Slot } from '../decode/tenant.js';
import { factsOf } from '../facts.js';
import { CREDENTIALS } from '../sections/subscriptions.js';

export const subscriptionOperations: Readonly<Record<string, Operation>> = {
  'tenant.events': {
    request: (changes, _about, context) => ({
      method: 'POST',
      path: 'tenant',
      body: Object.fromEntries(changes.map((change) => [idOf(change.address), slotBody(change, context)])),
    }),
    afterUnknown: { rule: 'repeat' },
    confirm: { path: () => 'tenant', holds, notes: otherChanges },
  },
};

/** The whole slot: whether a part of one would be merged into the rest is not documented. */
function slotBody(change: Change, context: PlanContext): { readonly [key: string]: Body } {
  const isGone = change.action === 'delete';
  const fields = (isGone ? context.before(change.address) : context.after(change.address))?.fields ?? {};
  const { callback, enabled, auth } = fields;
  return {
    enabled: isGone ? false : (enabled ?? true),
    auth: auth ?? 'DISABLE',
    ...(typeof callback === 'string' ? { url: callback } : {}),
    ...Object.fromEntries(
      CREDENTIALS.flatMap((name): [string, Body][] => {
        const value = fields[name];
        return isGone || value === undefined || value === null ? [] : [[name, value]];
      }),
    ),
  };
}

function holds(answer: Answer, changes: readonly Change[], context: PlanContext): boolean {
  const { slots } = decodeTenant('GET tenant', answer);
  return changes.every((change) => {
    const slot = SLOTS.find((name): name is Slot => name === idOf(change.address));
    if (slot === undefined) return false;
    const after = context.after(change.address)?.fields;
    const isOn = change.action === 'delete' ? false : (after?.enabled ?? true);
    const callback = change.action === 'delete' ? undefined : after?.callback;
    return slots[slot].enabled === isOn && (callback === undefined || slots[slot].callback === callback);
  });
}

/** A server that replaces would reset what was not sent (portsip.md 9.1): a person must hear of it. */
function otherChanges(answer: Answer, changes: readonly Change[], context: PlanContext): Learned['notes'] {
  const { tenant: before } = factsOf(context.live);
  const after = restOf(answer.body);
  const moved = Object.keys(before).filter((key) => before[key] !== after[key]);
  if (moved.length === 0) return [];
  const message = `other settings of the tenant are not what they were: ${moved.join(', ')}; check them in the portal`;
  return changes.map((change) => ({ change: change.key, message }));
}
