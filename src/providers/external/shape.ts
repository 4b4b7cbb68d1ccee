// Looks at a module from outside before anything relies on it: every part that shared code reaches for must be there.
import * as z from 'zod';
import { shapeOf } from '../../schema/introspect.js';

const REASON = { error: 'must be a text' };
const name = z.string(REASON).min(1, { error: 'must not be empty' });
const flag = z.boolean({ error: 'must be true or false' });
const positive = z.number({ error: 'must be a number' }).positive({ error: 'must be more than 0' });
const func = z.custom((value) => typeof value === 'function', { error: 'must be a function' });
const schema = z.custom<z.ZodType>(
  (value) => typeof value === 'object' && value !== null && '_zod' in value && 'safeParse' in value,
  { error: 'must be a schema of the building blocks, or of zod 4' },
);
const what = (needed: string) => ({ error: `must be ${needed}` });
const list = <Item extends z.ZodType>(item: Item) => z.array(item, what('a list'));
const record = <Item extends z.ZodType>(item: Item) => z.record(z.string(), item, what('an object'));
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.looseObject(shape, what('an object'));

const section = object({
  name: name.regex(/^[a-z][A-Za-z0-9]*$/, what('a key of the file, such as queues')),
  description: name,
  form: z.enum(['list', 'map'], what('list or map')),
  schema,
  identity: list(name),
  nested: record(name).optional(),
  address: func,
  kind: name,
  expand: func,
  collapse: func,
  allowEmpty: name.optional(),
});

const kind = object({
  name,
  section: name,
  title: object({ one: name, many: name }),
  visibility: z.enum(['listed', 'unlisted', 'unreadable'], what('listed, unlisted or unreadable')),
  fields: record(object({})),
  refs: func,
  bound: flag.optional(),
  ...Object.fromEntries(
    [
      'partOf',
      'slots',
      'staffs',
      'active',
      'cuts',
      'risk',
      'certainty',
      'guard',
      'irreversible',
      'madeHere',
      'ends',
    ].map((one) => [one, func.optional()]),
  ),
});

const operation = object({
  request: func,
  afterUnknown: object({
    rule: z.enum(['repeat', 'look', 'recreate', 'compare', 'stop'], {
      error: 'must be repeat, look, recreate, compare or stop',
    }),
  }),
  learn: func.optional(),
});

const provider = object({
  type: name,
  title: name,
  settings: schema,
  secretSettings: list(name),
  defaults: object({ concurrency: positive, rate: positive }),
  sections: list(section).min(1, { error: 'must have a section' }),
  kinds: list(kind).min(1, { error: 'must have a kind' }),
  operations: record(operation),
  capabilities: list(
    object({ section: name, read: name, create: name, change: name, delete: name, note: z.string(REASON) }),
  ),
  check: func,
  connect: func,
  read: func,
  preconditions: func,
  group: func,
  lowerBound: func,
  presence: func.optional(),
  fit: func.optional(),
  order: func.optional(),
  generate: func.optional(),
});

const simulator = object({
  type: name,
  basePath: name.regex(/^\/(?:.*\/)?$/, what('a path with both slashes, such as /api/')),
  baseUrlPath: z.string(REASON),
  model: object({
    switches: list(object({ name, values: list(z.string(REASON)), source: name })),
    ...Object.fromEntries(
      ['seed', 'clone', 'handle', 'resources', 'ids', 'violations'].map((one) => [one, func]),
    ),
  }),
  credentials: record(z.string(REASON)),
  secretKeys: list(name),
  switches: list(object({ name, values: list(z.string(REASON)), source: name })),
  staff: object({ isPool: func, member: func, binding: func }),
  drifts: record(func),
  ...Object.fromEntries(
    ['facts', 'door', 'route', 'succeeded', 'failure', 'configure', 'put', 'drop'].map((one) => [one, func]),
  ),
});

const outside = z.object({ provider, simulator: simulator.optional() });

/** What is missing or wrong, each with its place; empty when the module can be used. */
export function shapeProblems(module: Readonly<Record<string, unknown>>): string[] {
  const parsed = outside.safeParse({ provider: module.provider, simulator: module.simulator });
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `${placeOf(issue.path)} ${issue.message}`);
  }
  return misnamed(parsed.data.provider);
}

/** Names that are not the file's to take, given twice, or that lead nowhere. */
function misnamed({ sections, kinds, capabilities }: z.output<typeof provider>): string[] {
  const ownKeys = ['version', 'center', 'provider', 'policy'];
  const sectionNames = sections.map((one) => one.name);
  const kindNames = kinds.map((one) => one.name);
  return [
    ...sectionNames
      .filter((one) => ownKeys.includes(one))
      .map((one) => `section ${one} is a key of the format itself`),
    ...twice(sectionNames).map((one) => `section ${one} stands twice`),
    ...twice(kindNames).map((one) => `kind ${one} stands twice`),
    ...sections
      .filter((one) => !kindNames.includes(one.kind))
      .map((one) => `section ${one.name} names the kind ${one.kind}, which is not among kinds`),
    ...kinds
      .filter((one) => !sectionNames.includes(one.section))
      .map((one) => `kind ${one.name} names the section ${one.section}, which is not among sections`),
    // A plan tells a rename as a change of `address`: a field of that name could not be told from it, and not undone.
    ...sections
      .filter((one) => shapeOf(one.schema)?.previously !== undefined)
      .filter((one) =>
        kinds.some(({ name, fields }) => name === one.kind && Object.hasOwn(fields, 'address')),
      )
      .map((one) => `section ${one.name} has previously, so its kind cannot have a field called address`),
    ...sectionNames
      .filter((one) => !capabilities.some((capability) => capability.section === one))
      .map((one) => `capabilities say nothing of section ${one}`),
  ];
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((one, index) => names.indexOf(one) !== index))];
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, step) =>
      typeof step === 'number'
        ? `${place}[${step}]`
        : place === ''
          ? String(step)
          : `${place}.${String(step)}`,
    '',
  );
}
