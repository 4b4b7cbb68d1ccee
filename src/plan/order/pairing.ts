// From one valid schedule to an order that is safe in every schedule: who waits for whose giving.
//
// In a pool with t tokens, the i-th taking of the schedule (i > t) waits for the (i - t)-th giving. Each giving serves
// one taking, so whatever is done before whatever, no more is taken than was there or was given back: the cap or the
// floor holds in every intermediate state. What one call both gives and takes pairs with itself and needs no edge.

import type { Edge } from './edges.js';
import type { Pool, PoolEvent } from './pools.js';
import type { Part } from './run.js';

/** When each change begins and when it is through, as places in the schedule. */
export interface Places {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

export function placesOf(count: number, parts: readonly Part[]): Places {
  const first: number[] = new Array<number>(count).fill(-1);
  const last: number[] = new Array<number>(count).fill(-1);
  parts.forEach((part, place) => {
    for (const change of part.changes) {
      if (first[change] === -1) first[change] = place;
      last[change] = place;
    }
  });
  return { first, last };
}

/** The edges that keep every pool from running short. */
export function pairingEdges(pools: readonly Pool[], places: Places): Edge[] {
  return pools.flatMap((pool) => edgesOfPool(pool, places));
}

interface Placed {
  readonly event: PoolEvent;
  readonly place: number;
}

function edgesOfPool(pool: Pool, places: Places): Edge[] {
  const takes = placed(pool.takes, (event) => Math.min(...event.map((change) => places.first[change] ?? 0)));
  const gives = placed(pool.gives, (event) => Math.max(...event.map((change) => places.last[change] ?? 0)));
  const alone = withoutSelfServed(takes, gives);
  const edges: Edge[] = [];
  alone.takes.forEach((take, index) => {
    const give = index >= pool.tokens ? alone.gives[index - pool.tokens] : undefined;
    if (!give || give.place >= take.place) return;
    for (const change of take.event) {
      for (const waitsFor of give.event) {
        if (change !== waitsFor) edges.push({ change, waitsFor, rule: pool.rule });
      }
    }
  });
  return edges;
}

function placed(events: readonly PoolEvent[], place: (event: PoolEvent) => number): Placed[] {
  return events
    .map((event) => ({ event, place: place(event) }))
    .sort((a, b) => a.place - b.place || (a.event[0] ?? 0) - (b.event[0] ?? 0));
}

/** Leaves out as many takings and givings of one call as cancel each other. */
function withoutSelfServed(
  takes: readonly Placed[],
  gives: readonly Placed[],
): { takes: readonly Placed[]; gives: readonly Placed[] } {
  const given = new Map<number, number>();
  for (const give of gives) given.set(give.place, (given.get(give.place) ?? 0) + 1);
  const served = new Map<number, number>();
  const left = takes.filter((take) => {
    const free = (given.get(take.place) ?? 0) - (served.get(take.place) ?? 0);
    if (free > 0) served.set(take.place, (served.get(take.place) ?? 0) + 1);
    return free <= 0;
  });
  const rest = gives.filter((give) => {
    const used = served.get(give.place) ?? 0;
    if (used > 0) served.set(give.place, used - 1);
    return used <= 0;
  });
  return { takes: left, gives: rest };
}
