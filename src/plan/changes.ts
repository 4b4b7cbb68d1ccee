// Drafts as changes: with labels, ends, certainty, risk and the place in the file.

import type { Address, Change, ChangeEnd, PlanContext } from '../contract/index.js';
import { certaintyOf } from './certainty.js';
import { compareText } from './compare.js';
import type { Edge } from './order/edges.js';
import { riskOf } from './risk.js';
import type { Draft, World } from './world.js';

/** Changes in the order of the drafts; `waitsFor` comes later. */
export function changesOf(world: World, drafts: readonly Draft[], context: PlanContext): Change[] {
  return drafts.map((draft) => {
    const plain = plainChange(world, draft);
    const certainty = certaintyOf(world, draft, plain, context);
    const risk = riskOf(draft, plain, context);
    return { ...plain, ...certainty, ...risk };
  });
}

function plainChange(world: World, draft: Draft): Change {
  const { key, action, kind, address, fields } = draft;
  const label = labelOf(world, address);
  const side = draft.after ?? draft.before;
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

/** The same changes, each with the keys that it waits for. */
export function withWaits(changes: readonly Change[], edges: readonly Edge[]): Change[] {
  const waits: (Set<string> | undefined)[] = changes.map(() => undefined);
  for (const edge of edges) {
    const key = changes[edge.waitsFor]?.key;
    if (key === undefined) continue;
    const known = waits[edge.change];
    if (known) known.add(key);
    else waits[edge.change] = new Set([key]);
  }
  return changes.map((change, index) => {
    const keys = waits[index];
    return keys ? { ...change, waitsFor: [...keys].sort(compareText) } : change;
  });
}
