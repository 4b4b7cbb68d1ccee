// Joins and parts one agent and one queue, keeping both indexes.

import type { Effect } from '../../../contract/index.js';
import { membershipAddress, membershipResource } from './normal-form.js';
import type { NxlinkState } from './state.js';

/** Nothing happens if the agent is in the queue already, or if either does not exist. */
export function join(state: NxlinkState, groupNo: string, sipNumber: string): readonly Effect[] {
  const queue = state.queues.get(groupNo);
  const agent = state.agents.get(sipNumber);
  if (!queue || !agent || queue.members.has(sipNumber)) return [];
  state.queues.set(groupNo, { ...queue, members: new Set(queue.members).add(sipNumber) });
  state.agents.set(sipNumber, { ...agent, queues: new Set(agent.queues).add(groupNo) });
  return [{ put: membershipResource(groupNo, sipNumber) }];
}

export function part(state: NxlinkState, groupNo: string, sipNumber: string): readonly Effect[] {
  const queue = state.queues.get(groupNo);
  const agent = state.agents.get(sipNumber);
  if (!queue?.members.has(sipNumber) || !agent) return [];
  state.queues.set(groupNo, { ...queue, members: without(queue.members, sipNumber) });
  state.agents.set(sipNumber, { ...agent, queues: without(agent.queues, groupNo) });
  return [{ drop: membershipAddress(groupNo, sipNumber) }];
}

/** Gives a queue exactly these members, in one step. */
export function replaceMembers(
  state: NxlinkState,
  groupNo: string,
  wanted: ReadonlySet<string>,
): readonly Effect[] {
  const queue = state.queues.get(groupNo);
  if (!queue) return [];
  const gone = [...queue.members].filter((sipNumber) => !wanted.has(sipNumber));
  const come = [...wanted].filter((sipNumber) => !queue.members.has(sipNumber));
  for (const sipNumber of gone) reindex(state, sipNumber, (queues) => without(queues, groupNo));
  for (const sipNumber of come) reindex(state, sipNumber, (queues) => new Set(queues).add(groupNo));
  const kept = [...queue.members].filter((sipNumber) => wanted.has(sipNumber));
  state.queues.set(groupNo, { ...queue, members: new Set([...kept, ...come]) });
  return [
    ...gone.map((sipNumber) => ({ drop: membershipAddress(groupNo, sipNumber) })),
    ...come.map((sipNumber) => ({ put: membershipResource(groupNo, sipNumber) })),
  ];
}

function reindex(
  state: NxlinkState,
  sipNumber: string,
  change: (queues: ReadonlySet<string>) => ReadonlySet<string>,
): void {
  const agent = state.agents.get(sipNumber);
  if (agent) state.agents.set(sipNumber, { ...agent, queues: change(agent.queues) });
}

function without(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  next.delete(item);
  return next;
}
