// Documents of one center laid over one another: lists merge by identity, and no value is set in two ways.

import type { Origin } from '../../contract/index.js';
import type { Holder, Key, Places } from '../places.js';
import { emptyMap, isList, isMap, type Raw, type RawList, type RawMap } from '../raw.js';
import type { Report } from '../report.js';

export interface Merging {
  readonly places: Places;
  readonly report: Report;
  /** A place as people name it: `a.yaml:12:5`. */
  readonly place: (origin: Origin | undefined) => string;
}

/** How the elements of a list are told apart. */
export interface ListRule {
  /** Undefined: it cannot be told, and the element stands for itself. */
  readonly identity: (element: Raw) => string | undefined;
  /** What to call an element in a message. */
  readonly title: (identity: string) => string;
  /** A text that stands for a mapping with this one field. */
  readonly short?: string;
  readonly lists?: ListRules;
}

/** By field: the rules of the lists inside a mapping. Other lists are joined, equal elements once. */
export type ListRules = Readonly<Record<string, ListRule>>;

/** Lays mappings over one another. One alone is returned as it is, after its lists were checked for duplicates. */
export function mergeMaps(maps: readonly RawMap[], rules: ListRules, merging: Merging): RawMap {
  const [first] = maps;
  if (first !== undefined && maps.length === 1) return onlyMap(first, rules, merging);
  const merged = emptyMap();
  for (const map of maps) {
    for (const [key, value] of Object.entries(map)) {
      if (!Object.hasOwn(merged, key)) {
        const rule = rules[key];
        merged[key] = rule && isList(value) ? onlyList(value, rule, merging) : value;
        merging.places.taken(merged, key, map, key);
        continue;
      }
      combine(merged, key, map, key, rules[key], merging);
    }
  }
  return merged;
}

/** Lays lists over one another. */
export function mergeLists(lists: readonly RawList[], rule: ListRule | undefined, merging: Merging): RawList {
  if (rule === undefined) return lists.length === 1 ? (lists[0] ?? []) : joined(lists, merging);
  const [first] = lists;
  if (first !== undefined && lists.length === 1) return onlyList(first, rule, merging);
  const merged: RawList = [];
  const at = new Map<string, number>();
  for (const list of lists.map((each) => onlyList(each, rule, merging))) {
    for (const [index, element] of list.entries()) {
      const identity = rule.identity(element);
      const known = identity === undefined ? undefined : at.get(identity);
      if (known !== undefined) {
        combine(merged, known, list, index, rule, merging);
        continue;
      }
      if (identity !== undefined) at.set(identity, merged.length);
      merging.places.taken(merged, merged.length, list, index);
      merged.push(element);
    }
  }
  return merged;
}

/** Lays `from[fromKey]` over what `into[key]` holds already. `rule` is that of the list, or of the elements. */
function combine(
  into: Holder,
  key: Key,
  from: Holder,
  fromKey: Key,
  rule: ListRule | undefined,
  merging: Merging,
): void {
  const { places } = merging;
  const before = valueAt(into, key);
  const after = valueAt(from, fromKey);
  if (places.isSpoiled(into, key) || places.isSpoiled(from, fromKey)) return;
  if (isList(before) && isList(after)) {
    Object.assign(into, { [key]: mergeLists([before, after], rule, merging) });
    return;
  }
  const short = rule?.short;
  const maps = [asMap(before, short, into, key, places), asMap(after, short, from, fromKey, places)];
  if (isMap(maps[0]) && isMap(maps[1]) && (isMap(before) || isMap(after))) {
    if (isAbsent(maps[0]) === isAbsent(maps[1])) {
      Object.assign(into, { [key]: mergeMaps([maps[0], maps[1]], rule?.lists ?? {}, merging) });
    } else
      conflict(into, key, from, fromKey, 'is declared absent in one place and present in another', merging);
    return;
  }
  if (before !== after) conflict(into, key, from, fromKey, 'is set differently', merging);
}

