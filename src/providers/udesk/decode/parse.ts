// Udesk's envelope and the ways in which it wraps a list.

import type { Answer } from '../../../contract/index.js';
import { badAnswer, record } from '../../decoding.js';
import { OK } from '../codes.js';

/** Whatever follows ErrCode and ErrDesc; throws `bad-answer` unless the answer is a success envelope. */
export function resultOf(call: string, answer: Answer): unknown {
  return envelope(call, answer).Result;
}

/** The whole envelope: one reply holds its data beside `Result` (G-family A′, udesk.md §1.3). */
export function envelope(call: string, answer: Answer): Readonly<Record<string, unknown>> {
  const body = record(answer.body);
  if (body === undefined) throw badAnswer(call, 'the answer is not a JSON object');
  if (body.ErrCode !== OK) {
    throw badAnswer(call, `expected ErrCode "000000", found ${JSON.stringify(body.ErrCode)?.slice(0, 80)}`);
  }
  return body;
}

/**
 * The rows of a list reply, however it is wrapped (G25, G26, G35): an array, one row, an object with one array in it,
 * and `null`, `""` or nothing for none. `isRow` tells a lone row from a wrapper.
 */
export function rowsOf(call: string, value: unknown, isRow: (row: object) => boolean): readonly unknown[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value;
  const object = record(value);
  if (object === undefined) throw badAnswer(call, 'expected a list');
  if (isRow(object)) return [object];
  const lists = Object.values(object).filter((part) => Array.isArray(part));
  if (lists.length > 1) throw badAnswer(call, 'expected one list, found several');
  if (lists[0] !== undefined) return lists[0];
  // A wrapper around no list says so with null; counts alone say nothing, and an empty list could delete everything.
  const parts = Object.values(object);
  const isEmptyWrapper =
    parts.includes(null) && parts.every((part) => part === null || typeof part === 'number');
  if (isEmptyWrapper) return [];
  throw badAnswer(call, 'expected a list');
}
