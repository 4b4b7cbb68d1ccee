// The size of a maximum matching of queue–agent pairs: what the lower bound counts, apart from any cover of them.

import { gather } from '../../contract/index.js';

/**
 * König: no set of bind calls is smaller than the widest set of pairs that share neither queue nor agent.
 * Kuhn's augmenting paths from the queues, of which an account has at most a hundred: O(queues × pairs).
 */
export function widestMatching(pairs: readonly (readonly [queue: string, agent: string])[]): number {
  const agentsOf = new Map(
    [...gather(pairs, ([queue]) => queue)].map(([queue, own]) => [queue, own.map(([, agent]) => agent)]),
  );
  const takenBy = new Map<string, string>();
  let size = 0;
  for (const queue of agentsOf.keys()) {
    if (augment(queue, agentsOf, takenBy, new Set())) size += 1;
  }
  return size;
}

/** Recursion is as deep as there are queues. */
function augment(
  queue: string,
  agentsOf: ReadonlyMap<string, readonly string[]>,
  takenBy: Map<string, string>,
  tried: Set<string>,
): boolean {
  const agents = agentsOf.get(queue) ?? [];
  const free = agents.find((agent) => !takenBy.has(agent));
  if (free !== undefined) {
    takenBy.set(free, queue);
    return true;
  }
  for (const agent of agents) {
    if (tried.has(agent)) continue;
    tried.add(agent);
    const other = takenBy.get(agent);
    if (other !== undefined && augment(other, agentsOf, takenBy, tried)) {
      takenBy.set(agent, queue);
      return true;
    }
  }
  return false;
}
