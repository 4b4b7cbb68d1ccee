// What the reader makes of YAML: text, null, lists and mappings. Nothing is a number or a boolean yet.

/** Stands for a scalar whose value is known only with the environment (`${NAME}`) or a file beside (`!csv`). */
export interface Marked {
  readonly [MARK]: 'env' | 'csv';
  readonly text: string;
}

const MARK: unique symbol = Symbol('marked');

export type Raw = string | null | Marked | RawList | RawMap;
export type RawList = Raw[];
export interface RawMap {
  [key: string]: Raw;
}

/**
 * A mapping without the prototype of objects: no key of a file can mean anything to JavaScript.
 * Made by a constructor and not by `Object.create(null)`, which V8 keeps as slow hash tables.
 */
function Mapping(): void {}
Mapping.prototype = Object.create(null);

export function emptyMap(): RawMap {
  return new (Mapping as unknown as new () => RawMap)();
}

export function marked(kind: 'env' | 'csv', text: string): Marked {
  return Object.freeze({ [MARK]: kind, text });
}

export function markOf(value: Raw): 'env' | 'csv' | undefined {
  return isMarked(value) ? value[MARK] : undefined;
}

export function isMarked(value: Raw): value is Marked {
  return typeof value === 'object' && value !== null && MARK in value;
}

export function isList(value: unknown): value is RawList {
  return Array.isArray(value);
}

export function isMap(value: unknown): value is RawMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(MARK in value);
}

export function isCollection(value: Raw): value is RawList | RawMap {
  return typeof value === 'object' && value !== null && !isMarked(value);
}

/** A key that ends or begins a prototype's business; refused wherever a file may choose keys. */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}
