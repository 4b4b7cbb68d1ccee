// What nothing can read: fields and objects that are known only from what the ledger says was last written.

import type { Change, Fact, Kind, PlanContext, Resource, Value } from '../contract/index.js';
import { isSecretRef } from '../contract/index.js';
import { hashValue } from './hash.js';

/** `Fact.applied` of an object that was deleted and that no list could show. */
export const APPLIED_ABSENT = 'absent';

/**
 * `Fact.applied` of what the files declare: of every field where the object cannot be listed, else of its write-only
 * fields. Undefined when everything declared can be read.
 */
export function appliedHash(kind: Kind, fields: Readonly<Record<string, Value>>): string | undefined {
  if (kind.visibility !== 'listed') return hashValue(fields);
  const unread = Object.entries(fields).filter(([path, value]) => isUnread(kind, path, value));
  return unread.length === 0 ? undefined : hashValue(Object.fromEntries(unread));
}

/** A field that only the ledger can compare. A secret that we make is settled by the object's existence. */
export function isUnread(kind: Kind, path: string, value: Value): boolean {
  return kind.fields[path]?.writeOnly === true && !isGenerated(value);
}

/** A secret that apply makes when it creates the object. */
export function isGenerated(value: Value): boolean {
  return isSecretRef(value) && value.fingerprint === undefined && value.$secret.startsWith('new:');
}

/**
 * What the ledger should say of `change.address` once it is done: what the operation has `learned`, and what was
 * applied, where nothing can read it. `undefined` when nothing needs remembering. The planner compares `applied` with
 * the files the next time.
 */
export function factAfter(
  change: Change,
  kind: Kind,
  context: PlanContext,
  learned?: Fact | null,
): Fact | null | undefined {
  if (change.action === 'delete') {
    return kind.visibility === 'listed' ? learned : { applied: APPLIED_ABSENT };
  }
  const wanted: Resource | undefined = context.desired.resources.get(change.address);
  const applied = wanted && appliedHash(kind, wanted.fields);
  if (applied === undefined) return learned;
  return { ...context.ledger.facts[change.address], ...learned, applied };
}
