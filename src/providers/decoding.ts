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

/**
 * A text or nothing; `""` is nothing. Ids that came as whole numbers are taken as their digits. One step and not a
 * union of schemas, as is `textList`: every row of every list has several.
 */
export const optionalText = z
  .unknown()
  .optional()
  .transform((value, context) => {
    const text = textOf(value);
    if (text !== undefined) return text;
    context.issues.push({ code: 'custom', message: 'expected a text', input: value });
    return z.NEVER;
  });

/** A text, its digits for a whole number, null for nothing; undefined for what is neither a text nor nothing. */
export function textOf(value: unknown): string | null | undefined {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

export const neededText = optionalText.refine((value) => value !== null, 'expected a text').transform(String);

export const wholeNumber = z
  .union([z.int(), z.string().regex(/^-?\d{1,9}$/)], { error: 'expected a whole number' })
  .transform(Number);

/** A list of texts with `null`, `""` and nothing folded to none; sorted, each once. */
export const textList = z
  .unknown()
  .optional()
  .transform((value, context) => {
    if (value === null || value === undefined || value === '') return [];
    const texts = Array.isArray(value) ? value.map(textOf) : [undefined];
    if (texts.every((text) => typeof text === 'string')) return sortedOnce(texts);
    context.issues.push({ code: 'custom', message: 'expected a list of texts', input: value });
    return z.NEVER;
  });

export function sortedOnce(values: readonly string[]): string[] {
  return values.length < 2 ? [...values] : [...new Set(values)].sort();
}
