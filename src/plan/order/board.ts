// What a schedule is made on: the servings of changes by calls, what they wait for, and what they take and give. It
// never changes; a state says how far one run has come.

import { collect } from '../../contract/index.js';
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
  /** Whether it is the first serving of its change: it makes the takings. */
  readonly first: boolean;
  /** Whether it is the last one: it makes the givings. */
  readonly last: boolean;
}

/** A taking or a giving. */
export interface Event {
  readonly pool: number;
  /** How many changes make it together. */
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
  const { items, itemsOfGroup, itemsOfChange } = itemsOf(input);
  const takes = eventsOf(input.pools, 'takes');
  const gives = eventsOf(input.pools, 'gives');
  return {
    ...input,
    items,
    itemsOfGroup,
    itemsOfChange,
    ...linksOf(items, itemsOfChange, input.edges),
    takes: takes.list,
    gives: gives.list,
    takesOf: takes.of,
    givesOf: gives.of,
  };
}

function itemsOf({ count, groups }: ScheduleInput): Pick<Board, 'items' | 'itemsOfGroup' | 'itemsOfChange'> {
  const itemsOfChange: number[][] = Array.from({ length: count }, () => []);
  const flat: { change: number; group: number }[] = [];
  const itemsOfGroup = groups.map((group, index) =>
    group.changes.map((change) => {
      itemsOfChange[change]?.push(flat.length);
      return flat.push({ change, group: index }) - 1;
    }),
  );
  const items = flat.map(({ change, group }, index): Item => {
    const own = itemsOfChange[change] ?? [];
    return { change, group, first: own[0] === index, last: own.at(-1) === index };
  });
  return { items, itemsOfGroup, itemsOfChange };
}

/** The servings of one change follow each other; its first waits for the last of what the change waits for. */
function linksOf(
  items: readonly Item[],
  itemsOfChange: Board['itemsOfChange'],
  edges: readonly Edge[],
): Pick<Board, 'before' | 'after'> {
  const before: (number[] | undefined)[] = items.map(() => undefined);
  const after: (number[] | undefined)[] = items.map(() => undefined);
  const link = (item: number | undefined, waitsFor: number | undefined): void => {
    if (item === undefined || waitsFor === undefined) return;
    addTo(before, item, waitsFor);
    addTo(after, waitsFor, item);
  };
  for (const own of itemsOfChange) for (let at = 1; at < own.length; at += 1) link(own[at], own[at - 1]);
  for (const edge of edges) link(itemsOfChange[edge.change]?.[0], itemsOfChange[edge.waitsFor]?.at(-1));
  return { before, after };
}

function addTo(lists: (number[] | undefined)[], at: number, item: number): void {
  const list = lists[at];
  if (list) list.push(item);
  else lists[at] = [item];
}

function eventsOf(
  pools: readonly Pool[],
  side: 'takes' | 'gives',
): { readonly list: Event[]; readonly of: Map<number, number[]> } {
  const list: Event[] = [];
  const of = new Map<number, number[]>();
  pools.forEach((pool, index) => {
    for (const event of pool[side]) {
      const number = list.push({ pool: index, changes: event.length }) - 1;
      for (const change of event) collect(of, change, number);
    }
  });
  return { list, of };
}

const NONE: readonly number[] = [];

/** Takings that this serving makes, if nothing made them before. */
export function takingsOf({ items, takesOf }: Board, item: number): readonly number[] {
  const served = items[item];
  return served?.first ? (takesOf.get(served.change) ?? NONE) : NONE;
}

/** Givings to which this serving contributes. */
export function givingsOf({ items, givesOf }: Board, item: number): readonly number[] {
  const served = items[item];
  return served?.last ? (givesOf.get(served.change) ?? NONE) : NONE;
}

export function groupOf({ items }: Board, item: number): number {
  return items[item]?.group ?? -1;
}

export function changeOf({ items }: Board, item: number): number {
  return items[item]?.change ?? -1;
}
