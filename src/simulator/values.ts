// Texts in a model and in normal form: what a vendor keeps as an empty text is null.

import type { Value } from '../contract/index.js';

export function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** A field of a resource as a vendor keeps it: `null` is an empty text; one that is not named keeps its value. */
export function textOr(value: Value | undefined, otherwise: string): string {
  if (value === undefined) return otherwise;
  return value === null ? '' : String(value);
}
