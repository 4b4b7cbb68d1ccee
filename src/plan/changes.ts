// Drafts as changes: with labels, ends, certainty, risk and the place in the file.

import {
  type Address,
  type Certainty,
  type Change,
  type ChangeEnd,
  type ChangeKey,
  collect,
  type PlanContext,
  type Risk,
} from '../contract/index.js';
import { sortedOnce } from './compare.js';
import type { Draft } from './drafts.js';
import type { Edge } from './order/edges.js';
import type { World } from './world.js';

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

interface Known {
  readonly certainty: Certainty;
  readonly certaintyReason?: string;
}

const UNREADABLE = 'no call shows it';

/** Whether we can know that a change is needed and took effect. The lesser certainty wins, with its reason. */
function certaintyOf(world: World, draft: Draft, change: Change, context: PlanContext): Known {
  const said = draft.kind.certainty?.(change, context);
  if (said)
    return { certainty: said.certainty, ...(said.reason === '' ? {} : { certaintyReason: said.reason }) };
  if (draft.kind.visibility !== 'listed') return { certainty: 'unknowable', certaintyReason: UNREADABLE };
  if (draft.unread === 'all') {
    return { certainty: 'unknowable', certaintyReason: 'what it sets cannot be read back' };
  }
  if (draft.unread === 'some') {
    return { certainty: 'assumed', certaintyReason: 'part of what it sets cannot be read back' };
  }
  if (!world.provider.presence && (draft.kind.cuts?.(change, context) ?? []).length > 0) {
    return { certainty: 'assumed', certaintyReason: 'the vendor does not show who is in a call' };
  }
  return { certainty: 'verified' };
}

/** How dangerous a change is: what the kind says, else deletes are medium and the rest is low. */
function riskOf(
  draft: Draft,
  change: Change,
  context: PlanContext,
): { readonly risk: Risk; readonly riskReason?: string } {
  const said = draft.kind.risk?.(change, context);
  if (said) return said.risk === 'low' ? { risk: 'low' } : { risk: said.risk, riskReason: said.reason };
  if (draft.action !== 'delete') return { risk: 'low' };
  return { risk: 'medium', riskReason: `takes away ${article(draft.kind.title.one)}` };
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
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
