// What a schedule is made on: the servings of changes by calls, what they wait for, and what they take and give. The
// board never changes; a state says how far one run has come.

import type { Edge } from './edges.js';
import type { Pool } from './pools.js';

export interface ScheduleGroup {
  /** Numbers of changes, ascending. */
  readonly changes: readonly number[];
  /** Must not be split. */
  readonly whole: boolean;
}

export interface ScheduleInput {
  readonly count: number;
  /** Without wishes. */
  readonly edges: readonly Edge[];
  /** A change that several groups serve is served in their order. */
  readonly groups: readonly ScheduleGroup[];
  /** Scarce ones alone. */
  readonly pools: readonly Pool[];
}

/** One serving of one change by one group. */
export interface Item {
  readonly change: number;
  readonly group: number;
  readonly first: boolean;
  readonly last: boolean;
}

export interface Event {
  readonly pool: number;
  readonly changes: number;
}

export interface Board extends ScheduleInput {
  readonly items: readonly Item[];
  readonly itemsOfGroup: readonly (readonly number[])[];
  readonly itemsOfChange: readonly (readonly number[])[];
  /** By item: what it waits for, and what waits for it; absent where there is none. */
  readonly before: readonly (readonly number[] | undefined)[];
  readonly after: readonly (readonly number[] | undefined)[];
  readonly takes: readonly Event[];
  readonly gives: readonly Event[];
  /** By change: numbers of its events. */
  readonly takesOf: ReadonlyMap<number, readonly number[]>;
  readonly givesOf: ReadonlyMap<number, readonly number[]>;
}

export function createBoard(input: ScheduleInput): Board {
  const itemsOfChange: number[][] = Array.from({ length: input.count }, () => []);
  const flat: { change: number; group: number }[] = [];
  const itemsOfGroup = input.groups.map((group, index) =>
    group.changes.map((change) => {
      itemsOfChange[change]?.push(flat.length);
      return flat.push({ change, group: index }) - 1;
    }),
  );
  const items = flat.map((item, index): Item => {
    const own = itemsOfChange[item.change] ?? [];
    const { change, group } = item;
    return { change, group, first: own[0] === index, last: own.at(-1) === index };
  });
  const before: (number[] | undefined)[] = items.map(() => undefined);
  const after: (number[] | undefined)[] = items.map(() => undefined);
  const link = (item: number | undefined, waitsFor: number | undefined): void => {
    if (item === undefined || waitsFor === undefined) return;
    addTo(before, item, waitsFor);
    addTo(after, waitsFor, item);
  };
  for (const own of itemsOfChange) for (let at = 1; at < own.length; at += 1) link(own[at], own[at - 1]);
  for (const edge of input.edges) link(itemsOfChange[edge.change]?.[0], itemsOfChange[edge.waitsFor]?.at(-1));
  const events = (side: 'takes' | 'gives'): { list: Event[]; of: Map<number, number[]> } => {
    const list: Event[] = [];
    const of = new Map<number, number[]>();
    input.pools.forEach((pool, index) => {
      for (const event of pool[side]) {
        const number = list.push({ pool: index, changes: event.length }) - 1;
        for (const change of event) of.set(change, [...(of.get(change) ?? []), number]);
      }
    });
    return { list, of };
  };
  const takes = events('takes');
  const gives = events('gives');
  return {
    ...input,
    items,
    itemsOfGroup,
    itemsOfChange,
    before,
    after,
    takes: takes.list,
    gives: gives.list,
    takesOf: takes.of,
    givesOf: gives.of,
  };
}

function addTo(lists: (number[] | undefined)[], at: number, item: number): void {
  const list = lists[at];
  if (list) list.push(item);
  else lists[at] = [item];
}

export interface State {
  readonly done: boolean[];
  /** By item: what it still waits for. */
  readonly unmet: number[];
  /** By group: what its items wait for outside of it. */
  readonly outside: number[];
  /** By group: items not done. */
  readonly left: number[];
  readonly tokens: number[];
  readonly taken: boolean[];
  /** By giving: changes of it not done. */
  readonly ungiven: number[];
  remaining: number;
}

const NONE: readonly number[] = [];

export function startState(board: Board): State {
  return {
    done: board.items.map(() => false),
    unmet: board.before.map((list) => list?.length ?? 0),
    outside: board.itemsOfGroup.map((items, group) => {
      let count = 0;
      for (const item of items) {
        for (const other of board.before[item] ?? NONE) if (board.items[other]?.group !== group) count += 1;
      }
      return count;
    }),
    left: board.itemsOfGroup.map((items) => items.length),
    tokens: board.pools.map((pool) => pool.tokens),
    taken: board.takes.map(() => false),
    ungiven: board.gives.map((event) => event.changes),
    remaining: board.items.length,
  };
}

/** A pool that would run short if these items were done at once; what they give back in the same pool counts. */
export function shortPool(board: Board, state: State, items: readonly number[]): number | undefined {
  const change = new Map<number, number>();
  const seen = new Set<number>();
  const giving = new Map<number, number>();
  for (const index of items) {
    const item = board.items[index];
    if (!item) continue;
    for (const event of item.first ? (board.takesOf.get(item.change) ?? []) : []) {
      if (state.taken[event] || seen.has(event)) continue;
      seen.add(event);
      const pool = board.takes[event]?.pool ?? 0;
      change.set(pool, (change.get(pool) ?? 0) - 1);
    }
    for (const event of item.last ? (board.givesOf.get(item.change) ?? []) : []) {
      const count = (giving.get(event) ?? 0) + 1;
      giving.set(event, count);
      if (count !== state.ungiven[event]) continue;
      const pool = board.gives[event]?.pool ?? 0;
      change.set(pool, (change.get(pool) ?? 0) + 1);
    }
  }
  for (const [pool, difference] of change) {
    if (difference < 0 && (state.tokens[pool] ?? 0) + difference < 0) return pool;
  }
  return undefined;
}
