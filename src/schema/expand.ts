// Items to resources: the provider expands, the loader adds origins and joins what several items say of one object.

import type { Address, Expansion, Origin, Resource, Section, Value } from '../contract/index.js';
import type { Building } from './center.js';
import type { Holder } from './places.js';
import { isCollection, isList, type Raw } from './raw.js';

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
  const own = resources.length > 1 ? new Map<Address, Origin | undefined>() : undefined;
  let repeated: number | undefined;
  for (const resource of resources) {
    const at = originAt(raw, resource.at, origin, building);
    if (own?.has(resource.address)) {
      // One slip can repeat several resources; it is said once.
      if (repeated === at?.offset) continue;
      repeated = at?.offset;
      const where = building.merging.place(own.get(resource.address));
      const message = `${resource.address} is already declared at ${where}. Remove one of the two.`;
      building.report(at, 'duplicate-identity', message, { address: resource.address });
      continue;
    }
    own?.set(resource.address, at);
    addResource(resource, at, building);
  }
}

function addResource(resource: Expanded, origin: Origin | undefined, building: Building): void {
  const { resources } = building;
  const known = resources.get(resource.address);
  resources.set(
    resource.address,
    known ? joined(known, resource, origin, building) : placed(resource, origin),
  );
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
    const where = building.merging.place(known.origin);
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

/** The place of a path inside an item, or of the nearest part of it that is known. */
function originAt(
  raw: Raw,
  at: readonly (string | number)[] | undefined,
  origin: Origin | undefined,
  { places }: Building,
): Origin | undefined {
  if (at === undefined) return origin;
  let value: Raw | undefined = raw;
  let found = origin;
  for (const key of at) {
    if (value === undefined || !isCollection(value)) break;
    const holder: Holder = value;
    value = isList(holder) ? holder[Number(key)] : holder[String(key)];
    if (value === undefined) break;
    found = places.child(holder, key) ?? found;
  }
  return found;
}
