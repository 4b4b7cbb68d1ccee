// The JSON Schema of the file, made from the same zod schemas that check it, so that editors complete and explain.

import * as z from 'zod';
import type { Provider, Section } from '../contract/index.js';
import { CENTER_PATTERN } from './center/documents.js';
import { FROM_CSV } from './fields.js';
import { shapeOf } from './introspect.js';
import { policySchema } from './policy.js';

type Json = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** One schema for all providers: `provider.type` says which sections and settings a document has. Deterministic. */
export function jsonSchema(providers: readonly Provider[]): object {
  const types = providers.map((provider) => provider.type);
  const sections = new Map(
    providers.flatMap((provider) => provider.sections.map((one) => [one.name, one] as const)),
  );
  return {
    $schema: DIALECT,
    $id: 'urn:cutover:desired-state:1',
    title: 'cutover desired state',
    description: 'One document describes one center: one account at one vendor.',
    type: 'object',
    required: ['version', 'center'],
    properties: {
      version: { description: 'Version of this format.', examples: [1], enum: [1, '1'] },
      center: {
        description: 'Name of the center. Documents with the same name are merged.',
        examples: ['acme-support'],
        type: ['string', 'integer'],
        pattern: `${CENTER_PATTERN.source}|\\$\\{`,
      },
      provider: {
        description: 'The vendor and the account there.',
        examples: [{ type: types[0] ?? 'cutover-provider-acme' }],
        type: 'object',
        properties: { type: typeOf(types) },
      },
      policy: converted(policySchema, {
        description: 'What a plan may do and when.',
        examples: [{ prune: ['subscriptions'], maxDeletes: '25%' }],
      }),
    },
    allOf: [
      ...providers.map((provider) => forProvider(provider, [...sections.keys()])),
      forOthers(types, [...sections.values()]),
    ],
  };
}

/**
 * What is known of a document that names no provider of ours: sections by their names alone. Elsewhere an editor would
 * offer the sections of every vendor.
 */
function forOthers(types: readonly string[], sections: readonly Section[]): Json {
  return {
    if: {
      required: ['provider'],
      properties: { provider: { required: ['type'], properties: { type: { enum: types } } } },
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {},
    else: { properties: Object.fromEntries(sections.map((section) => [section.name, sketch(section)])) },
  };
}

/** What holds for a document that names this provider. */
function forProvider(provider: Provider, sections: readonly string[]): Json {
  const own = new Set(provider.sections.map((section) => section.name));
  const none = Object.fromEntries(sections.filter((name) => !own.has(name)).map((name) => [name, false]));
  const allowed = ['version', 'center', 'provider', 'policy', ...sections];
  return {
    if: {
      required: ['provider'],
      properties: { provider: { required: ['type'], properties: { type: { const: provider.type } } } },
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      properties: {
        provider: settingsOf(provider),
        ...Object.fromEntries(provider.sections.map((section) => [section.name, sectionOf(section)])),
        ...none,
      },
      propertyNames: { enum: allowed },
    },
  };
}

function typeOf(types: readonly string[]): Json {
  return {
    description: 'The vendor: a built-in one, or a package or path that provides one.',
    examples: [types[0] ?? 'cutover-provider-acme'],
    anyOf: [{ enum: types }, { type: 'string', pattern: '^(\\.|cutover-provider-|@|\\$\\{)' }],
  };
}

function settingsOf(provider: Provider): Json {
  const schema = converted(provider.settings, { description: `The account at ${provider.title}.` });
  const properties = schema.properties as Json | undefined;
  const description = `The account is at ${provider.title}.`;
  const type = { description, examples: [provider.type], const: provider.type };
  return { ...schema, properties: { type, ...properties } };
}

/** A section while the provider is not known: another document of the center may name it. */
function sketch({ name, form }: Section): Json {
  return {
    description: `What it holds depends on the provider of the center: ${name}.`,
    examples: [form === 'list' ? [] : {}],
    type: form === 'list' ? ['array', 'string'] : 'object',
  };
}

function sectionOf(section: Section): Json {
  const { description } = section;
  const item = converted(section.schema, {});
  const example = exampleOf(section);
  if (section.form === 'map') return { ...item, description, examples: [example] };
  return {
    description,
    examples: [[example]],
    anyOf: [
      { type: 'array', items: itemOf(section, item) },
      {
        type: 'string',
        description: 'Rows of a CSV file beside the document: !csv FILE.',
        examples: [`!csv ${section.name}.csv`],
      },
    ],
  };
}

/** An item, or one that must not exist, of which only the identity is needed. */
function itemOf(section: Section, item: Json): Json {
  const properties = item.properties as Json | undefined;
  if (properties === undefined) return item;
  const { required, ...rest } = item;
  const state = {
    description: 'absent: this object must not exist. It is deleted even without prune.',
    examples: ['absent'],
    const: 'absent',
  };
  const own = properties.state as Json | undefined;
  const { description, examples } = own ?? {};
  const both = {
    description: `${description} absent: this object must not exist.`,
    examples,
    anyOf: [own, state],
  };
  const extra: Record<string, unknown> = { state: own === undefined ? state : both };
  const { allowEmpty } = section;
  if (allowEmpty !== undefined && properties[allowEmpty] === undefined) {
    const description = 'Must be true where a whole list is empty on purpose.';
    extra[allowEmpty] = { description, examples: [true], type: ['boolean', 'string'] };
  }
  return {
    ...rest,
    properties: { ...properties, ...extra },
    if: { required: ['state'], properties: { state: { const: 'absent' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      required: section.identity.filter((field) => (required as string[] | undefined)?.includes(field)),
    },
    else: { required: required ?? [] },
  };
}

/** An example of a whole item: the examples of its required fields. */
function exampleOf({ schema }: Section): Json {
  const shape = shapeOf(schema) ?? {};
  const example: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    const examples = (field as z.ZodType).meta()?.examples;
    const isNeeded = field._zod.optin !== 'optional';
    if (isNeeded && Array.isArray(examples)) example[name] = examples[0];
  }
  return example;
}

function converted(schema: z.core.$ZodType, about: Json): Json {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema: made }) {
      // zod leaves examples out where a schema transforms; ours are examples of what is written.
      const meta = z.globalRegistry.get(zodSchema);
      if (meta?.examples !== undefined) Object.assign(made, { examples: meta.examples });
      lift(made);
      if (made[FROM_CSV] === true) orRows(made);
    },
  });
  return { ...json, ...about };
}

/** A list, or the name of a CSV file behind the tag !csv, which an editor takes for a text. */
function orRows(made: Record<string, unknown>): void {
  const { [FROM_CSV]: _mark, description, examples, ...list } = made;
  for (const key of Object.keys(made)) delete made[key];
  Object.assign(made, { description, examples, anyOf: [list, { type: 'string' }] });
}

/** A clearable field is explained where it stands, not inside its alternatives. */
function lift(made: Record<string, unknown>): void {
  const { anyOf } = made;
  if (!Array.isArray(anyOf) || made.description !== undefined) return;
  const [first, second] = anyOf as Record<string, unknown>[];
  if (first?.description === undefined || second?.type !== 'null') return;
  Object.assign(made, { description: first.description, examples: first.examples });
}
