// The rules of order, as data: everything that makes one change wait for another stands in this table.

import type { Edge, RuleName } from './edges.js';
import { createsFirst, lateLast, letGoFirst, vendorOrder } from './edges.js';
import type { Pool } from './pools.js';
import { slotsOf } from './slots.js';
import { staffingOf } from './staffing.js';
import type { View } from './view.js';

export interface OrderRule {
  readonly name: RuleName;
  /** Continues "a change waits". */
  readonly says: string;
  readonly because: string;
  /** Pairs of changes that are known beforehand. */
  readonly edges?: (view: View) => readonly Edge[];
  /** Things that must not run out; who waits for whom follows when the plan is scheduled. */
  readonly pools?: (view: View) => readonly Pool[];
}

/** As docs/concepts.md tells them, "Order"; the last belongs to the splitting of cycles. */
export const RULES: readonly OrderRule[] = [
  {
    name: 'refers',
    says: 'for the creates of what its new value refers to',
    because: 'no vendor takes a reference to what does not exist yet',
    edges: createsFirst,
  },
  {
    name: 'lets-go',
    says: '(a delete) for every change that lets go of what is deleted',
    because: 'vendors refuse to delete what is in use, or leave a dangling reference behind',
    edges: letGoFirst,
  },
  {
    name: 'slots',
    says: 'for the change that frees a place under a cap, if there is no free one',
    because: 'the vendor refuses the one too many, at every step and not only in the end',
    pools: (view) => slotsOf(view).pools.filter((pool) => pool.rule === 'slots'),
  },
  {
    name: 'staffing',
    says: '(a leaving) for a joining, where the floor of the queue would break',
    because: 'callers come first: a queue keeps its floor, or what it has now if that is less',
    pools: (view) => staffingOf(view).pools,
  },
  {
    name: 'moves',
    says: 'for what moves to be let go where it is',
    because: 'a thing with one owner (an extension) cannot have two in between',
    pools: (view) => slotsOf(view).pools.filter((pool) => pool.rule === 'moves'),
  },
  {
    name: 'vendor',
    says: 'as the provider says',
    because: 'caution rules of the vendor sheet',
    edges: vendorOrder,
  },
  {
    name: 'late',
    says: '(the second half of a create that was split) for the first half',
    because: 'two objects that refer to each other are created without, then joined',
    edges: lateLast,
  },
];

/** Every edge that is known beforehand, wishes included. */
export function edgesOf(view: View): Edge[] {
  return RULES.flatMap((rule) => rule.edges?.(view) ?? []);
}

/** Every pool that changes of the view touch. */
export function poolsOf(view: View): Pool[] {
  return RULES.flatMap((rule) => rule.pools?.(view) ?? []);
}

/** For messages: why a rule makes something wait. */
export function reasonOf(name: RuleName): string {
  return RULES.find((rule) => rule.name === name)?.because ?? '';
}
