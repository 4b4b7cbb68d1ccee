// Building blocks for decoding a vendor's JSON: lenient about unknown fields, strict about the ones that are used.

import { z } from 'zod';
import { VendorError } from '../contract/index.js';

/** An answer that has not the documented shape; names the call and the place. */
export function badAnswer(call: string, what: string): VendorError {
  return new VendorError('bad-answer', `${call}: ${what}; the vendor's answer has not the documented shape`);
}

/** One row as `schema` sees it; names call, place and field when it does not fit. */
export function parseRow<Out>(call: string, place: string, schema: z.ZodType<Out>, row: unknown): Out {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [place, ...(issue?.path ?? [])].map(String).join('.');
  throw badAnswer(call, `${path}: ${issue?.message ?? 'not accepted'}`);
}

/** `value` if it is a JSON object. */
export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** A text or nothing; `""` is nothing. Ids that came as whole numbers are taken as their digits. */
export const optionalText = z
  .union([z.string(), z.int()], { error: 'expected a text' })
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)));

export const neededText = optionalText.refine((value) => value !== null, 'expected a text').transform(String);

export const wholeNumber = z
  .union([z.int(), z.string().regex(/^-?\d{1,9}$/)], { error: 'expected a whole number' })
  .transform(Number);

/** A list of texts with `null`, `""` and nothing folded to none; sorted, each once. */
export const textList = z
  .union([z.array(neededText), z.literal(''), z.null(), z.undefined()], { error: 'expected a list of texts' })
  .transform((value) => (Array.isArray(value) ? sortedOnce(value) : []));

export function sortedOnce(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
