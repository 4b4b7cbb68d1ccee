// Remembers where every value of every file was written: a few numbers a collection, no object a value.

import type { Origin } from '../contract/index.js';
import type { Marked, RawList, RawMap } from './raw.js';

export type Holder = RawList | RawMap;
export type Key = string | number;

export interface Places {
  /**
   * A collection as it was read. `numbers` are its file and its offset, then an offset for each element of a list, or
   * two for each entry of a mapping (its key, its value). `keys` is the order of writing where `Object.keys` would tell
   * another.
   */
  record(holder: Holder, numbers: readonly number[], keys?: readonly string[]): void;
  /** The rows of `file` record no children: `cell` finds the offset of one when something asks. */
  table(file: number, cell: (row: number, column: string) => number): void;
  /** `holder` stands where `original` was written. */
  stand(holder: Holder, original: Holder): void;
  /** The child `key` of a merged `holder` was written as the child of another. */
  taken(holder: Holder, key: Key, from: Holder, fromKey: Key): void;
  /** The text of the file behind a child that was replaced. */
  note(holder: Holder, key: Key, written: Marked): void;
  /** The child could not be read and has its problem already: what else is wrong with it follows from that. */
  spoil(holder: Holder, key: Key): void;

  /** Whether it is a row of a CSV file. */
  isRow(holder: Holder): boolean;
  start(holder: Holder): Origin | undefined;
  /** Where the value of a child begins; of an unknown child, where its holder does. */
  child(holder: Holder, key: Key): Origin | undefined;
  /** Where the key of a child begins. */
  key(holder: Holder, key: Key): Origin | undefined;
  written(holder: Holder, key: Key): Marked | undefined;
  isSpoiled(holder: Holder, key: Key): boolean;
}

export function createPlaces(): Places {
  const records = new Map<Holder, readonly number[]>();
  const orders = new Map<readonly number[], readonly string[]>();
  const sources = new Map<Holder, Map<Key, readonly [Holder, Key]>>();
  const notes = new Map<Holder, Map<Key, Marked>>();
  const spoiled = new Map<Holder, Set<Key>>();
  const tables = new Map<number, (row: number, column: string) => number>();

  const index = (holder: Holder, key: Key, record: readonly number[]): number => {
    if (Array.isArray(holder)) return typeof key === 'number' && key < holder.length ? key : -1;
    return 2 * (orders.get(record) ?? Object.keys(holder)).indexOf(String(key));
  };
  const find = (holder: Holder, key: Key, side: 0 | 1): Origin | undefined => {
    const from = sources.get(holder)?.get(key);
    if (from) return find(from[0], from[1], side);
    const record = records.get(holder);
    if (record === undefined) return undefined;
    const [file = 0, start = 0] = record;
    const cell = tables.get(file);
    if (cell) return { file, offset: cell(start, String(key)) };
    const at = index(holder, key, record);
    if (at < 0) return { file, offset: start };
    return { file, offset: record[2 + at + (Array.isArray(holder) ? 0 : side)] ?? start };
  };

  return {
    record(holder, numbers, keys) {
      records.set(holder, numbers);
      if (keys) orders.set(numbers, keys);
    },
    table: (file, cell) => void tables.set(file, cell),
    stand(holder, original) {
      const record = records.get(original);
      if (record !== undefined) records.set(holder, record);
      const lost = spoiled.get(original);
      if (lost) spoiled.set(holder, new Set(lost));
      const known = notes.get(original);
      if (known) notes.set(holder, new Map(known));
      const taken = sources.get(original);
      if (taken) sources.set(holder, new Map(taken));
    },
    taken(holder, key, from, fromKey) {
      within(sources, holder).set(key, [from, fromKey]);
      const written = notes.get(from)?.get(fromKey);
      if (written) within(notes, holder).set(key, written);
      if (spoiled.get(from)?.has(fromKey)) this.spoil(holder, key);
    },
    note: (holder, key, written) => void within(notes, holder).set(key, written),
    spoil(holder, key) {
      const keys = spoiled.get(holder);
      if (keys) keys.add(key);
      else spoiled.set(holder, new Set([key]));
    },
    start(holder) {
      const record = records.get(holder);
      if (record !== undefined) return { file: record[0] ?? 0, offset: record[1] ?? 0 };
      const [first] = sources.get(holder)?.values() ?? [];
      return first === undefined ? undefined : this.start(first[0]);
    },
    isRow(holder) {
      if (tables.size === 0) return false;
      return tables.has(records.get(holder)?.[0] ?? -1);
    },
    child: (holder, key) => find(holder, key, 1),
    key: (holder, key) => find(holder, key, 0),
    written: (holder, key) => notes.get(holder)?.get(key),
    isSpoiled: (holder, key) => spoiled.get(holder)?.has(key) ?? false,
  };
}

function within<Inner>(map: Map<Holder, Map<Key, Inner>>, holder: Holder): Map<Key, Inner> {
  const known = map.get(holder);
  if (known) return known;
  const made = new Map<Key, Inner>();
  map.set(holder, made);
  return made;
}
