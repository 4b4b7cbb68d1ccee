// What a change means for callers and agents, in words that a supervisor understands; and what PortSIP does not say.

import type { Change, Kind, PlanContext } from '../../contract/index.js';
import { named, type Risky, sets } from '../kit/index.js';
import { factsOf } from './facts.js';

const UNSEEN = 'menus, ring groups and other places that hold its number are not seen from here';

export function queueRisk(change: Change, context: PlanContext): Risky {
  const queue = named('queue', change.address, context);
  if (change.action === 'delete') {
    return { risk: 'high', reason: `${queue} is gone; nobody can be sent to it, and ${UNSEEN}` };
  }
  const prompts = factsOf(context.live).prompts[change.address] ?? [];
  if (change.action !== 'update' || prompts.length === 0) return undefined;
  // portsip.md 9.2.
  return {
    risk: 'medium',
    reason: `PortSIP shows no ids of prompts, so on a server whose updates replace, ${queue} loses ${prompts.join(' and ')}; it is compared afterwards`,
  };
}

export function agentRisk(change: Change, context: PlanContext): Risky {
  const who = named('agent', change.address, context);
  if (change.action === 'delete')
    return { risk: 'medium', reason: `${who} and the extension are gone; ${UNSEEN}` };
  if (change.action !== 'update') return undefined;
  if (sets(change, 'enabled', false)) return { risk: 'medium', reason: `${who} takes no more calls` };
  if (sets(change, 'enabled', true)) return { risk: 'medium', reason: `${who} may take calls again` };
  if (touches(change, 'extensionPassword'))
    return { risk: 'medium', reason: `phones of ${who} must sign in anew with the new password` };
  if (touches(change, 'password'))
    return { risk: 'medium', reason: `${who} must sign in anew with the new password` };
  if (touches(change, 'role')) return { risk: 'medium', reason: `${who} gets other rights` };
  return undefined;
}

export function relayNumberRisk(change: Change): Risky {
  if (change.action === 'create') return undefined;
  if (change.action === 'delete')
    return { risk: 'high', reason: 'calls to this number go nowhere that is known from here' };
  return touches(change, 'queue') || touches(change, 'forward')
    ? { risk: 'medium', reason: 'calls to this number go elsewhere' }
    : undefined;
}

/** portsip.md 3.5: replacement is inferred, not documented. */
export function membershipCertainty(change: Change): ReturnType<NonNullable<Kind['certainty']>> {
  if (change.action !== 'delete') return undefined;
  return {
    certainty: 'assumed',
    reason: 'PortSIP does not say that the list of agents it is sent replaces the old one; it is read back',
  };
}

function touches(change: Change, path: string): boolean {
  return change.fields.some((field) => field.path === path);
}
