// Which fields of an item a drift is about: those without which the item would not say what is no longer so.
import {
  type Address,
  collect,
  type Expansion,
  type Live,
  type Resource,
  type Section,
  type Value,
} from '../contract/index.js';
import { sameValue } from '../plan/equal.js';
import { shapeOf } from '../schema/introspect.js';
import type { DriftPoint } from './drift-points.js';
import type { Item } from './target.js';

export interface Touch {
  /** Addresses with a drift that the item declares, or that stand in a list which it owns. */
  readonly addresses: ReadonlySet<Address>;
  /** The fields that the drift is about. */
  readonly fields: ReadonlySet<string>;
}

/** Fields that say what an item is, and never what is live; `state` is the loader's own unless the vendor has one. */
function ownFields({ schema, identity, allowEmpty }: Section): ReadonlySet<string> {
  const isOwn = shapeOf(schema)?.state === undefined;
  return new Set([
    ...identity,
    'previously',
    ...(isOwn ? ['state'] : []),
    ...(allowEmpty ? [allowEmpty] : []),
  ]);
}

/** Live elements that no file declares, by the list that they stand in. */
export function foreignByList(
  points: ReadonlyMap<Address, DriftPoint>,
  live: Live,
): ReadonlyMap<string, readonly Resource[]> {
  const lists = new Map<string, Resource[]>();
  for (const { address, moved } of points.values()) {
    const resource = moved === 'new' ? live.resources.get(address) : undefined;
    if (resource?.list !== undefined) collect(lists, resource.list, resource);
  }
  return lists;
}

/** Undefined if nothing of the item moved. */
export function touchOf(
  section: Section,
  item: Item,
  expansion: Expansion,
  points: ReadonlyMap<Address, DriftPoint>,
  foreign: ReadonlyMap<string, readonly Resource[]>,
): Touch | undefined {
  const moved = expansion.resources.flatMap(({ address }) => points.get(address) ?? []);
  const lists = (expansion.lists ?? []).filter((list) => foreign.has(list));
  if (moved.length === 0 && lists.length === 0) return undefined;
  const addresses = new Set([
    ...moved.map(({ address }) => address),
    ...lists.flatMap((list) => (foreign.get(list) ?? []).map(({ address }) => address)),
  ]);
  const own = ownFields(section);
  const fields = Object.keys(item).filter(
    (field) => !own.has(field) && isAbout(section, field, item, expansion, moved, lists),
  );
  return { addresses, fields: new Set(fields) };
}

function isAbout(
  section: Section,
  field: string,
  item: Item,
  expansion: Expansion,
  moved: readonly DriftPoint[],
  lists: readonly string[],
): boolean {
  const { [field]: _left, ...rest } = item;
  const without = expandOrNothing(section, rest);
  const others = new Map(without.resources.map((resource) => [resource.address, resource]));
  const mine = expansion.resources.filter(({ address }) => !others.has(address));
  const declares = new Set(mine.map(({ address }) => address));
  const touches = moved.some((point) => {
    if (declares.has(point.address)) return true;
    const whole = expansion.resources.find(({ address }) => address === point.address);
    const part = others.get(point.address);
    if (!whole || !part || point.moved !== 'changed') return false;
    const paths = point.fields?.map(({ path }) => path.split('.')[0] ?? path) ?? Object.keys(whole.fields);
    return paths.some((path) => !same(whole.fields[path], part.fields[path]));
  });
  if (touches) return true;
  const ownedWithout = new Set(without.lists);
  return lists.some(
    (list) =>
      !ownedWithout.has(list) ||
      Object.hasOwn(section.nested ?? {}, field) ||
      mine.some((resource) => resource.list === list),
  );
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameValue(a, b);
}

/** A section may need the field to say anything at all. */
function expandOrNothing(section: Section, item: Item): Expansion {
  try {
    return section.expand(item);
  } catch {
    return { resources: [] };
  }
}
