// Attribute tables as the sheet prints them, and the one reader that holds a request body against them.

import { isSecretRef, type Value } from '../../../contract/index.js';
import type { FieldProblem } from './envelope.js';
import type { Options } from './switches.js';

export type Item = Readonly<Record<string, Value>>;

export interface Field {
  /** C accepted on create, U accepted on update, S in the item GET, L in a list row (portsip.md 3.2). */
  readonly on: string;
  readonly type: 'text' | 'whole' | 'flag' | 'object' | 'list';
  /** On create; and on an update that replaces. */
  readonly required?: boolean;
  /** Also on an update that merges (display_name since 22.6). */
  readonly requiredOnUpdate?: boolean;
  readonly default?: Value;
  /** Of a text: its length. Of a whole number: its value. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly choices?: readonly string[];
  /** Deeper shape; says what is wrong. */
  readonly check?: (value: Value) => string | undefined;
}

export type Fields = Readonly<Record<string, Field>>;

type Rest = Omit<Field, 'on' | 'type'>;
export const text = (on: string, rest: Rest = {}): Field => ({ on, type: 'text', ...rest });
export const whole = (on: string, min: number, max: number, rest: Rest = {}): Field => ({
  on,
  type: 'whole',
  min,
  max,
  ...rest,
});
export const flag = (on: string, value?: boolean): Field =>
  value === undefined ? { on, type: 'flag' } : { on, type: 'flag', default: value };
export const choice = (on: string, choices: readonly string[], rest: Rest = {}): Field =>
  text(on, { choices, ...rest });
export const object = (on: string, rest: Rest = {}): Field => ({ on, type: 'object', ...rest });
export const list = (on: string, rest: Rest = {}): Field => ({ on, type: 'list', ...rest });

export const INT32 = 2_147_483_647;
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export type BodyMode = 'create' | 'merge' | 'replace';
export type BodyReading =
  | { readonly item: Item; readonly problems?: undefined }
  | { readonly item?: undefined; readonly problems: readonly FieldProblem[] };

/** Lays a request body over what is there, or says everything that is wrong with it. */
export function readBody(
  fields: Fields,
  body: unknown,
  mode: BodyMode,
  current: Item,
  options: Options,
): BodyReading {
  if (!isRecord(body)) return { problems: [{ field: 'body', message: 'must be a JSON object' }] };
  const { given, problems } = readGiven(fields, body, mode, options);
  const item = { ...current };
  for (const [name, field] of writableIn(fields, mode)) {
    if (Object.hasOwn(given, name)) item[name] = given[name] ?? null;
    else if (mode !== 'merge' && !field.required) item[name] = field.default ?? null;
  }
  const wrongly = new Set(problems.map((problem) => problem.field));
  const missing = writableIn(fields, mode)
    .filter(([, field]) => (mode === 'merge' ? field.requiredOnUpdate : field.required))
    .filter(([name]) => !Object.hasOwn(given, name) && !wrongly.has(name))
    .map(([field]): FieldProblem => ({ field, message: 'is required' }));
  const all = [...problems, ...missing];
  return all.length > 0 ? { problems: all } : { item };
}

const writableIn = (fields: Fields, mode: BodyMode): readonly (readonly [string, Field])[] =>
  Object.entries(fields).filter(([, { on }]) => on.includes(mode === 'create' ? 'C' : 'U'));

function readGiven(
  fields: Fields,
  body: Readonly<Record<string, unknown>>,
  mode: BodyMode,
  options: Options,
): { readonly given: Readonly<Record<string, Value>>; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const given: Record<string, Value> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const verdict = admit(field, value, mode, options);
    if (verdict === 'skip') continue;
    if (verdict !== 'take') problems.push({ field: name, message: verdict });
    else given[name] = value === null ? (field?.default ?? null) : (value as Value);
  }
  return { given, problems };
}

/** `take`, `skip`, or what is wrong. */
function admit(field: Field | undefined, value: unknown, mode: BodyMode, options: Options): string {
  const writable = field?.on.includes(mode === 'create' ? 'C' : 'U');
  if (!field || !(writable || field.on.includes('C')))
    return options.unknownFields === 'ignored' ? 'skip' : 'is not a field of this request';
  if (!writable) return options.immutable === 'ignored' ? 'skip' : 'cannot be changed';
  if (value !== null) return wrong(field, value) ?? 'take';
  if (options.nulls === 'absent') return 'skip';
  if (options.nulls === 'refused') return 'must not be null';
  return field.required ? 'is required' : 'take';
}

function wrong(field: Field, value: unknown): string | undefined {
  if (field.type === 'flag') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (field.type === 'list') return Array.isArray(value) ? field.check?.(value) : 'must be an array';
  if (field.type === 'object') return isRecord(value) ? field.check?.(value as Value) : 'must be an object';
  if (field.type === 'whole') return wrongNumber(field, value);
  // The planner runs plans on the model with a stand-in where a secret would be: its text cannot be judged.
  if (isSecretRef(value)) return undefined;
  if (typeof value !== 'string') return 'must be a string';
  return wrongText(field, value);
}

function wrongNumber(field: Field, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return 'must be a whole number';
  const { min = 0, max = INT32 } = field;
  return value < min || value > max ? `must be from ${min} to ${max}` : undefined;
}

function wrongText(field: Field, value: string): string | undefined {
  if (field.choices && !field.choices.includes(value)) return `must be one of ${field.choices.join(', ')}`;
  const length = [...value].length;
  if (field.min !== undefined && length < field.min) return `needs at least ${field.min} characters`;
  if (field.max !== undefined && length > field.max) return `may have at most ${field.max} characters`;
  if (field.pattern && !field.pattern.test(value)) return 'does not match the pattern';
  return field.check?.(value);
}

/** What a list row (`L`) or an item (`S`) shows; unset is null (portsip.md 1). */
export function view(fields: Fields, item: Item, where: 'S' | 'L'): Item {
  const shown: Record<string, Value> = {};
  for (const name in fields) if (fields[name]?.on.includes(where)) shown[name] = item[name] ?? null;
  return shown;
}

/** A field's text, or '' when unset. */
export const textOf = (item: Item, name: string): string => {
  const value = item[name];
  return typeof value === 'string' ? value : '';
};
