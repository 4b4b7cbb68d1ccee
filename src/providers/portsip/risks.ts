// What a change means for callers and agents, in words that a supervisor understands; and what PortSIP does not say.

import type { Address, Certainty, Change, PlanContext, Risk } from '../../contract/index.js';
import { factsOf } from './facts.js';
import { agentAddress, endsOf, queueAddress } from './names.js';

type Judged = { readonly risk: Risk; readonly reason: string } | undefined;
type Known = { readonly certainty: Certainty; readonly reason: string } | undefined;

const UNSEEN = 'menus, ring groups and other places that hold its number are not seen from here';

export function queueRisk(change: Change, context: PlanContext): Judged {
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

export function agentRisk(change: Change, context: PlanContext): Judged {
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

export function membershipRisk(change: Change, context: PlanContext): Judged {
  if (change.action !== 'delete') return undefined;
  const { queue, agent } = endsOf(change.address);
  const who = named('agent', agentAddress(agent), context);
  return { risk: 'medium', reason: `${named('queue', queueAddress(queue), context)} loses ${who}` };
}

export function relayNumberRisk(change: Change): Judged {
  if (change.action === 'create') return undefined;
  if (change.action === 'delete')
    return { risk: 'high', reason: 'calls to this number go nowhere that is known from here' };
  return touches(change, 'queue') || touches(change, 'forward')
    ? { risk: 'medium', reason: 'calls to this number go elsewhere' }
    : undefined;
}

export function subscriptionRisk(change: Change): Judged {
  const stops = change.action === 'delete' || (change.action === 'update' && sets(change, 'enabled', false));
  return stops ? { risk: 'medium', reason: 'the receiver of this callback gets no more events' } : undefined;
}

/** portsip.md 3.5: replacement is inferred, not documented. */
export function membershipCertainty(change: Change): Known {
  if (change.action !== 'delete') return undefined;
  return {
    certainty: 'assumed',
    reason: 'PortSIP does not say that the list of agents it is sent replaces the old one; it is read back',
  };
}

export function touches(change: Change, path: string): boolean {
  return change.fields.some((field) => field.path === path);
}

export function sets(change: Change, path: string, value: boolean): boolean {
  return change.fields.some((field) => field.path === path && field.after === value);
}

/** `queue 6000 Support`: the number and, if it has one, the name. */
function named(kind: string, address: Address, context: PlanContext): string {
  const label = (context.after(address) ?? context.before(address))?.label;
  const id = address.slice(kind.length + 1);
  return label === undefined ? `${kind} ${id}` : `${kind} ${id} ${label}`;
}
