// The normal form of what a file declares (only what is written, `""` as `null`, unordered lists sorted), and back.

import type { Resource, Value } from '../../contract/index.js';
import type { Item } from './item.js';

/** How an object stands in a file, and how it is compared. */
export interface Form {
  /** Of an item of the file. */
  fields(item: Item): Resource['fields'];
  /** For `pull`, without the id. */
  said(resource: Resource): Item;
}

/** The normal form of these fields; the order of `unordered` lists means nothing, and an empty one says nothing. */
export function plain(names: readonly string[], unordered: readonly string[] = []): Form {
  return {
    fields(item) {
      const fields = declared(item, names);
      for (const name of unordered) if (Array.isArray(fields[name])) fields[name] = textsOf(fields[name]);
      return fields;
    },
    said(resource) {
      const fields = written(resource, names);
      for (const name of unordered) if (textsOf(fields[name]).length === 0) delete fields[name];
      return fields;
    },
  };
}

/** Of what is there or not and has no fields of its own: one object for tens of thousands of members. */
export const NO_FIELDS: Resource['fields'] = Object.freeze({});

/** The declared ones of `keys`; a field that is absent stays absent. */
export function declared(item: Item, keys: readonly string[]): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const key of keys) {
    const value = item[key];
    if (value !== undefined) fields[key] = value === '' ? null : (value as Value);
  }
  return fields;
}

/** A list of texts whose order means nothing. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.map(String))].sort() : [];
}

/** What people call the object, where the file says. */
export function labelled(name: unknown): { label?: string } {
  return typeof name === 'string' && name !== '' ? { label: name } : {};
}

/** The fields that hold something, in the order of `keys`; nothing is written for what is not set. */
export function written(resource: Resource, keys: readonly string[]): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const key of keys) {
    const value = resource.fields[key];
    if (value !== undefined && value !== null) fields[key] = value;
  }
  return fields;
}

/** A list for `pull`, or nothing when there is nothing to say. */
export function orNothing<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
