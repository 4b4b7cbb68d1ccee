// Items to resources: the provider expands, the loader adds origins and joins what several items say of one object.

import type { Address, Expansion, Origin, Resource, Section, Value } from '../../contract/index.js';
import type { Key } from '../places.js';
import { isCollection, isList, type Raw } from '../raw.js';
import type { Building } from './building.js';

type Expanded = Expansion['resources'][number];

/** Adds what a checked item stands for. `raw` is the item as it was read, for places. */
export function addExpansion(
  section: Section,
  item: Readonly<Record<string, unknown>>,
  raw: Raw,
  origin: Origin | undefined,
  building: Building,
): void {
  building.taken?.({ center: building.center, section, address: section.address(item), item });
  const { resources, lists = [] } = section.expand(item);
  for (const list of lists) building.lists.add(list);
  let first: ReadonlyMap<Address, number> | undefined;
  let repeated: number | undefined;
  for (const [index, resource] of resources.entries()) {
    const { address } = resource;
    const at = originAt(raw, resource.at ?? [], origin, building);
    const known = building.resources.get(address);
    if (known === undefined) {
      building.resources.set(address, placed(resource, at));
      continue;
    }
    first ??= firstOf(resources);
    const before = first.get(address) ?? index;
    if (before === index) {
      building.resources.set(address, joined(known, resource, at, building));
      continue;
    }
    // One slip can repeat several resources; it is said once.
    if (repeated === at?.offset) continue;
    repeated = at?.offset;
    const where = building.place(originAt(raw, resources[before]?.at ?? [], origin, building));
    const message = `${address} is already declared at ${where}. Remove one of the two.`;
    building.report(at, 'duplicate-identity', message, { address });
  }
}

/** Where each address stands first. */
function firstOf(resources: readonly Expanded[]): ReadonlyMap<Address, number> {
  const first = new Map<Address, number>();
  for (const [index, { address }] of resources.entries()) if (!first.has(address)) first.set(address, index);
  return first;
}

/** Assigned and not spread: there are tens of thousands. */
function placed(
  { kind, address, fields, label, list, aside }: Expanded,
  origin: Origin | undefined,
): Resource {
  const resource: { -readonly [Key in keyof Resource]: Resource[Key] } = { kind, address, fields };
  if (label !== undefined) resource.label = label;
  if (list !== undefined) resource.list = list;
  if (aside !== undefined) resource.aside = aside;
  if (origin !== undefined) resource.origin = origin;
  return resource;
}

/** Two items say something of one object (an extension listed, and named by an agent): no field in two ways. */
function joined(known: Resource, other: Expanded, origin: Origin | undefined, building: Building): Resource {
  const wrong = Object.keys(other.fields).filter(
    (field) => Object.hasOwn(known.fields, field) && !isEqual(known.fields[field], other.fields[field]),
  );
  if (wrong.length > 0 || known.kind !== other.kind) {
    const where = building.place(known.origin);
    const message = `${other.address}: ${wrong.join(', ') || 'its kind'} is set differently here and at ${where}. Keep one of the two.`;
    building.report(origin, 'conflict', message, { address: other.address });
    return known;
  }
  const isRicher = Object.keys(other.fields).length > Object.keys(known.fields).length;
  const fields = { ...known.fields, ...other.fields };
  return placed({ ...other, ...known, fields }, isRicher ? origin : known.origin);
}

function isEqual(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The place of a path inside an item, or of the nearest part of it that is known; `step` counts along the path. */
function originAt(
  value: Raw,
  path: readonly Key[],
  origin: Origin | undefined,
  building: Building,
  step = 0,
): Origin | undefined {
  const key = path[step];
  if (key === undefined || !isCollection(value)) return origin;
  const child = isList(value) ? value[Number(key)] : value[String(key)];
  if (child === undefined) return origin;
  // The innermost place is the one: those around it are asked for only where it is not known.
  const inner = originAt(child, path, undefined, building, step + 1);
  return inner ?? building.places.child(value, key) ?? origin;
}
