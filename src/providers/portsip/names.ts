// The addresses of PortSIP objects: made here, taken apart here, and nowhere else. Vendor ids never stand in them.

import type { Address } from '../../contract/index.js';
import { idOf, listOf } from '../kit/index.js';
import { endsIn } from '../kit/live.js';

export const queueAddress = (number: string): Address => `queue/${number}`;
export const agentAddress = (number: string): Address => `agent/${number}`;
export const membershipAddress = (queue: string, agent: string): Address => `membership/${queue}/${agent}`;
export const subscriptionAddress = (slot: string): Address => `subscription/${slot}`;

/** What serves what: the shape of `membership/QUEUE/AGENT`. */
export const MEMBERSHIPS = { kind: 'membership', section: 'memberships', owner: 'queue', element: 'agent' };
/** The whole list of a queue's agents (`Resource.list`). */
export const agentsOf = (queue: string): string => listOf(MEMBERSHIPS, queue);
/** Where `Live.ids` keeps the id of a role, which 22.3 and later may ask for (portsip.md 9.12). */
export const roleKey = (name: string): Address => `role/${name}`;
/** Where it keeps the id of a trunk. */
export const trunkKey = (name: string): Address => `trunk/${name}`;

/** The two ends of `membership/6000/1001`. */
export function endsOf(address: Address): { readonly queue: string; readonly agent: string } {
  const [queue, agent] = endsIn(address);
  return { queue, agent };
}

/** What names an inbound rule: number or range, trunk, and the callers it is for (portsip.md 11.1). */
export interface RuleName {
  readonly number: string;
  readonly trunk: string;
  readonly callerMask: string | null;
}

export function ruleAddress({ number, trunk, callerMask }: RuleName): Address {
  return `relay-number/${number}@${trunk}${callerMask === null ? '' : `~${callerMask}`}`;
}

/** Numbers hold no `@`, masks no `~`: the first and the last of them divide, whatever a trunk is called. */
export function ruleName(address: Address): RuleName {
  const rest = idOf(address);
  const at = rest.indexOf('@');
  const tilde = rest.lastIndexOf('~');
  const isMasked = tilde > at && /^[0-9*;-]+$/.test(rest.slice(tilde + 1));
  return {
    number: rest.slice(0, at),
    trunk: rest.slice(at + 1, isMasked ? tilde : undefined),
    callerMask: isMasked ? rest.slice(tilde + 1) : null,
  };
}
