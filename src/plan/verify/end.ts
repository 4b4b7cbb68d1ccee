// The end of a plan on the model: everything as planned, and nothing else moved.

import {
  type Address,
  type CenterPlan,
  holdsSecret,
  type Kind,
  kindsOf,
  type PlanContext,
  type Provider,
  type Resource,
  type Value,
} from '../../contract/index.js';
import { sorted } from '../compare.js';
import { sameValue } from '../equal.js';
import { renamesThatApply } from '../world.js';
import { wrongParts } from './parts.js';

/** What the account is to hold when all calls are done: the same for every order, so worked out once. */
export interface Expected {
  readonly context: PlanContext;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly start: ReadonlyMap<Address, Resource>;
  readonly objects: ReadonlyMap<Address, ExpectedObject>;
  /** Kind by address of everything that the plan changes. */
  readonly touched: ReadonlyMap<Address, string>;
}

interface ExpectedObject {
  readonly kind: Kind;
  /** Absent: it must not be there. */
  readonly wanted: Resource | undefined;
}

export function createExpected(
  plan: CenterPlan,
  context: PlanContext,
  provider: Provider,
  start: ReadonlyMap<Address, Resource>,
): Expected {
  const kinds = kindsOf(provider);
  const { touched, away } = touchedBy(plan, context);
  const objects = new Map<Address, ExpectedObject>();
  for (const [address, name] of touched) {
    const kind = kinds.get(name);
    if (kind) objects.set(address, { kind, wanted: away.has(address) ? undefined : context.after(address) });
  }
  const relative = new Set(
    provider.kinds.filter((kind) => Object.values(kind.fields).some((field) => field.relative)),
  );
  for (const [address, resource] of start) {
    const kind = kinds.get(resource.kind);
    if (!kind || kind.partOf || touched.has(address)) continue;
    objects.set(address, { kind, wanted: relative.has(kind) ? withoutRelative(kind, resource) : resource });
  }
  return { context, kinds, start, objects, touched };
}

/** What the plan changes, and the old addresses of what it renames. */
function touchedBy({ changes }: CenterPlan, { desired, live }: PlanContext) {
  const touched = new Map<Address, string>();
  const away = new Set<Address>();
  for (const { address, kind } of changes) touched.set(address, kind);
  for (const [next, old] of renamesThatApply(desired, live)) {
    away.add(old);
    const kind = touched.get(next);
    if (kind !== undefined) touched.set(old, kind);
  }
  return { touched, away };
}

/** What is not as it should be when all calls are done, sorted. */
export function wrongEnd(expected: Expected, end: readonly Resource[]): string[] {
  const { context, kinds, start, objects, touched } = expected;
  const wrong: string[] = [];
  const met = new Set<ExpectedObject>();
  for (const found of end) {
    const object = objects.get(found.address);
    if (object) {
      met.add(object);
      for (const difference of compare(found, object)) wrong.push(difference);
    } else if (!start.has(found.address) && !kinds.get(found.kind)?.partOf) {
      wrong.push(`${found.address} has come into being, which nobody planned`);
    }
  }
  if (met.size < objects.size) {
    for (const [address, object] of objects) {
      const isMissing = object.wanted && object.kind.visibility === 'listed' && !met.has(object);
      if (isMissing) wrong.push(`${address} is not there`);
    }
  }
  return sorted([...wrong, ...wrongParts(context, kinds, start, end, touched)]);
}

const NOTHING: readonly string[] = [];

function compare(found: Resource, { kind, wanted }: ExpectedObject): readonly string[] {
  const { address } = found;
  if (!wanted) return [`${address} is still there`];
  if (kind.visibility === 'unreadable') return NOTHING;
  let wrong = NOTHING;
  for (const path in wanted.fields) {
    const value = wanted.fields[path] ?? null;
    const held = found.fields[path];
    if (sameValue(value, held) || !isComparable(kind, path, value, held)) continue;
    wrong = [...wrong, `${address}: ${path} is ${show(held)} and not ${show(value)}`];
  }
  return wrong;
}

/** Not what nothing can read, nor a secret, which is not itself on the model; nor what the model leaves out. */
function isComparable(kind: Kind, path: string, value: Value, held: Value | undefined): boolean {
  const rule = kind.fields[path];
  return !rule?.writeOnly && !holdsSecret(value) && !(held === undefined && rule?.relative);
}

function withoutRelative(kind: Kind, resource: Resource): Resource {
  const kept = Object.entries(resource.fields).filter(([path]) => !kind.fields[path]?.relative);
  return { ...resource, fields: Object.fromEntries(kept) };
}

function show(value: Value | undefined): string {
  if (holdsSecret(value)) return 'a secret';
  const text = JSON.stringify(value ?? null);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
