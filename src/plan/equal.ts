// Equality of two values in normal form: deep, and plain.

import { isSecretRef, type Value } from '../contract/index.js';

/** Deep equality. An absent value is `null`. Two secrets are equal when their fingerprints are. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  const left = a ?? null;
  const right = b ?? null;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') {
    return left === right;
  }
  if (isSecretRef(left) && isSecretRef(right)) {
    return left.fingerprint !== undefined && right.fingerprint !== undefined
      ? left.fingerprint === right.fingerprint
      : left.$secret === right.$secret;
  }
  if (Array.isArray(left) || Array.isArray(right)) return sameList(left, right);
  return sameFields(left as Fields, right as Fields);
}

type Fields = { readonly [key: string]: Value };

function sameList(a: Value, b: Value): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((value: Value, index) => sameValue(value, b[index]));
}

function sameFields(a: Fields, b: Fields): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]));
}
