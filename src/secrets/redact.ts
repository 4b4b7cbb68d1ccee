// The one place that keeps secrets out of traces, errors, logs and events.

import { createLiteralFilter, REACH } from './literals.js';

export interface Redactor {
  /** A message, whoever wrote it: without any secret, known by its text or by the key before it. */
  text(text: string): string;
  /** A copy of JSON-like data without any secret: values under secret keys, and secrets inside any text. */
  value(value: unknown): unknown;
  /** The same data, known secrets replaced in all of its strings; keys mean nothing here, and short ones are left. */
  known<Data>(data: Data): Data;
  /** What a command prints, as a last resort: known secrets replaced wherever that cannot break its format. */
  output(text: string): string;
  /** Learns every secret that an answer tells under a secret key. */
  listen(answer: unknown): void;
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
  const learn = (literal: string): void => filter.add(literal, reachOf(literal));
  const hide = (message: string): string => filter.apply(message, REACH.messages);
  const keys = new Set(ALWAYS);
  let patterns: Patterns | undefined;
  let judged = new Map<string, boolean>();
  const learnKeys = (more: Iterable<string>): void => {
    for (const key of more) keys.add(fold(key));
    patterns = undefined;
    judged = new Map();
  };
  const ending = new RegExp(`(?:${ENDINGS})$`, 'i');
  const isSecret = (key: string): boolean => {
    const found = judged.get(key) ?? (keys.has(fold(key)) || ending.test(key));
    if (judged.size < MOST_KEYS) judged.set(key, found);
    return found;
  };
  learnKeys(options.keys ?? []);
  for (const literal of options.literals ?? []) learn(literal);

  const text = (input: string): string => {
    patterns ??= patternsOf(keys);
    return hide(hideByKey(hide(input), patterns));
  };
  const value = (input: unknown): unknown => {
    if (typeof input === 'string') return text(input);
    if (Array.isArray(input)) return input.map(value);
    if (typeof input !== 'object' || input === null) return hidesNumber(input, hide) ? HIDDEN : input;
    return Object.fromEntries(
      Object.entries(input).map(([key, inner]) => [
        text(key),
        isSecret(key) && inner !== null && inner !== undefined ? HIDDEN : value(inner),
      ]),
    );
  };
  const listen = (answer: unknown, depth = DEEPEST): void => {
    if (typeof answer !== 'object' || answer === null || depth === 0) return;
    if (Array.isArray(answer)) {
      for (const item of answer) listen(item, depth - 1);
      return;
    }
    for (const [key, inner] of Object.entries(answer)) {
      if (typeof inner === 'string') {
        if (isTelling(inner) && isSecret(key)) learn(inner);
      } else listen(inner, depth - 1);
    }
  };
  return {
    text,
    value,
    known: (data) => mapStrings(data, (one) => filter.apply(one, REACH.data)) as typeof data,
    output: (one) => filter.apply(one, REACH.output),
    listen,
    learn,
    learnKeys,
  };
}

/** No vendor tells a secret deeper than this inside an answer; a hostile answer may be nested without end. */
const DEEPEST = 24;
/** Keys of answers whose meaning is kept at hand. */
const MOST_KEYS = 1_000;

function reachOf(literal: string): number {
  if (!isTelling(literal)) return REACH.messages;
  return isOrdinary(literal) ? REACH.data : REACH.output;
}

/** Long and odd enough that other text does not hold it by chance: names, addresses and numbers stay what they are. */
function isTelling(literal: string): boolean {
  return literal.length >= 8 || (literal.length >= 6 && /\d/.test(literal) && /\D/.test(literal));
}

/** A word or a number that a format may be made of. */
function isOrdinary(literal: string): boolean {
  return /^(?:[A-Za-z]+|[\d.+-]+)$/.test(literal);
}

/** A copy of JSON-like data with other strings, keys included; the data itself where none is another. */
function mapStrings(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data);
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) {
    let items: unknown[] | undefined;
    for (let index = 0; index < data.length; index += 1) {
      const item = mapStrings(data[index], change);
      if (item !== data[index]) items ??= [...data];
      if (items) items[index] = item;
    }
    return items ?? data;
  }
  // A list of entries is made only where one is another: a large plan is a hundred thousand objects.
  let others: [string, unknown][] | undefined;
  let seen = 0;
  for (const key in data) {
    if (!Object.hasOwn(data, key)) continue;
    const inner = (data as Readonly<Record<string, unknown>>)[key];
    const name = change(key);
    const value = mapStrings(inner, change);
    if (name !== key || value !== inner) others ??= Object.entries(data).slice(0, seen);
    others?.push([name, value]);
    seen += 1;
  }
  return others ? Object.fromEntries(others) : data;
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
