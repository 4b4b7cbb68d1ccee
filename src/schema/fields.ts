// Building blocks for provider authors: every scalar arrives as the text that was written, so that no id loses a digit.

import * as z from 'zod';
import { secretFields } from './introspect.js';

/**
 * For `safeParse`: a run checks its files once, and code that is made for each schema first would cost more than it
 * saves. Said at each call: zod's own setting would hold for every program that loads this library.
 */
export const CHECKED_ONCE = { jitless: true } as const;

/** What every field carries, for editors and for error messages. */
export interface About {
  /** Full sentences. The first one also explains the field in error messages. */
  readonly description: string;
  readonly example: unknown;
}

export interface TextOptions extends About {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** What the pattern means, in place of the first sentence of the description. */
  readonly hint?: string;
}

export interface IdOptions extends About {
  readonly hint?: string;
}

export interface IntegerOptions extends About {
  readonly min?: number;
  readonly max?: number;
}

export interface ListOptions extends About {
  readonly min?: number;
  readonly max?: number;
}

/** In the editor, whatever a pattern says, a value from the environment may stand. */
const FROM_ENV = '\\$\\{';

/** Says in a schema's metadata that rows of a CSV file may stand there. */
export const FROM_CSV = 'x-csv';

/** Free text, as written: `name: 0123` is the text `0123`. */
export function text(options: TextOptions) {
  const { min, max, pattern } = options;
  let schema = z.string({ error: 'must be text' });
  if (min !== undefined) schema = schema.min(min, { error: `must have ${characters(min)} or more` });
  if (max !== undefined) schema = schema.max(max, { error: `must have at most ${characters(max)}` });
  if (pattern !== undefined) schema = schema.regex(pattern, { error: looksLike(options) });
  return described(schema, options, {
    type: ['string', 'number'],
    ...(pattern === undefined ? {} : { pattern: `${pattern.source}|${FROM_ENV}` }),
  });
}

/** An id, a number of digits, a key: text that must fit the whole of `pattern`. Quoted or not, it is taken as written. */
export function id(pattern: RegExp, options: IdOptions) {
  const schema = z.string({ error: 'must be text' }).regex(pattern, { error: looksLike(options) });
  return described(schema, options, {
    type: ['string', 'integer'],
    pattern: `${pattern.source}|${FROM_ENV}`,
  });
}

/** A whole number in plain decimal digits; `0x1F`, `1e3` and `007` are refused. */
export function integer(options: IntegerOptions) {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const message = `must be a whole number${range(options)}`;
  const schema = z.string({ error: message }).transform((written, context) => {
    const value = /^(?:0|-?[1-9]\d{0,15})$/.test(written) ? Number(written) : Number.NaN;
    if (value >= min && value <= max) return value;
    context.issues.push({ code: 'custom', message, input: written });
    return z.NEVER;
  });
  return described(schema, options, {
    type: ['integer', 'string'],
    pattern: `^-?[0-9]+$|${FROM_ENV}`,
    ...(options.min === undefined ? {} : { minimum: options.min }),
    ...(options.max === undefined ? {} : { maximum: options.max }),
  });
}

/** A number in plain decimal digits with at most `places` of them behind the point; `1e3` and `.5` are refused. */
export function decimal(options: IntegerOptions & { readonly places: number }) {
  const { min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, places } = options;
  const message = `must be a number${range(options)}, with at most ${places} digits behind the point`;
  const written = new RegExp(`^-?(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,${places}})?$`);
  const schema = z.string({ error: message }).transform((text, context) => {
    const value = written.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  });
  return described(schema, options, {
    type: ['number', 'string'],
    pattern: `^-?[0-9.]+$|${FROM_ENV}`,
    ...(options.min === undefined ? {} : { minimum: options.min }),
    ...(options.max === undefined ? {} : { maximum: options.max }),
  });
}

/** `true` or `false`, as YAML 1.2 spells them; `yes` and `on` are refused. */
export function boolean(about: About) {
  const schema = z.string({ error: 'must be true or false' }).transform((written, context) => {
    if (/^(?:true|True|TRUE)$/.test(written)) return true;
    if (/^(?:false|False|FALSE)$/.test(written)) return false;
    context.issues.push({ code: 'custom', message: 'must be true or false', input: written });
    return z.NEVER;
  });
  return described(schema, about, {
    type: ['boolean', 'string'],
    pattern: `^(?:true|false)$|${FROM_ENV}`,
  });
}

/** One of a closed set of words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words, about: About) {
  const schema = z.enum(words, { error: `must be ${anyOf(words)}` });
  return described(schema, about, {
    type: undefined,
    enum: undefined,
    anyOf: [{ enum: [...words] }, { type: 'string', pattern: FROM_ENV }],
  });
}

/** A list of `item`s. */
export function list<Item extends z.ZodType>(item: Item, options: ListOptions) {
  const { min, max } = options;
  let schema = z.array(item, { error: 'must be a list' });
  if (min !== undefined) schema = schema.min(min, { error: `must have ${entries(min)} or more` });
  if (max !== undefined) schema = schema.max(max, { error: `must have at most ${entries(max)}` });
  return described(schema, options, {});
}

