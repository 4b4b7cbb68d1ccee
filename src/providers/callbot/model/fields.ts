// Reads fields of a request body: absent is code 2, a wrong type 3, a wrong value 4 (nxcloud.md B.2).

import { missing, tooLarge, wrongFormat, wrongValue } from './refusal.js';
import type { Options } from './switches.js';

export type Fields = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown, name: string): Fields {
  if (value === undefined || value === null) throw missing(name);
  if (typeof value !== 'object' || Array.isArray(value)) throw wrongFormat(name);
  return value as Fields;
}

export function optionalObject(fields: Fields, name: string): Fields | undefined {
  return fields[name] === undefined ? undefined : objectOf(fields[name], name);
}

/** A required text, which may be empty. */
export function textField(fields: Fields, name: string): string {
  const value = fields[name];
  if (value === undefined || value === null) throw missing(name);
  if (typeof value !== 'string') throw wrongFormat(name);
  return value;
}

export function idField(fields: Fields, name: string): string {
  const value = textField(fields, name);
  if (value === '') throw wrongValue(name);
  return value;
}

export function optionalText(fields: Fields, name: string): string | undefined {
  return fields[name] === undefined ? undefined : textField(fields, name);
}

export function integerField(fields: Fields, name: string, min: number, max: number): number {
  const value = fields[name];
  if (value === undefined || value === null) throw missing(name);
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongFormat(name);
  if (value < min || value > max) throw wrongValue(name);
  return value;
}

export function listField(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (value === undefined || value === null) throw missing(name);
  if (!Array.isArray(value)) throw wrongFormat(name);
  return value;
}

export function textsField(fields: Fields, name: string): readonly string[] {
  return listField(fields, name).map((item) => {
    if (typeof item !== 'string') throw wrongFormat(name);
    return item;
  });
}

/** `limit`: the largest number of elements, or `none`. */
export function checkLength(list: readonly unknown[], name: string, limit: string): void {
  if (limit !== 'none' && list.length > Number(limit)) throw tooLarge(name);
}

/** A key that the call's page does not list is refused, or passed over, as the switch says. */
export function checkKnown(fields: Fields, allowed: ReadonlySet<string>, options: Options): void {
  if (options.unknownFields === 'ignore') return;
  for (const name of Object.keys(fields))
    if (!allowed.has(name)) throw wrongValue(`${name} is not known here`);
}
