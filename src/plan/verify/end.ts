// The end of a plan on the model: everything as planned, and nothing else moved.

import type {
  Address,
  CenterPlan,
  Kind,
  PlanContext,
  Provider,
  Resource,
  Value,
} from '../../contract/index.js';
import { isSecretRef } from '../../contract/index.js';
import { sorted } from '../compare.js';
import { sameValue } from '../equal.js';
import { renamesThatApply } from '../world.js';
import { wrongParts } from './parts.js';

/** What the account is to hold when all calls are done: the same for every order, so worked out once. */
export interface Expected {
  readonly context: PlanContext;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly start: ReadonlyMap<Address, Resource>;
  readonly objects: readonly ExpectedObject[];
  /** Kind by address of everything that the plan changes. */
  readonly touched: ReadonlyMap<Address, string>;
}

interface ExpectedObject {
  readonly address: Address;
  readonly kind: Kind;
  readonly there: boolean;
  /** The fields that can be compared, with what each must be. */
  readonly fields: readonly (readonly [path: string, value: Value])[];
}

export function createExpected(
  plan: CenterPlan,
  context: PlanContext,
  provider: Provider,
  start: ReadonlyMap<Address, Resource>,
): Expected {
  const kinds = new Map(provider.kinds.map((kind) => [kind.name, kind]));
  const touched = new Map<Address, string>();
  for (const change of plan.changes) touched.set(change.address, change.kind);
  // A renamed object had another address before.
  const away = new Set<Address>();
  for (const [next, old] of renamesThatApply(context.desired, context.live)) {
    away.add(old);
    if (touched.has(next)) touched.set(old, touched.get(next) ?? '');
  }
  const objects: ExpectedObject[] = [];
  const relative = new Set(
    provider.kinds.filter((kind) => Object.values(kind.fields).some((field) => field.relative)),
  );
  for (const [address, name] of touched) {
    const kind = kinds.get(name);
    if (kind) objects.push(expect(kind, address, away.has(address) ? undefined : context.after(address)));
  }
  for (const [address, resource] of start) {
    const kind = kinds.get(resource.kind);
    if (kind && !kind.partOf && !touched.has(address))
      objects.push(expect(kind, address, relative.has(kind) ? withoutRelative(kind, resource) : resource));
  }
  return { context, kinds, start, objects, touched };
}

function expect(kind: Kind, address: Address, wanted: Resource | undefined): ExpectedObject {
  const fields =
    wanted && kind.visibility !== 'unreadable'
      ? Object.entries(wanted.fields).filter(
          ([path, value]) => !kind.fields[path]?.writeOnly && !holdsSecret(value),
        )
      : [];
  return { address, kind, there: wanted !== undefined, fields };
}

/** What is not as it should be when all calls are done, sorted. */
export function wrongEnd(expected: Expected, end: readonly Resource[]): string[] {
  const { context, kinds, start, objects, touched } = expected;
  const found = new Map(end.map((resource) => [resource.address, resource]));
  const wrong = objects.flatMap((object) => compare(object, found.get(object.address)));
  for (const [address, { kind }] of found) {
    if (!touched.has(address) && !start.has(address) && !kinds.get(kind)?.partOf)
      wrong.push(`${address} has come into being, which nobody planned`);
  }
  return sorted([...wrong, ...wrongParts(context, kinds, start, found, touched)]);
}

const NOTHING: readonly string[] = [];

function compare(
  { address, kind, there, fields }: ExpectedObject,
  found: Resource | undefined,
): readonly string[] {
  if (!there) return found ? [`${address} is still there`] : NOTHING;
  if (!found) return kind.visibility === 'listed' ? [`${address} is not there`] : NOTHING;
  const wrong: string[] = [];
  for (const [path, value] of fields) {
    const held = found.fields[path];
    if (sameValue(value, held) || (held === undefined && kind.fields[path]?.relative)) continue;
    wrong.push(`${address}: ${path} is ${show(held)} and not ${show(value)}`);
  }
  return wrong.length === 0 ? NOTHING : wrong;
}

function withoutRelative(kind: Kind, resource: Resource): Resource {
  const kept = Object.entries(resource.fields).filter(([path]) => !kind.fields[path]?.relative);
  return { ...resource, fields: Object.fromEntries(kept) };
}

function holdsSecret(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isSecretRef(value) || Object.values(value).some((entry: Value) => holdsSecret(entry));
}

function show(value: Value | undefined): string {
  if (value !== undefined && holdsSecret(value)) return 'a secret';
  const text = JSON.stringify(value ?? null);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
