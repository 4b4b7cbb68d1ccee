// `--only`: the changes that the patterns name, closed over what they need and over nothing else.

import { collect } from '../contract/index.js';
import type { Draft } from './drafts.js';
import type { Pool, PoolEvent } from './order/pools.js';
import { edgesOf, poolsOf } from './order/rules.js';
import type { View } from './order/view.js';
import { matcher } from './pattern.js';

/** The drafts to keep. What they wait for comes along, also who frees a place that they take or fills a gap they leave. */
export function onlyThese(view: View, patterns: readonly string[]): readonly Draft[] {
  const named = matcher(patterns);
  const needs = new Map<number, number[]>();
  for (const { change, waitsFor, soft } of edgesOf(view)) if (!soft) collect(needs, change, waitsFor);
  const chosen = new Set<number>();
  const comingAlong = (starts: readonly number[]): ReadonlySet<number> => {
    const found = new Set<number>();
    const stack = [...starts];
    for (let change = stack.pop(); change !== undefined; change = stack.pop()) {
      if (chosen.has(change) || found.has(change)) continue;
      found.add(change);
      stack.push(...(needs.get(change) ?? []));
    }
    return found;
  };
  const add = (starts: readonly number[]): void => {
    for (const change of comingAlong(starts)) chosen.add(change);
  };
  add(view.drafts.flatMap((draft, index) => (named(draft.address) ? [index] : [])));
  const pools = poolsOf(view);
  for (let size = -1; size < chosen.size; ) {
    size = chosen.size;
    for (const pool of pools) add(missing(pool, chosen, (event) => comingAlong(event).size));
  }
  return view.drafts.filter((_, index) => chosen.has(index));
}

/** Givings that the chosen takings need beyond what the pool has and the chosen give themselves; the smallest first. */
function missing(
  pool: Pool,
  chosen: ReadonlySet<number>,
  sizeOf: (event: PoolEvent) => number,
): readonly number[] {
  const takes = pool.takes.filter((event) => event.some((change) => chosen.has(change))).length;
  const given = pool.gives.filter((event) => event.every((change) => chosen.has(change)));
  const short = takes - pool.tokens - given.length;
  if (takes === 0 || short <= 0) return [];
  return pool.gives
    .filter((event) => !given.includes(event))
    .map((event) => ({ event, size: sizeOf(event) }))
    .sort((a, b) => a.size - b.size)
    .slice(0, short)
    .flatMap(({ event }) => event);
}
