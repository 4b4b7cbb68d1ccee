// Reads fields of a request body: types and patterns of udesk.md §2 and §3, each with the refusal that §5 gives it.

import { blankId, noBody, parameterError } from './refusal.js';

export type Fields = Readonly<Record<string, unknown>>;

export const PATTERN = {
  agentId: /^\d{1,32}$/,
  workId: /^\w{1,32}$/,
  queueId: /^9\d{3}$/,
  extension: /^[1-9]\d{3}$/,
  digits: /^\d{1,32}$/,
  /** Mobile, landline or international (udesk.md §3); empty clears. */
  phone: /^(?:\d{11}|0\d{9,16})?$/,
  email: /^(?:[^@\s]+@[^@\s]+)?$/,
  strategy: /^[a-z_]+$/,
  event: /^[a-z_]+$/,
  url: /^https?:\/\/\S+$/,
  dtmf: /^\d$/,
} as const;

/** The body as an object. Absent: 100004, as the vendor's JSON reader says it. */
export function bodyFields(body: unknown): Fields {
  if (body === undefined) throw noBody();
  return objectOf(body);
}

export function objectOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw parameterError();
  return value as Fields;
}

/** A required agent or work id: missing or empty is "Blank", a wrong form "Parameter error". */
export function idField(fields: Fields, name: string, pattern: RegExp): string {
  const value = fields[name];
  if (value === undefined || value === '') throw blankId();
  if (typeof value !== 'string' || !pattern.test(value)) throw parameterError();
  return value;
}

export function textField(fields: Fields, name: string, pattern?: RegExp): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || (pattern && !pattern.test(value))) throw parameterError();
  return value;
}

/** Required and not empty. */
export function neededText(fields: Fields, name: string, pattern?: RegExp): string {
  const value = textField(fields, name, pattern);
  if (value === undefined || value === '') throw parameterError();
  return value;
}

/** A JSON boolean; a quoted one is refused (udesk.md G31). */
export function booleanField(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'boolean') throw parameterError();
  return value;
}

export function integerField(fields: Fields, name: string, min: number, max: number): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw parameterError();
  }
  return value;
}

export function numberField(fields: Fields, name: string, min: number, max: number): number {
  const value = fields[name];
  if (typeof value !== 'number' || !(value >= min && value <= max)) throw parameterError();
  return value;
}

export function listField(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw parameterError();
  return value;
}

/** A required list of strings, each of the pattern. */
export function textsField(fields: Fields, name: string, pattern: RegExp): readonly string[] {
  return listField(fields, name).map((item) => {
    if (typeof item !== 'string' || !pattern.test(item)) throw parameterError();
    return item;
  });
}

/** The same, with at least one element. */
export function someTexts(fields: Fields, name: string, pattern: RegExp): readonly string[] {
  const items = textsField(fields, name, pattern);
  if (items.length === 0) throw parameterError();
  return items;
}
