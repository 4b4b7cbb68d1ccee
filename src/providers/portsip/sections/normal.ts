// What the sections share: the normal form of what a file declares, and live objects as they would be written.

import type { Live, Resource, Value } from '../../../contract/index.js';

/** The declared ones of `keys`; a field that is absent stays absent, an empty text clears. */
export function declared(
  item: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const key of keys) {
    const value = item[key];
    if (value !== undefined) fields[key] = value === '' ? null : (value as Value);
  }
  return fields;
}

export function labelled(name: unknown): { label?: string } {
  return typeof name === 'string' && name !== '' ? { label: name } : {};
}

export function liveOf(live: Live, kind: string): Resource[] {
  return [...live.resources.values()].filter((resource) => resource.kind === kind);
}

/** The fields that hold something, in the order of `keys`. */
export function written(resource: Resource, keys: readonly string[]): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const key of keys) {
    const value = resource.fields[key];
    if (value !== undefined && value !== null) fields[key] = value;
  }
  return fields;
}

/** A forward rule as it is written: without a number where it has none. */
export function writtenForward(rule: Value | undefined): Value | undefined {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null));
}

export function orNothing<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
