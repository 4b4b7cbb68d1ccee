// The addresses of NXLink objects: made here, taken apart here, and nowhere else.

import type { Address } from '../../contract/index.js';

export const queueAddress = (groupNo: string): Address => `queue/${groupNo}`;
export const agentAddress = (sipNumber: string): Address => `agent/${sipNumber}`;
export const membershipAddress = (groupNo: string, sipNumber: string): Address =>
  `membership/${groupNo}/${sipNumber}`;

/** The whole list of a queue's memberships (`Resource.list`). */
export const membersOf = (groupNo: string): string => `queue/${groupNo} members`;

/** The two ends of `membership/NX…/8001`. */
export function endsOf(address: Address): { readonly queue: string; readonly agent: string } {
  const [, queue = '', agent = ''] = address.split('/');
  return { queue, agent };
}

/** The queue whose members a list holds. */
export const queueOfList = (list: string): Address => list.slice(0, list.lastIndexOf(' '));
