// Drafts as changes: with labels, ends, certainty, risk and the place in the file.

import type { Address, Change, ChangeEnd, ChangeKey, PlanContext } from '../contract/index.js';
import { certaintyOf } from './certainty.js';
import { sortedOnce } from './compare.js';
import type { Edge } from './order/edges.js';
import { riskOf } from './risk.js';
import type { Draft, World } from './world.js';

/** Changes in the order of the drafts; `waitsFor` comes later. */
export function changesOf(world: World, drafts: readonly Draft[], context: PlanContext): Change[] {
  return drafts.map((draft) => {
    const change = plainChange(world, draft);
    return Object.assign(change, certaintyOf(world, draft, change, context), riskOf(draft, change, context));
  });
}

function plainChange(world: World, draft: Draft): Change {
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
    ...(ends ? { ends: [endOf(world, ends[0]), endOf(world, ends[1])] as const } : {}),
    fields,
    certainty: 'verified',
    risk: 'low',
    waitsFor: [],
    ...(wanted?.origin ? { source: world.desired.locate(wanted.origin) } : {}),
  };
}

function endOf(world: World, address: Address): ChangeEnd {
  const label = labelOf(world, address);
  return label === undefined ? { address } : { address, label };
}

function labelOf(world: World, address: Address): string | undefined {
  return world.desired.resources.get(address)?.label ?? world.now.get(address)?.label;
}

/** The same changes; each is told the keys that it waits for. */
export function withWaits(changes: readonly Change[], edges: readonly Edge[]): Change[] {
  const waits = new Map<number, ChangeKey[]>();
  for (const edge of edges) {
    const key = changes[edge.waitsFor]?.key;
    if (key === undefined) continue;
    const known = waits.get(edge.change);
    if (known) known.push(key);
    else waits.set(edge.change, [key]);
  }
  return changes.map((change, index) => {
    const keys = waits.get(index);
    return keys ? Object.assign(change, { waitsFor: sortedOnce(keys) }) : change;
  });
}
