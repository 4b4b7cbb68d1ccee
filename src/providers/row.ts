// The fields of one row, taken one by one: for answers that come in tens of thousands, where a schema for each would
// cost more than everything else that is done with it. The others are read with the schemas of `decoding.ts`.

import { badAnswer, record, sortedOnce, textOf } from './decoding.js';

export type Row = Readonly<Record<string, unknown>>;

class WrongField extends Error {
  constructor(
    readonly field: string,
    expected: string,
  ) {
    super(`expected ${expected}`);
  }
}

/** What `take` makes of the row at `place`. What it cannot take is an error with call, place and field. */
export function takeRow<Out>(call: string, place: string, given: unknown, take: (row: Row) => Out): Out {
  const row = record(given);
  if (row === undefined) throw badAnswer(call, `${place}: expected an object`);
  try {
    return take(row);
  } catch (error) {
    if (!(error instanceof WrongField)) throw error;
    throw badAnswer(call, `${place}.${error.field}: ${error.message}`);
  }
}

/** A text or nothing; `""` is nothing, a whole number its digits. */
export function textIn(row: Row, field: string): string | null {
  return textFrom(row[field], field);
}

export function neededTextIn(row: Row, field: string): string {
  const text = textIn(row, field);
  if (text === null) throw new WrongField(field, 'a text');
  return text;
}

/** Texts, sorted, each once; `null`, `""` and nothing are none. `each` takes the text out of an element. */
export function textsIn(
  row: Row,
  field: string,
  each: (element: unknown) => unknown = (element) => element,
): readonly string[] {
  const list = row[field];
  if (list === null || list === undefined || list === '') return NONE;
  if (!Array.isArray(list)) throw new WrongField(field, 'a list of texts');
  const texts = list.map((element) => textOf(each(element)));
  if (!texts.every((text) => typeof text === 'string')) throw new WrongField(field, 'a list of texts');
  return sortedOnce(texts);
}

/** A text, or the first text of a list of them. */
export function firstTextIn(row: Row, field: string): string | null {
  const value = row[field];
  if (!Array.isArray(value)) return textFrom(value, field);
  return value.map((element) => textFrom(element, field)).find((text) => text !== null) ?? null;
}

/** A JSON boolean, or its text. */
export function truthIn(row: Row, field: string): boolean {
  const value = row[field];
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new WrongField(field, 'true or false');
}

/** A whole number, also as a text; undefined where there is none. */
export function wholeNumberIn(row: Row, field: string): number | undefined {
  const value = row[field];
  if (value === null || value === undefined) return undefined;
  if (Number.isSafeInteger(value)) return Number(value);
  if (typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value);
  throw new WrongField(field, 'a whole number');
}

const NONE: readonly string[] = [];

function textFrom(value: unknown, field: string): string | null {
  const text = textOf(value);
  if (text === undefined) throw new WrongField(field, 'a text');
  return text;
}