/** A list that may also be rows of a CSV file: `contacts: !csv contacts.csv`. The header names the fields of `row`. */
export function rows<Row extends z.ZodType>(row: Row, options: ListOptions) {
  return list(row, options).meta({
    description: options.description,
    examples: [options.example],
    [FROM_CSV]: true,
  });
}

/** A mapping with these fields and no others. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape, about: About) {
  return described(z.strictObject(shape, { error: mappingError }), about, {});
}

/** A mapping with these fields, and any others, of which each is a `rest`. */
export function openObject<Shape extends z.core.$ZodLooseShape, Rest extends z.ZodType>(
  shape: Shape,
  rest: Rest,
  about: About,
) {
  return described(z.object(shape, { error: mappingError }).catchall(rest), about, {});
}

/** A mapping whose keys the author of the file chooses. */
export function record<Item extends z.ZodType>(item: Item, about: About) {
  return described(z.record(z.string(), item, { error: mappingError }), about, {});
}

/**
 * An element of a whole list, written as its id alone or as a mapping: `"10031"` or `{ agent: "10031", skillLevel: 5 }`.
 * The output is always the mapping.
 */
export function elementOf<
  Key extends string,
  Id extends z.ZodType<string>,
  Shape extends z.core.$ZodLooseShape,
>(key: Key, idOf: Id, shape: Shape, about: About) {
  const short = idOf.transform((value) => ({ [key]: value }));
  const long = z.strictObject({ [key]: idOf, ...shape }, { error: mappingError });
  return described(z.union([short, long], { error: `must be an id, or a mapping with ${key}` }), about, {});
}

/** The field may be cleared at the vendor with `null`. */
export function nullable<Inner extends z.ZodType>(inner: Inner) {
  return z.nullable(inner);
}

/** An http or https address. */
export function url(about: About) {
  const message = 'must be an http or https address';
  const schema = z.string({ error: message }).refine(isWebAddress, { error: message });
  return described(schema, about, { type: 'string', pattern: `^https?://|${FROM_ENV}` });
}

/** Address of a vendor's API: credentials belong elsewhere, and a query or fragment would be lost. */
export function baseUrl(about: About) {
  const message = 'must be an http or https address without user, query and fragment';
  const schema = z
    .string({ error: message })
    .refine((written) => isWebAddress(written) && !/[?#]|\/\/[^/]*@/.test(written), { error: message });
  return described(schema, about, { type: 'string', pattern: `^https?://|${FROM_ENV}` });
}

/** An e-mail address, loosely: one `@` between two texts without blanks. */
export function email(about: About) {
  const message = 'must be an e-mail address';
  const schema = z.string({ error: message }).regex(/^[^\s@]+@[^\s@]+$/, { error: message });
  return described(schema, about, { type: 'string' });
}

/**
 * A credential. It must come from `${…}`; whatever it is, it is replaced by a `SecretRef` after checking and
 * its text is never shown. `pattern` and `hint` are the vendor's rules for it.
 */
export function secret(options: TextOptions) {
  const { pattern = /^[^\p{Cc}]+$/u, hint } = options;
  const schema = z
    .string({ error: 'must be text' })
    .regex(pattern, { error: `must be ${hint ?? 'text without line breaks, and not empty'}` });
  return described(schema, options, { type: ['string', 'integer'] }).register(secretFields, { secret: true });
}

/** Old names of an item: the loader turns them into `Desired.renames`. */
export function previously(about: About) {
  return list(text(about), { description: about.description, example: [about.example] });
}

/** Puts description, example and what the JSON Schema should say into the schema's metadata. */
function described<Schema extends z.ZodType>(
  schema: Schema,
  { description, example }: About,
  json: object,
): Schema {
  return schema.meta({ description, examples: [example], ...json });
}

function isWebAddress(written: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(written) && !/\s/.test(written) && URL.canParse(written);
}

/** Leaves unknown keys to the one place that words them. */
function mappingError(issue: { readonly code?: string }): string | undefined {
  return issue.code === 'invalid_type' ? 'must be a mapping' : undefined;
}

function looksLike({ hint, description, example }: TextOptions): string {
  const isVariable = String(example).startsWith('$');
  const [first = ''] = description.split(/\.(?:\s|$)/);
  return isVariable ? `must be ${hint ?? first}` : `must look like ${String(example)} (${hint ?? first})`;
}

function range({ min, max }: IntegerOptions): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of ${min} or more`;
  return max === undefined ? '' : ` of at most ${max}`;
}

function anyOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

const characters = (count: number): string => (count === 1 ? '1 character' : `${count} characters`);
const entries = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);
