// One value, or one old and new value, as a person reads it on a line. Secrets show that they are set, never what they are.
import { type FieldChange, isIdRef, isSecretRef, type SecretRef, type Value } from '../contract/index.js';
import { plain } from './sanitize.js';
import { folded } from './words.js';

const LIST_ITEMS = 8;
const OBJECT_TEXT = 80;
/** Strings that need no quotes to be told from the text around them. */
const BARE = /^[^\s",[\]{}](?:[^",[\]{}]*[^\s",[\]{}])?$/;

/** What a secret's field shows: `set`, and a fingerprint that changes when the secret does. */
export function shownSecret(ref: SecretRef): string {
  return ref.fingerprint === undefined ? 'set' : `set (${ref.fingerprint})`;
}

export function shownValue(value: Value): string {
  if (value === null) return 'none';
  if (typeof value === 'string') {
    const text = plain(value);
    return BARE.test(text) && !text.includes(' -> ') ? text : `"${text}"`;
  }
  if (typeof value !== 'object') return String(value);
  if (isSecretRef(value)) return shownSecret(value);
  if (isIdRef(value)) return plain(value.$id);
  if (isList(value)) return `[${folded(value.map(shownValue), LIST_ITEMS).join(', ')}]`;
  const text = Object.entries(value)
    .map(([key, part]) => `${plain(key)}: ${shownValue(part)}`)
    .join(', ');
  return text.length > OBJECT_TEXT ? `{${Object.keys(value).length} fields}` : `{${text}}`;
}

/** Old and new on one line. Long lists show what comes and what goes. */
export function shownChange(field: FieldChange): string {
  const { before, after } = field;
  if (isList(before) && isList(after) && before.length + after.length > LIST_ITEMS) {
    return listChange(before, after);
  }
  return `${shownValue(before)} -> ${shownValue(after)}`;
}

/** Both sides of what drifted: `timeout: live 15, desired 60`. */
export function shownDrift({ path, before, after }: FieldChange): string {
  return `${plain(path)}: live ${shownValue(before)}, desired ${shownValue(after)}`;
}

function listChange(before: readonly Value[], after: readonly Value[]): string {
  const old = new Set(before.map(shownValue));
  const wanted = new Set(after.map(shownValue));
  const moves = [
    ...[...wanted].filter((item) => !old.has(item)).map((item) => `+${item}`),
    ...[...old].filter((item) => !wanted.has(item)).map((item) => `-${item}`),
  ];
  const what = moves.length === 0 ? 'in another order' : folded(moves, LIST_ITEMS).join(', ');
  return `${before.length} -> ${after.length} items: ${what}`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
