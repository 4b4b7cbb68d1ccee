// Wishes: order that is good to have and never worth a cycle or one more call. Tried one by one on the finished calls.

import type { Edge } from './edges.js';
import type { Places } from './pairing.js';
import type { Pool, PoolEvent } from './pools.js';

/** Steps that all wishes together may cost; wishes beyond it are dropped. */
const BUDGET = 3_000_000;
/** Leavings and joinings that are tried with each other. */
const TRIES = 4;

/**
 * Adds to `after` (by call: what it waits for) the wishes that close no cycle, and returns those that hold.
 * Provider wishes come first, then one for each queue that would else be empty for a while.
 */
export function grantWishes(
  after: readonly Set<number>[],
  places: Places,
  wishes: readonly Edge[],
  pools: readonly Pool[],
): Edge[] {
  const granted: Edge[] = [];
  const reach = createReach(after);
  const grant = (pairs: readonly Edge[]): boolean => {
    const calls = pairs.map(
      (edge) => [places.first[edge.change] ?? -1, places.last[edge.waitsFor] ?? -1] as const,
    );
    if (calls.some(([call, waitsFor]) => call === waitsFor || reach(waitsFor, call))) return false;
    for (const [call, waitsFor] of calls) after[call]?.add(waitsFor);
    granted.push(...pairs);
    return true;
  };
  for (const wish of wishes) grant([wish]);
  for (const pool of pools) {
    if (pool.takes.length <= pool.tokens) continue;
    const leaving = byPlace(pool.takes, places.first, -1).slice(0, TRIES);
    const joining = byPlace(pool.gives, places.last, 1).slice(0, TRIES);
    if (leaving.some((take) => joining.some((give) => inOneCall(take, give, places)))) continue;
    leaving.some((take) => joining.some((give) => grant(pairsOf(take, give, pool))));
  }
  return granted;
}

function byPlace(events: readonly PoolEvent[], places: readonly number[], direction: 1 | -1): PoolEvent[] {
  const place = (event: PoolEvent): number => Math.max(...event.map((change) => places[change] ?? 0));
  return [...events].sort((a, b) => direction * (place(a) - place(b)) || (a[0] ?? 0) - (b[0] ?? 0));
}

function inOneCall(take: PoolEvent, give: PoolEvent, places: Places): boolean {
  const call = places.first[take[0] ?? -1];
  return [...take, ...give].every((change) => places.first[change] === call && places.last[change] === call);
}

function pairsOf(take: PoolEvent, give: PoolEvent, pool: Pool): Edge[] {
  return take.flatMap((change) =>
    give.map((waitsFor): Edge => ({ change, waitsFor, rule: pool.rule, soft: true })),
  );
}

/** Whether `from` waits, over any number of steps, for `to`. True when the budget is used up: then no wish is safe. */
function createReach(after: readonly ReadonlySet<number>[]): (from: number, to: number) => boolean {
  let left = BUDGET;
  return (from, to) => {
    const seen = new Set([from]);
    const stack = [from];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node === to) return true;
      for (const next of after[node] ?? []) {
        left -= 1;
        if (left < 0) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        stack.push(next);
      }
    }
    return false;
  };
}
