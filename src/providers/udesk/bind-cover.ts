// The fewest calls that bind missing queue–agent pairs: a minimum vertex cover (udesk.md §7.3).
//
// A bind call covers a star: one queue with many agents, or one agent with many queues. So the calls of a plan are a
// set of queues and agents that touches every missing pair, and the fewest is a minimum vertex cover.
//
// Caution mode: `POST agents/queues` is nowhere stated to be additive (G21). For an agent without any live queue
// replacing and adding come to the same; every other agent is barred from agent-side calls, and its pairs are taken
// from the queue side. A pair whose agent is in the cover always goes to the agent's own call, so no queue-side
// call ever names such an agent: the one agent-side call finds it without a queue in every order of the calls.

import { collect } from '../../contract/index.js';
import { minimumVertexCover } from '../../plan/vertex-cover.js';

export interface Pair<Key> {
  readonly queue: string;
  readonly agent: string;
  readonly key: Key;
}

export interface BindCover<Key> {
  /** Queue → keys of its pairs; sorted by queue. */
  readonly byQueue: ReadonlyMap<string, readonly Key[]>;
  /** Agent → keys of its pairs; sorted by agent. */
  readonly byAgent: ReadonlyMap<string, readonly Key[]>;
}

/** Every pair is in exactly one call: a pair that is sent twice is refused (G41). */
export function coverPairs<Key>(
  pairs: readonly Pair<Key>[],
  barred: (agent: string) => boolean,
): BindCover<Key> {
  const forced = new Set(pairs.filter((pair) => barred(pair.agent)).map((pair) => pair.queue));
  const open = pairs.filter((pair) => !forced.has(pair.queue));
  const cover = minimumVertexCover(open.map((pair) => [pair.queue, pair.agent] as const));
  const agents = new Set(cover.right);
  const byQueue = new Map<string, Key[]>();
  const byAgent = new Map<string, Key[]>();
  for (const pair of pairs) {
    if (agents.has(pair.agent)) collect(byAgent, pair.agent, pair.key);
    else collect(byQueue, pair.queue, pair.key);
  }
  return { byQueue: sorted(byQueue), byAgent: sorted(byAgent) };
}

function sorted<Key>(map: ReadonlyMap<string, Key[]>): Map<string, Key[]> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
