// Hashes of values: the same for every order of keys, and never of a secret's literal.

import { createHash } from 'node:crypto';
import { isSecretRef, type Value } from '../contract/index.js';
import { compareText } from './compare.js';

/** JSON with sorted keys. A secret is its fingerprint, so that renaming its variable changes nothing. */
export function canonical(value: Value | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry: Value) => canonical(entry)).join(',')}]`;
  if (isSecretRef(value)) return JSON.stringify({ $secret: value.fingerprint ?? value.$secret });
  const fields = Object.entries(value as { readonly [key: string]: Value });
  fields.sort(([a], [b]) => compareText(a, b));
  return `{${fields.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}

/** `sha256:` and 64 hex digits. */
export function hashText(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/** Hash of a value in normal form. */
export function hashValue(value: Value): string {
  return hashText(canonical(value));
}
