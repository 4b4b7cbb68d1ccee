// The list filter: the OData-like expressions that portsip.md 1.1 names, and nothing more.

import type { Value } from '../../../contract/index.js';
import type { Fields, Item } from './fields.js';

export type Test = (item: Item) => boolean;

/** Thrown text is for the 400 answer. */
class FilterError extends Error {
  override readonly name = 'FilterError';
}

type Token = { readonly kind: 'word' | 'literal' | 'sign'; readonly text: string; readonly value?: Value };

const COMPARE: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

const FUNCTIONS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

/** Reads tokens from left to right. */
interface Cursor {
  readonly tokens: readonly Token[];
  readonly fields: Fields;
  at: number;
}

/** The test, or why the expression is not understood. Only fields of the list row can be named. */
export function readFilter(source: string, fields: Fields): Test | string {
  try {
    const cursor: Cursor = { tokens: tokenize(source), fields, at: 0 };
    const test = readOr(cursor);
    const rest = cursor.tokens[cursor.at];
    return rest ? `${rest.text} is not expected` : test;
  } catch (error) {
    if (error instanceof FilterError) return error.message;
    throw error;
  }
}

function readOr(cursor: Cursor): Test {
  let left = readAnd(cursor);
  while (isWord(cursor, 'or')) {
    take(cursor);
    const [one, other] = [left, readAnd(cursor)];
    left = (item) => one(item) || other(item);
  }
  return left;
}

function readAnd(cursor: Cursor): Test {
  let left = readTerm(cursor);
  while (isWord(cursor, 'and')) {
    take(cursor);
    const [one, other] = [left, readTerm(cursor)];
    left = (item) => one(item) && other(item);
  }
  return left;
}

function readTerm(cursor: Cursor): Test {
  const token = cursor.tokens[cursor.at];
  if (token?.kind === 'sign' && token.text === '(') {
    take(cursor);
    const inner = readOr(cursor);
    expectSign(cursor, ')');
    return inner;
  }
  const isCall = token?.kind === 'word' && Object.hasOwn(FUNCTIONS, token.text);
  return isCall ? readCall(cursor) : readComparison(cursor);
}

function readCall(cursor: Cursor): Test {
  const name = take(cursor).text;
  const holds = FUNCTIONS[name];
  expectSign(cursor, '(');
  const field = readField(cursor);
  expectSign(cursor, ',');
  const part = readLiteral(cursor);
  expectSign(cursor, ')');
  if (typeof part !== 'string' || !holds) throw new FilterError(`${name} needs a text`);
  return (item) => {
    const value = item[field];
    return typeof value === 'string' && holds(value, part);
  };
}

function readComparison(cursor: Cursor): Test {
  const field = readField(cursor);
  const sign = take(cursor).text;
  const accept = Object.hasOwn(COMPARE, sign) ? COMPARE[sign] : undefined;
  if (!accept) throw new FilterError(`${sign} is not an operator`);
  const wanted = readLiteral(cursor);
  return (item) => {
    const order = compareValues(item[field] ?? null, wanted);
    return order === undefined ? sign === 'ne' : accept(order);
  };
}

function readField(cursor: Cursor): string {
  const token = take(cursor);
  const known = token.kind === 'word' && Object.hasOwn(cursor.fields, token.text);
  if (!known || !cursor.fields[token.text]?.on.includes('L'))
    throw new FilterError(`${token.text} is not a field`);
  return token.text;
}

function readLiteral(cursor: Cursor): Value {
  const token = take(cursor);
  if (token.kind !== 'literal') throw new FilterError(`${token.text} is not a literal`);
  return token.value ?? null;
}

function take(cursor: Cursor): Token {
  const token = cursor.tokens[cursor.at];
  if (!token) throw new FilterError('ends too early');
  cursor.at += 1;
  return token;
}

function expectSign(cursor: Cursor, sign: string): void {
  const token = take(cursor);
  if (token.kind !== 'sign' || token.text !== sign) throw new FilterError(`${sign} is missing`);
}

function isWord(cursor: Cursor, word: string): boolean {
  const token = cursor.tokens[cursor.at];
  return token?.kind === 'word' && token.text === word;
}

/** Undefined when the two cannot be compared (another type, or null against something). */
export function compareValues(left: Value, right: Value): number | undefined {
  if (left === right) return 0;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : 1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  return undefined;
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_]\w*)|([(),]))/y;

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = source.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new FilterError(`is not understood at character ${from + 1}`);
    const [, string, number, word, sign] = match;
    if (string !== undefined)
      tokens.push({ kind: 'literal', text: string, value: string.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'literal', text: number, value: Number(number) });
    else if (word === 'true' || word === 'false')
      tokens.push({ kind: 'literal', text: word, value: word === 'true' });
    else if (word === 'null') tokens.push({ kind: 'literal', text: word, value: null });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  if (tokens.length === 0) throw new FilterError('is empty');
  return tokens;
}
