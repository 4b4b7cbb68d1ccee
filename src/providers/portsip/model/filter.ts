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

/** The test, or why the expression is not understood. Only fields of the list row can be named. */
export function readFilter(source: string, fields: Fields): Test | string {
  try {
    const tokens = tokenize(source);
    let at = 0;
    const peek = (): Token | undefined => tokens[at];
    const take = (): Token => {
      const token = tokens[at];
      if (!token) throw new FilterError('ends too early');
      at += 1;
      return token;
    };
    const expect = (sign: string): void => {
      if (take().text !== sign) throw new FilterError(`${sign} is missing`);
    };
    const fieldName = (): string => {
      const token = take();
      const known = token.kind === 'word' && Object.hasOwn(fields, token.text);
      if (!known || !fields[token.text]?.on.includes('L'))
        throw new FilterError(`${token.text} is not a field`);
      return token.text;
    };
    const literal = (): Value => {
      const token = take();
      if (token.kind !== 'literal') throw new FilterError(`${token.text} is not a literal`);
      return token.value ?? null;
    };
    const call = (name: string): Test => {
      const holds = FUNCTIONS[name];
      expect('(');
      const field = fieldName();
      expect(',');
      const part = literal();
      expect(')');
      if (typeof part !== 'string' || !holds) throw new FilterError(`${name} needs a text`);
      return (item) => {
        const value = item[field];
        return typeof value === 'string' && holds(value, part);
      };
    };
    const comparison = (): Test => {
      const field = fieldName();
      const sign = take().text;
      const accept = COMPARE[sign];
      if (!accept) throw new FilterError(`${sign} is not an operator`);
      const wanted = literal();
      return (item) => {
        const order = compareValues(item[field] ?? null, wanted);
        return order === undefined ? sign === 'ne' : accept(order);
      };
    };
    const term = (): Test => {
      const token = peek();
      if (token?.text === '(' && token.kind === 'sign') {
        take();
        const inner = either();
        expect(')');
        return inner;
      }
      if (token?.kind === 'word' && Object.hasOwn(FUNCTIONS, token.text)) return call(take().text);
      return comparison();
    };
    const joined = (word: string, part: () => Test, join: (left: Test, right: Test) => Test) => (): Test => {
      let left = part();
      while (peek()?.kind === 'word' && peek()?.text === word) {
        take();
        left = join(left, part());
      }
      return left;
    };
    const both = joined('and', term, (left, right) => (item) => left(item) && right(item));
    const either: () => Test = joined('or', both, (left, right) => (item) => left(item) || right(item));
    const test = either();
    const rest = peek();
    return rest ? `${rest.text} is not expected` : test;
  } catch (error) {
    if (error instanceof FilterError) return error.message;
    throw error;
  }
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
