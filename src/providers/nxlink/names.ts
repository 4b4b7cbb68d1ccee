// The addresses of NXLink objects: made here, taken apart here, and nowhere else.

import type { Address } from '../../contract/index.js';
import { listOf } from '../kit/index.js';
import { endsIn } from '../kit/live.js';

export const queueAddress = (groupNo: string): Address => `queue/${groupNo}`;
export const agentAddress = (sipNumber: string): Address => `agent/${sipNumber}`;
export const membershipAddress = (groupNo: string, sipNumber: string): Address =>
  `membership/${groupNo}/${sipNumber}`;

/** What serves what: the shape of `membership/QUEUE/AGENT`. */
export const MEMBERSHIPS = { kind: 'membership', section: 'memberships', owner: 'queue', element: 'agent' };
/** The whole list of a queue's agents (`Resource.list`). */
export const agentsOf = (groupNo: string): string => listOf(MEMBERSHIPS, groupNo);

/** The two ends of `membership/NX…/8001`. */
export function endsOf(address: Address): { readonly queue: string; readonly agent: string } {
  const [queue, agent] = endsIn(address);
  return { queue, agent };
}

/** The queue whose members a list holds. */
export const queueOfList = (list: string): Address => list.slice(0, list.lastIndexOf(' '));
