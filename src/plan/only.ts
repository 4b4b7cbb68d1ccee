// `--only`: the changes that the patterns name, closed over what they need and over nothing else.

import { collect } from '../contract/index.js';
import type { Pool } from './order/pools.js';
import { edgesOf, poolsOf } from './order/rules.js';
import type { View } from './order/view.js';
import { matcher } from './pattern.js';
import type { Draft } from './world.js';

/** The drafts to keep. What they wait for comes along, also who frees a place that they take or fills a gap they leave. */
export function onlyThese(view: View, patterns: readonly string[]): readonly Draft[] {
  const named = matcher(patterns);
  const needs = new Map<number, number[]>();
  for (const { change, waitsFor, soft } of edgesOf(view)) if (!soft) collect(needs, change, waitsFor);
  const chosen = new Set<number>();
  const add = (start: number): void => {
    const stack = [start];
    for (let change = stack.pop(); change !== undefined; change = stack.pop()) {
      if (chosen.has(change)) continue;
      chosen.add(change);
      stack.push(...(needs.get(change) ?? []));
    }
  };
  view.drafts.forEach((draft, index) => {
    if (named(draft.address)) add(index);
  });
  const pools = poolsOf(view);
  for (let size = -1; size < chosen.size; ) {
    size = chosen.size;
    for (const pool of pools) for (const giver of missing(pool, chosen)) add(giver);
  }
  return view.drafts.filter((_, index) => chosen.has(index));
}

/** Givings that the chosen takings need beyond what the pool has and the chosen give themselves. */
function missing(pool: Pool, chosen: ReadonlySet<number>): number[] {
  const takes = pool.takes.filter((event) => event.some((change) => chosen.has(change))).length;
  const given = pool.gives.filter((event) => event.every((change) => chosen.has(change)));
  const short = takes - pool.tokens - given.length;
  if (takes === 0 || short <= 0) return [];
  return pool.gives
    .filter((event) => !given.includes(event))
    .slice(0, short)
    .flat();
}
