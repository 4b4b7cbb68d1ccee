// Reads fields of a request body by the types of nxcloud.md A.4; a wrong one is code 41000.

import { parameterError } from './refusal.js';

export type Fields = Readonly<Record<string, unknown>>;

export function bodyFields(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw parameterError('body');
  return body as Fields;
}

/** A required text; it may be empty only where the page lets it. */
export function textField(fields: Fields, name: string, may: 'be empty' | 'not be empty'): string {
  const value = fields[name];
  if (typeof value !== 'string' || (may === 'not be empty' && value === '')) throw parameterError(name);
  return value;
}

export function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value !== undefined && value !== null && typeof value !== 'string') throw parameterError(name);
  return value ?? undefined;
}

export function integerField(fields: Fields, name: string, min: number, max: number): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw parameterError(name);
  }
  return value;
}

export function numberField(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !(value >= 0)) throw parameterError(name);
  return value;
}

/** A time: the page shows a number and sends a string (nxcloud.md §6 no. 9). */
export function timeField(fields: Fields, name: string): number {
  const value = fields[name];
  const time = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof time !== 'number' || !(time >= 0)) throw parameterError(name);
  return time;
}

export function listField(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw parameterError(name);
  return value;
}

export function textsField(fields: Fields, name: string): readonly string[] {
  return listField(fields, name).map((item) => {
    if (typeof item !== 'string' || item === '') throw parameterError(name);
    return item;
  });
}