function conflict(into: Holder, key: Key, from: Holder, fromKey: Key, how: string, merging: Merging): void {
  const { places, report, place } = merging;
  const what = typeof fromKey === 'number' ? 'This' : fromKey;
  report(
    places.child(from, fromKey),
    'conflict',
    `${what} ${how}: here and at ${place(places.child(into, key))}. Keep one of the two.`,
  );
}

function onlyMap(map: RawMap, rules: ListRules, merging: Merging): RawMap {
  let copy: RawMap | undefined;
  for (const [field, rule] of Object.entries(rules)) {
    const value = map[field];
    if (!isList(value)) continue;
    const checked = onlyList(value, rule, merging);
    if (checked === value) continue;
    copy ??= copyOf(map, merging.places);
    copy[field] = checked;
  }
  return copy ?? map;
}

/** Within one list an identity may stand once. What repeats one is reported and left out. */
function onlyList(list: RawList, rule: ListRule, merging: Merging): RawList {
  const { places, report, place } = merging;
  const { lists } = rule;
  if (lists === undefined && areDistinct(list, rule)) return list;
  const at = new Map<string, number>();
  let kept: RawList | undefined;
  for (const [index, element] of list.entries()) {
    const identity = rule.identity(element);
    const first = identity === undefined ? undefined : at.get(identity);
    if (identity !== undefined && first !== undefined) {
      const where = place(places.child(list, first) ?? startOf(list[first], places));
      report(
        places.child(list, index) ?? startOf(element, places),
        'duplicate-identity',
        `${rule.title(identity)} is already in this list, at ${where}. Remove one of the two.`,
      );
      kept ??= prefix(list, index, places);
      continue;
    }
    if (identity !== undefined) at.set(identity, index);
    const checked = isMap(element) && lists ? onlyMap(element, lists, merging) : element;
    if (checked !== element) kept ??= prefix(list, index, places);
    if (kept) {
      places.taken(kept, kept.length, list, index);
      kept.push(checked);
    }
  }
  return kept ?? list;
}

/** Whether there is nothing to report: nearly always so, and quick to see. */
function areDistinct(list: RawList, { identity }: ListRule): boolean {
  const known = new Set<string>();
  let count = 0;
  for (const element of list) {
    const text = identity(element);
    if (text === undefined) continue;
    count += 1;
    known.add(text);
  }
  return known.size === count;
}

function prefix(list: RawList, end: number, places: Places): RawList {
  const copy = list.slice(0, end);
  for (const index of copy.keys()) places.taken(copy, index, list, index);
  return copy;
}

function copyOf(map: RawMap, places: Places): RawMap {
  const copy = Object.assign(emptyMap(), map);
  for (const key of Object.keys(map)) places.taken(copy, key, map, key);
  return copy;
}

/** Lists without identities: equal elements once. */
function joined(lists: readonly RawList[], { places }: Merging): RawList {
  const merged: RawList = [];
  const seen = new Set<string>();
  for (const list of lists) {
    const own: string[] = [];
    for (const [index, element] of list.entries()) {
      const text = JSON.stringify(element);
      own.push(text);
      if (seen.has(text)) continue;
      places.taken(merged, merged.length, list, index);
      merged.push(element);
    }
    for (const text of own) seen.add(text);
  }
  return merged;
}

function asMap(value: Raw, short: string | undefined, holder: Holder, key: Key, places: Places): Raw {
  if (short === undefined || typeof value !== 'string') return value;
  const map = emptyMap();
  map[short] = value;
  places.taken(map, short, holder, key);
  return map;
}

function isAbsent(map: Raw): boolean {
  return isMap(map) && map.state === 'absent';
}

function startOf(value: Raw | undefined, places: Places): Origin | undefined {
  return isList(value) || isMap(value) ? places.start(value) : undefined;
}

function valueAt(holder: Holder, key: Key): Raw {
  const value = isList(holder) ? holder[Number(key)] : holder[String(key)];
  return value ?? null;
}
