// Drafts as changes: with labels, ends, certainty, risk and the place in the file.

import {
  type Address,
  type Change,
  type ChangeEnd,
  type ChangeKey,
  collect,
  type PlanContext,
} from '../contract/index.js';
import { certaintyOf } from './certainty.js';
import { sortedOnce } from './compare.js';
import type { Edge } from './order/edges.js';
import { riskOf } from './risk.js';
import type { Draft, World } from './world.js';

/** Changes in the order of the drafts; `waitsFor` comes later. */
export function changesOf(world: World, drafts: readonly Draft[], context: PlanContext): Change[] {
  const ends = createEnds(world);
  return drafts.map((draft) => {
    const change = plainChange(world, draft, ends);
    return Object.assign(change, certaintyOf(world, draft, change, context), riskOf(draft, change, context));
  });
}

function plainChange(world: World, draft: Draft, endOf: (address: Address) => ChangeEnd): Change {
  const { key, action, kind, address, fields } = draft;
  const side = draft.after ?? draft.before;
  const label = side?.label;
  const ends = side && kind.ends?.(side);
  const wanted = world.desired.resources.get(address) ?? world.desired.absent.get(address);
  return {
    key,
    action,
    kind: kind.name,
    address,
    ...(label === undefined ? {} : { label }),
    ...(ends ? { ends: [endOf(ends[0]), endOf(ends[1])] as const } : {}),
    fields,
    certainty: 'verified',
    risk: 'low',
    waitsFor: [],
    ...(wanted?.origin ? { source: world.desired.locate(wanted.origin) } : {}),
  };
}

/** Ends with their names: made once for all the bindings that share one. */
function createEnds({ desired, now }: World): (address: Address) => ChangeEnd {
  const ends = new Map<Address, ChangeEnd>();
  return (address) => {
    const known = ends.get(address);
    if (known) return known;
    const label = desired.resources.get(address)?.label ?? now.get(address)?.label;
    const end = label === undefined ? { address } : { address, label };
    ends.set(address, end);
    return end;
  };
}

/** The same changes; each is told the keys that it waits for. */
export function withWaits(changes: readonly Change[], edges: readonly Edge[]): Change[] {
  const waits = new Map<number, ChangeKey[]>();
  for (const edge of edges) {
    const key = changes[edge.waitsFor]?.key;
    if (key !== undefined) collect(waits, edge.change, key);
  }
  return changes.map((change, index) => {
    const keys = waits.get(index);
    return keys ? Object.assign(change, { waitsFor: sortedOnce(keys) }) : change;
  });
}
