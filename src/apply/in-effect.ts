// Whether a change is in effect in what was just read.

import { type Change, isSecretRef, type Live, type Provider, type Value } from '../contract/index.js';
import { sameValue } from '../plan/equal.js';

/**
 * True only if the read shows it: what cannot be seen (write-only fields, secrets, kinds without a list) is never
 * taken as done, and an absence counts only with a complete list.
 */
export function inEffect(change: Change, live: Live, provider: Provider): boolean {
  const resource = live.resources.get(change.address);
  if (change.action === 'create') return resource !== undefined;
  if (change.action === 'delete') {
    return resource === undefined && live.certificates[change.kind]?.complete === true;
  }
  if (!resource) return false;
  const rules = provider.kinds.find(({ name }) => name === change.kind)?.fields ?? {};
  return change.fields.every(
    ({ path, after }) =>
      !rules[path]?.writeOnly && !isSecretRef(after) && sameValue(valueAt(resource.fields, path), after),
  );
}

/** Splits changes by whether they are in effect. */
export function splitByEffect(
  changes: readonly Change[],
  live: Live,
  provider: Provider,
): { readonly done: readonly Change[]; readonly rest: readonly Change[] } {
  return {
    done: changes.filter((change) => inEffect(change, live, provider)),
    rest: changes.filter((change) => !inEffect(change, live, provider)),
  };
}

/** A field by its name, or by its path when the name is a path (`noAnswer.action`). Unset is null. */
function valueAt(fields: Readonly<Record<string, Value>>, path: string): Value {
  if (Object.hasOwn(fields, path)) return fields[path] ?? null;
  let value: unknown = fields;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value as Value;
}
