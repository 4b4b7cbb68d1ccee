// The addresses of Udesk objects: made here, taken apart here, and nowhere else.

import type { Address } from '../../contract/index.js';
import { idOf, listOf } from '../kit/index.js';
import { endsIn } from '../kit/live.js';

export const queueAddress = (id: string): Address => `queue/${id}`;
export const agentAddress = (id: string): Address => `agent/${id}`;
export const extensionAddress = (number: string): Address => `extension/${number}`;
export const bindingAddress = (number: string, agent: string): Address =>
  `extension-binding/${number}/${agent}`;
export const membershipAddress = (queue: string, agent: string): Address => `membership/${queue}/${agent}`;
export const relayNumberAddress = (number: string): Address => `relay-number/${number}`;
export const TENANT_DEFAULT: Address = 'relay-default';
export const agentDefaultAddress = (agent: string): Address => `${TENANT_DEFAULT}/${agent}`;
export const subscriptionAddress = (name: string): Address => `subscription/${name}`;
export const WEBHOOK_EVENTS: Address = 'webhook-events';
export const fastRouteAddress = (key: string): Address => `fast-route/${key}`;

/** Whole lists (`Resource.list`). */
export const extensionsOf = (agent: string): string => `agent/${agent} extensions`;
/** What serves what: the shape of `membership/QUEUE/AGENT`. */
export const MEMBERSHIPS = { kind: 'membership', section: 'memberships', owner: 'queue', element: 'agent' };
/** The whole list of a queue's agents (`Resource.list`). */
export const agentsOf = (queue: string): string => listOf(MEMBERSHIPS, queue);
export const defaultOfAgent = (agent: string): string => `agent/${agent} relay default`;
/**
 * The tenant's default counts as an element of a list named after the number that it holds now, so that
 * `default: false` clears it only while it is this number.
 */
export const defaultIsNumber = (number: string): string => `relay-number/${number} default`;
export const FAST_ROUTES = 'fast-routes';

/** The two ids of `extension-binding/8001/10031` or `membership/9001/10031`. */
export function endsOf(address: Address): { readonly first: string; readonly agent: string } {
  const [first, agent] = endsIn(address);
  return { first, agent };
}

/** The agent of `relay-default/10031`; undefined for the tenant's. */
export function agentOfDefault(address: Address): string | undefined {
  return address === TENANT_DEFAULT ? undefined : idOf(address);
}
