// The one place that keeps secrets out of traces, errors, logs and events.

import { createLiteralFilter } from './literals.js';

export interface Redactor {
  /** `text` without any secret. */
  text(text: string): string;
  /** A copy of JSON-like data without any secret: values under secret keys, and secrets inside any text. */
  value(value: unknown): unknown;
  /** From now on this literal is hidden too (a password that the vendor made). */
  learn(literal: string): void;
  /** From now on values under these keys are hidden too. */
  learnKeys(keys: Iterable<string>): void;
}

export const HIDDEN = '***';

/** Keys whose values are secret whatever the vendor. Compared without case, `-` and `_`. */
const ALWAYS = [
  'password',
  'passwd',
  'secret',
  'secretkey',
  'clientsecret',
  'accesssecret',
  'token',
  'authtoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'sign',
  'signature',
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'apikey',
];

/** Whatever ends so is secret as well (`newPassword`, `callback_token`). */
const ENDINGS = 'password|passwd|secret|token';

const fold = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');
const SCHEME = /\b(Bearer|Basic)(\s+)[\w.~+/=-]{6,}/g;
const USERINFO = /([a-z][a-z0-9+.-]{0,31}:\/\/)[^\s/@"']+@/gi;

/** A redactor that knows these secrets and secret keys; it can learn more. */
export function createRedactor(
  options: { readonly literals?: Iterable<string>; readonly keys?: Iterable<string> } = {},
): Redactor {
  const filter = createLiteralFilter(HIDDEN);
  const keys = new Set(ALWAYS);
  let patterns: Patterns | undefined;
  const learnKeys = (more: Iterable<string>): void => {
    for (const key of more) keys.add(fold(key));
    patterns = undefined;
  };
  const ending = new RegExp(`(?:${ENDINGS})$`, 'i');
  const isSecret = (key: string): boolean => keys.has(fold(key)) || ending.test(key);
  for (const key of options.keys ?? []) keys.add(fold(key));
  for (const literal of options.literals ?? []) filter.add(literal);

  const text = (input: string): string => {
    patterns ??= patternsOf(keys);
    return filter.apply(hideByKey(filter.apply(input), patterns));
  };
  const value = (input: unknown): unknown => {
    if (typeof input === 'string') return text(input);
    if (Array.isArray(input)) return input.map(value);
    if (typeof input !== 'object' || input === null) return hidesNumber(input, filter.apply) ? HIDDEN : input;
    return Object.fromEntries(
      Object.entries(input).map(([key, inner]) => [
        text(key),
        isSecret(key) && inner !== null && inner !== undefined ? HIDDEN : value(inner),
      ]),
    );
  };
  return { text, value, learn: filter.add, learnKeys };
}

interface Patterns {
  /** `key=value` in a URL or a form. */
  readonly pair: RegExp;
  /** `"key": "value"` in JSON text, also JSON inside a JSON string, also cut off before its end. */
  readonly member: RegExp;
  /** `Key: value` in a header or a sentence. */
  readonly header: RegExp;
}

/** Every part is bounded or consumed, so that hostile text cannot make a search slow. */
function patternsOf(keys: ReadonlySet<string>): Patterns {
  const names = [...keys].map((key) => [...key].map(escapeForPattern).join('[-_]?'));
  const key = `(?<![A-Za-z0-9])((?:[\\w-]{0,40}(?:${ENDINGS})|${names.join('|')}))`;
  return {
    pair: new RegExp(`${key}(=|%3[Dd])([^&\\s"'<>#;,\\\\]+)`, 'gi'),
    member: new RegExp(
      `${key}(\\\\{0,8}["']\\s{0,8}:\\s{0,8}\\\\{0,8})(?:"(?:\\\\.|[^"\\\\])*"?|[\\w.+-]+)`,
      'gi',
    ),
    header: new RegExp(`${key}(:\\s{0,8})((?:Bearer|Basic|Digest|Token)\\s+)?([^\\s"',;\\\\]+)`, 'gi'),
  };
}

function hideByKey(text: string, { pair, member, header }: Patterns): string {
  return text
    .replace(USERINFO, `$1${HIDDEN}@`)
    .replace(pair, `$1$2${HIDDEN}`)
    .replace(member, `$1$2"${HIDDEN}"`)
    .replace(header, (_all, key: string, colon: string, scheme = '') => `${key}${colon}${scheme}${HIDDEN}`)
    .replace(SCHEME, `$1$2${HIDDEN}`);
}

function escapeForPattern(sign: string): string {
  return sign.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
}

/** A PIN may arrive as a number. */
function hidesNumber(input: unknown, apply: (text: string) => string): boolean {
  return typeof input === 'number' && apply(String(input)) !== String(input);
}
