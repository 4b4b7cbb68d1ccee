// Holds requests and answers against the vendor's own OpenAPI file, which is not part of this repository.
//
// Read as the sheet says: null is absent, sign_in's `oneOf` is `anyOf`, the webhook url's pattern is ignored.
// Stricter than the file in one thing: a field that it does not list is wrong, unless the server is of a later
// release and `LATER` names it.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const FILE =
  process.env.CUTOVER_PORTSIP_OPENAPI ??
  resolve(import.meta.dirname, '../../../../../shared/vendors/source/portsip-openapi-22.2.json');

/** Why nothing is checked; undefined when the file is there. */
export const missing: string | undefined = existsSync(FILE)
  ? undefined
  : `no OpenAPI file at ${FILE}: set CUTOVER_PORTSIP_OPENAPI`;

/** Fields that releases after 22.2 added (portsip.md 0.1). */
const LATER: ReadonlySet<string> = new Set([
  ...[
    'enable_night_mode',
    'play_periodic_music',
    'play_periodic_music_interval',
    'enable_wrap_up',
    'wrap_up_time',
  ],
  ...['enable_exit_forward_rule', 'exit_forward_rule', 'enable_audio_recording', 'allow_busy_agent_calls'],
  ...['prompt_playback_delay', 'usage', 'role_id', 'role_name', 'password', 'extension_password', 'timezone'],
  ...['soft_phone_template', 'enable_cc', 'enable_advanced', 'reason', 'domain', 'capabilities'],
  ...[
    'allow_password_retrieval',
    'password_policy',
    'provider_name',
    'provider_brand',
    'provider_did_numbers',
  ],
]);
/** Roles have ids since 22.3: too common a name to allow everywhere. */
const LATER_ROLE = new Set([...LATER, 'id']);
/** Error codes of the file, of its Authentication page and of 22.8 (portsip.md 8). */
const CODES = /^(?:UNKNOWN|VALIDATE_FAILED|UNAUTHORIZED|RESOURCE_IN_USE|LICENSE_[A-Z_]+)$/;
/** Answers that any endpoint may give although the file names them nowhere (portsip.md 8, 12). */
const ANYWHERE: ReadonlySet<number> = new Set([401, 403, 404, 405, 409, 429, 503]);

type Json = Record<string, unknown>;
interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Json }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

export interface Exchange {
  readonly method: string;
  /** Relative to `/api/`, no query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `allOf` merged, `oneOf` as `anyOf`, objects closed. */
function plain(schema: Json, later: ReadonlySet<string>): Json {
  const deeper = (part: Json): Json => plain(part, later);
  const parts = (schema.allOf as Json[] | undefined) ?? [];
  const merged: Json = {};
  const all: Record<string, Json> = {};
  for (const { allOf: _, properties, ...rest } of [...parts.map(deeper), schema]) {
    Object.assign(merged, rest);
    if (isObject(properties)) Object.assign(all, properties);
  }
  const properties = Object.fromEntries(
    Object.entries(all).map(([name, value]) => {
      const inner = deeper(value);
      // The schema repeats the credential pattern for the URL (portsip.md 6.1).
      if (name === 'url') delete inner.pattern;
      return [name, inner];
    }),
  );
  const { oneOf, items, readOnly: _, ...rest } = merged;
  return {
    ...rest,
    ...(Object.keys(properties).length > 0
      ? { properties: { ...anything(later), ...properties }, additionalProperties: false }
      : {}),
    ...(Array.isArray(oneOf) ? { anyOf: (oneOf as Json[]).map(deeper) } : {}),
    ...(isObject(items) ? { items: deeper(items) } : {}),
  };
}

const anything = (names: ReadonlySet<string>): Json =>
  Object.fromEntries([...names].map((name) => [name, {}]));

/** Null is absent (portsip.md 1). */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([name, inner]) => [name, withoutNulls(inner)]),
  );
}

