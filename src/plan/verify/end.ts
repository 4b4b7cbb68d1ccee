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
import { wrongParts } from './parts.js';

/** What is not as it should be when all calls are done, by address, sorted. */
export function wrongEnd(
  plan: CenterPlan,
  context: PlanContext,
  provider: Provider,
  start: ReadonlyMap<Address, Resource>,
  end: readonly Resource[],
): string[] {
  const kinds = new Map(provider.kinds.map((kind) => [kind.name, kind]));
  const found = new Map(end.map((resource) => [resource.address, resource]));
  const wrong: string[] = [];
  const touched = new Map<Address, string>();
  for (const change of plan.changes) touched.set(change.address, change.kind);
  // A renamed object had another address before.
  for (const [old, next] of context.desired.renames)
    if (touched.has(next)) touched.set(old, touched.get(next) ?? '');
  for (const [address, name] of touched) {
    const wanted = context.after(address);
    const kind = kinds.get(name);
    if (kind)
      wrong.push(
        ...compare(kind, address, isRenamedAway(context, address) ? undefined : wanted, found.get(address)),
      );
  }
  for (const [address, resource] of start) {
    const kind = kinds.get(resource.kind);
    if (kind && !kind.partOf && !touched.has(address))
      wrong.push(...compare(kind, address, withoutRelative(kind, resource), found.get(address)));
  }
  for (const [address, { kind }] of found) {
    if (!touched.has(address) && !start.has(address) && !kinds.get(kind)?.partOf)
      wrong.push(`${address} has come into being, which nobody planned`);
  }
  return sorted([...wrong, ...wrongParts(context, kinds, start, found, touched)]);
}

function isRenamedAway({ desired }: PlanContext, address: Address): boolean {
  return desired.renames.has(address) && !desired.resources.has(address);
}

function compare(
  kind: Kind,
  address: Address,
  wanted: Resource | undefined,
  found: Resource | undefined,
): string[] {
  if (!wanted) return found ? [`${address} is still there`] : [];
  if (!found) return kind.visibility === 'listed' ? [`${address} is not there`] : [];
  if (kind.visibility === 'unreadable') return [];
  return Object.entries(wanted.fields)
    .filter(
      ([path, value]) =>
        !kind.fields[path]?.writeOnly &&
        !holdsSecret(value) &&
        !sameValue(value, found.fields[path]) &&
        !(kind.fields[path]?.relative && found.fields[path] === undefined),
    )
    .map(([path, value]) => `${address}: ${path} is ${show(found.fields[path])} and not ${show(value)}`);
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
