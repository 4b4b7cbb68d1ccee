// Takes a vendor's JSON apart, field by field: lenient about unknown fields, strict about the ones that are used. Plain
// functions and no schemas: an account has tens of thousands of rows, and a schema for each would cost more than all
// else that is done with them.

import { type Answer, VendorError } from '../contract/index.js';
import { sortedOnce } from '../plan/compare.js';

/** A JSON object. */
export type Row = Readonly<Record<string, unknown>>;

/** An answer that has not the documented shape; names the call and the place. */
export function badAnswer(call: string, what: string): VendorError {
  return new VendorError('bad-answer', `${call}: ${what}; the vendor's answer has not the documented shape`);
}

/** `value` if it is a JSON object. */
export function record(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
}

// ---------------------------------------------------------------- whole answers and rows

/** What `take` makes of the answer's body. What it cannot take is an error that names call and field. */
export function takeBody<Out>(call: string, { body }: Answer, take: (body: Row) => Out): Out {
  return takeRow(call, '', body, take);
}

/** The same of one row, which stands at `place` in the answer. */
export function takeRow<Out>(call: string, place: string, given: unknown, take: (row: Row) => Out): Out {
  try {
    return taken(place, given, take);
  } catch (error) {
    if (!(error instanceof WrongField)) throw error;
    throw badAnswer(call, `${error.place === '' ? 'the answer' : error.place}: ${error.message}`);
  }
}

class WrongField extends Error {
  constructor(
    readonly place: string,
    expected: string,
  ) {
    super(`expected ${expected}`);
  }
}

function taken<Out>(place: string, given: unknown, take: (row: Row) => Out): Out {
  const row = record(given);
  if (row === undefined) throw new WrongField(place, 'an object');
  try {
    return take(row);
  } catch (error) {
    if (!(error instanceof WrongField) || place === '') throw error;
    throw new WrongField(`${place}.${error.place}`, error.message.slice('expected '.length));
  }
}

// ---------------------------------------------------------------- fields of a row: null where there is none

/** A text or nothing; `""` is nothing, a whole number its digits. */
export function textIn(row: Row, field: string): string | null {
  return textFrom(row[field], field);
}

export function neededTextIn(row: Row, field: string): string {
  return needed(textIn(row, field), field, 'a text');
}

/** A text, or the first text of a list of them. */
export function firstTextIn(row: Row, field: string): string | null {
  const value = row[field];
  if (!Array.isArray(value)) return textFrom(value, field);
  return value.map((element) => textFrom(element, field)).find((text) => text !== null) ?? null;
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

/** A JSON boolean, or its text. */
export function truthIn(row: Row, field: string): boolean | null {
  const value = row[field];
  if (value === null || value === undefined) return null;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new WrongField(field, 'true or false');
}

export function neededTruthIn(row: Row, field: string): boolean {
  return needed(truthIn(row, field), field, 'true or false');
}

/** A whole number, also as a text of up to nine digits. */
export function wholeNumberIn(row: Row, field: string): number | null {
  const value = row[field];
  if (value === null || value === undefined) return null;
  if (Number.isSafeInteger(value)) return Number(value);
  if (typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value);
  throw new WrongField(field, 'a whole number');
}

export function neededWholeNumberIn(row: Row, field: string): number {
  return needed(wholeNumberIn(row, field), field, 'a whole number');
}

/** What `take` makes of the object in a field. */
export function rowIn<Out>(row: Row, field: string, take: (inner: Row) => Out): Out | null {
  const value = row[field];
  return value === null || value === undefined ? null : taken(field, value, take);
}

/** What `take` makes of each object of the list in a field. */
export function rowsIn<Out>(row: Row, field: string, take: (inner: Row) => Out): Out[] | null {
  const list = row[field];
  if (list === null || list === undefined) return null;
  if (!Array.isArray(list)) throw new WrongField(field, 'a list');
  return list.map((element, index) => taken(`${field}[${index}]`, element, take));
}

export function neededRowsIn<Out>(row: Row, field: string, take: (inner: Row) => Out): Out[] {
  return needed(rowsIn(row, field, take), field, 'a list');
}

/** How many elements the list in a field has, whatever they are; 0 without one. */
export function lengthIn(row: Row, field: string): number {
  const list = row[field];
  if (list === null || list === undefined) return 0;
  if (!Array.isArray(list)) throw new WrongField(field, 'a list');
  return list.length;
}

const NONE: readonly string[] = [];

function needed<Out>(value: Out | null, field: string, expected: string): Out {
  if (value === null) throw new WrongField(field, expected);
  return value;
}

function textFrom(value: unknown, field: string): string | null {
  const text = textOf(value);
  if (text === undefined) throw new WrongField(field, 'a text');
  return text;
}

/** A text, its digits for a whole number, null for nothing; undefined for what is neither a text nor nothing. */
function textOf(value: unknown): string | null | undefined {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