const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  formats: {
    int32: {
      type: 'number',
      validate: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31,
    },
    uint32: {
      type: 'number',
      validate: (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32,
    },
    int64: { type: 'number', validate: (value: number) => Number.isSafeInteger(value) },
    date_time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  },
});
const NONE: ReadonlySet<string> = new Set();
const compiled = new Map<ReadonlySet<string>, Map<Json, ValidateFunction>>();
function wrongWith(schema: Json, value: unknown, later: ReadonlySet<string>): string[] {
  const known = compiled.get(later) ?? new Map<Json, ValidateFunction>();
  compiled.set(later, known);
  const validate = known.get(schema) ?? ajv.compile(plain(schema, later));
  known.set(schema, validate);
  if (validate(withoutNulls(value))) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

const paths: Record<string, Record<string, Operation>> = missing
  ? {}
  : (JSON.parse(readFileSync(FILE, 'utf8')) as { paths: Record<string, Record<string, Operation>> }).paths;

const patterns = Object.entries(paths)
  .map(([template, operations]) => ({
    template,
    operations,
    names: [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
    pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`),
  }))
  // Literal segments win over placeholders.
  .sort((left, right) => left.names.length - right.names.length);

/** The file's own endpoint for a call; undefined when it has none. */
function find(method: string, path: string) {
  for (const entry of patterns) {
    const match = entry.pattern.exec(`/${path}`);
    const operation = entry.operations[method.toLowerCase()];
    if (match && operation) return { ...entry, operation, values: match.slice(1).map(decodeURIComponent) };
  }
  return undefined;
}

export const isListed = (method: string, path: string): boolean => find(method, path) !== undefined;

/** What is wrong with one exchange. A request is judged only if the vendor took it. `later`: of a server after 22.2. */
export function check(exchange: Exchange, release: { readonly later: boolean }): string[] {
  const found = find(exchange.method, exchange.path);
  if (!found) return [`${exchange.method} ${exchange.path} is not in the file`];
  const where = `${exchange.method} ${found.template}`;
  const accepted = exchange.status < 300;
  const later = !release.later ? NONE : found.template.startsWith('/roles') ? LATER_ROLE : LATER;
  return [
    ...(accepted ? wrongParameters(found, exchange) : []),
    ...(accepted ? wrongRequest(found.operation, exchange.body, later) : []),
    ...wrongAnswer(found.operation, exchange, later),
  ].map((problem) => `${where}: ${problem}`);
}

function wrongParameters(found: NonNullable<ReturnType<typeof find>>, { query }: Exchange): string[] {
  const known = found.operation.parameters ?? [];
  const strays = Object.keys(query).filter(
    (name) => !known.some((one) => one.in === 'query' && one.name === name),
  );
  return [
    ...strays.map((name) => `query ${name} is not in the file`),
    ...known.flatMap((parameter) => {
      const text =
        parameter.in === 'path' ? found.values[found.names.indexOf(parameter.name)] : query[parameter.name];
      if (text === undefined) return parameter.required ? [`${parameter.name} is missing`] : [];
      const value = plain(parameter.schema, NONE).type === 'integer' ? Number(text) : text;
      return wrongWith(parameter.schema, value, NONE).map((problem) => `${parameter.name} ${problem}`);
    }),
  ];
}

function wrongRequest(operation: Operation, body: unknown, later: ReadonlySet<string>): string[] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return body === undefined ? [] : ['the request has a body, the file knows none'];
  if (body === undefined) return operation.requestBody?.required ? ['the request has no body'] : [];
  return wrongWith(schema, body, later).map((problem) => `request ${problem}`);
}

function wrongAnswer(
  operation: Operation,
  { status, answer }: Exchange,
  later: ReadonlySet<string>,
): string[] {
  const exact = operation.responses[String(status)];
  if (status >= 400) {
    const listed = exact ?? operation.responses['4XX'];
    return [
      ...(listed || ANYWHERE.has(status) ? [] : [`status ${status} is not in the file`]),
      ...wrongErrors(answer),
    ];
  }
  if (!exact) return [`status ${status} is not in the file`];
  const schema = exact.content?.['application/json']?.schema;
  if (!schema) return answer === undefined ? [] : ['the answer has a body, the file knows none'];
  return wrongWith(schema, answer, later).map((problem) => `answer ${problem}`);
}

/** The envelope of the file's "Error Handling". */
function wrongErrors(answer: unknown): string[] {
  const errors = isObject(answer) ? answer.errors : undefined;
  if (!Array.isArray(errors) || errors.length === 0) return ['the answer has no errors'];
  return errors.flatMap((error: unknown) => {
    if (!isObject(error)) return ['an error is no object'];
    const { code, message, ...rest } = error;
    const stray = Object.keys(rest).filter((name) => name !== 'detail');
    const known = typeof code === 'string' && CODES.test(code);
    return [
      ...(known ? [] : [`code ${String(code)} is not known`]),
      ...(typeof message === 'string' ? [] : ['message is missing']),
      ...stray.map((name) => `an error has a field ${name}`),
    ];
  });
}
