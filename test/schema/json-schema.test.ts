// The JSON Schema: accepts what the loader accepts, explains every field, and is the same each time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { provider as real } from '../../src/providers/udesk/provider.js';
import { jsonSchema } from '../../src/schema/json-schema.js';
import { fake } from './fake-provider.js';
import { HEAD } from './load.js';

const schema = jsonSchema([fake, real]);
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);

/** As an editor sees the text: `!csv` is a tag on a text. */
const isValid = (yaml: string): boolean => validate(parse(yaml, { logLevel: 'silent' }));

describe('the JSON Schema', () => {
  it('is the same each time and plain JSON', () => {
    expect(jsonSchema([fake, real])).toEqual(schema);
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(JSON.stringify(jsonSchema([fake, real]))).toBe(JSON.stringify(schema));
  });

  it('accepts the example', () => {
    const example = readFileSync(join(import.meta.dirname, '../../examples/contact-center.yaml'), 'utf8');
    validate(parse(example));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['an unquoted id', 'queues: [{ id: 9001, name: 12, timeout: 60 }]'],
    ['a quoted number', 'queues: [{ id: "9001", timeout: "60" }]'],
    ['the environment', `queues: [{ id: "\${Q}", timeout: "\${T}", strategy: "\${S}" }]`],
    ['null where it clears', 'queues: [{ id: 9001, name: }]'],
    [
      'what must not exist',
      'queues: [{ id: 9001, state: absent }]\nmemberships: [{ queue: 9001, state: absent }]',
    ],
    ['a state of the vendor', 'campaigns: [{ id: a, state: paused }, { id: b, state: absent }]'],
    [
      'members short and long',
      'memberships: [{ queue: 9001, agents: [10031, { agent: "10032", skillLevel: 5 }] }]',
    ],
    ['a permission to be empty', 'memberships: [{ queue: 9001, agents: [], allowEmpty: true }]'],
    ['rows', 'agents: !csv roster.csv\ncampaigns: [{ id: a, contacts: !csv c.csv }]'],
    ['policy', 'policy: { prune: [queues], maxDeletes: 25%, staffing: { default: 0, 9001: 2 } }'],
    ['old names', 'subscriptions: [{ name: crm, previously: [old] }]'],
    ['a map', 'hooks: { call: [begin] }'],
  ])('accepts %s', (_name, content) => {
    expect([isValid(HEAD + content), validate.errors]).toEqual([true, null]);
  });

  it.each([
    ['an unknown section', 'queus: []'],
    ["another provider's section", 'fastRoutes: []'],
    ['an unknown field', 'queues: [{ id: 9001, timout: 60 }]'],
    ['a bad id', 'queues: [{ id: x }]'],
    ['a missing id', 'queues: [{ name: x }]'],
    ['null where nothing clears', 'queues: [{ id: 9001, timeout: }]'],
    ['a number out of range', 'queues: [{ id: 9001, timeout: 5000 }]'],
    ['an unknown setting', 'queues: []\npolicy: { prun: true }'],
  ])('refuses %s', (_name, content) => {
    expect(isValid(HEAD + content)).toBe(false);
  });

  it('tells documents apart by their provider', () => {
    expect(isValid('version: 1\ncenter: a\nprovider: { type: udesk, account: x }')).toBe(false);
    expect(isValid('version: 1\ncenter: a\nfastRoutes: []')).toBe(true);
    expect(isValid('version: 1\ncenter: a\nprovider: { type: cutover-provider-acme, any: 1 }\nown: []')).toBe(
      true,
    );
    expect(isValid('version: 1\ncenter: a\nprovider: { type: udsk }')).toBe(false);
  });

  it('has a description and an example on every field', () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) {
        // What a document's provider decides is checked there; conditions are not fields.
        if (key === 'if' || key === 'examples') continue;
        if (key === 'properties') {
          for (const [name, field] of Object.entries(child as Record<string, unknown>)) {
            if (typeof field === 'boolean') continue;
            const { description, examples } = field as { description?: unknown; examples?: unknown };
            if (typeof description !== 'string' || !Array.isArray(examples)) silent.push(`${path}.${name}`);
          }
        }
        visit(child, `${path}.${key}`);
      }
    };
    visit(schema, '');
    expect(silent).toEqual([]);
  });
});
