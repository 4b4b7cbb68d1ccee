// YAML and CSV files of any content: problems with a place, or a center; never a crash, a hang or a changed prototype.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtIn, builtInTypes } from '../../src/providers/registry.js';
import { buildDesired, type Loaded } from '../../src/schema/build.js';
import { parseFiles } from '../../src/schema/parse.js';
import { expectNoPollution, hostileText, LIMIT, RUNS } from './hostile.js';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const example = (name: string): Buffer => readFileSync(join(EXAMPLES, name));
const GOOD = ['contact-center.yaml', 'nxlink.yaml', 'callbot.yaml', 'portsip.yaml'].map(example);
const ENV = new Proxy({} as Record<string, string>, {
  get: (_none, name) =>
    String(name).endsWith('URL') ? 'https://cti.example.com' : '00000000-0000-4000-8000-00000001',
  has: () => true,
  getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 'x' }),
});

const providers = new Map(
  await Promise.all(builtInTypes().map(async (type) => [type, await builtIn(type)?.provider()] as const)),
);

function load(bytes: Uint8Array, csv: Uint8Array = example('callbot-contacts.csv')): Loaded {
  const loaded = buildDesired(parseFiles([{ path: 'a.yaml', bytes }]), {
    env: ENV,
    readBeside: () => csv,
    provider: (type) => providers.get(type),
    providerTypes: builtInTypes(),
    fingerprint: () => '00000000',
  });
  for (const { code, message, file, line, column } of loaded.problems) {
    expect(code).toMatch(/^[a-z0-9-]+$/);
    expect(message.length).toBeGreaterThan(5);
    expect(
      ['a.yaml', 'callbot-contacts.csv'].some((name) => file?.endsWith(name)),
      `${code} in ${file}`,
    ).toBe(true);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(column).toBeGreaterThanOrEqual(1);
  }
  // Whoever holds it can print it.
  JSON.stringify([...loaded.centers].map(({ resources }) => [...resources]));
  expectNoPollution();
  return loaded;
}

const TOKENS = [
  '&a ',
  '*a ',
  '!csv ',
  '!!js/function ',
  '<<: *a\n',
  '__proto__: ',
  '"__proto__": { polluted: 1 }',
  'constructor: ',
  '- ',
  ': ',
  '? ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '#',
  '"',
  "'",
  '\t',
  '\r',
  '\n  ',
  '\u0000',
  '\ufeff',
  '\u2028',
  '${',
  '${A:-',
  '}',
  'null',
  '~',
  '1e400',
  '.inf',
  'allowEmpty: true',
  'state: absent',
  'previously: [a]',
];

/** A good file with pieces taken out, doubled, moved and put in. */
const edits = fc.array(
  fc.record({
    at: fc.nat(100_000),
    length: fc.oneof(fc.nat(3), fc.nat(200)),
    put: fc.oneof(
      fc.constantFrom(...TOKENS).map((token) => Buffer.from(token)),
      hostileText.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    ),
    from: fc.option(fc.nat(100_000)),
  }),
  { minLength: 1, maxLength: 5 },
);

function edited(
  good: Uint8Array,
  all: typeof edits extends fc.Arbitrary<infer Item> ? Item : never,
): Uint8Array {
  return all.reduce<Uint8Array>((bytes, { at, length, put, from }) => {
    const here = at % (bytes.length + 1);
    const there = from === null ? undefined : from % (bytes.length + 1);
    const piece = there === undefined ? put : bytes.subarray(there, there + length);
    return Buffer.concat([bytes.subarray(0, here), piece, bytes.subarray(here + length)]);
  }, good);
}

describe('a YAML file', () => {
  it('of any bytes', LIMIT, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void load(bytes)),
      { numRuns: RUNS },
    );
  });

  it('made of what means something in YAML', LIMIT, () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...TOKENS), hostileText), { maxLength: 30 });
    fc.assert(
      fc.property(text, (parts) => void load(Buffer.from(parts.join('')))),
      { numRuns: RUNS },
    );
  });

  it('that was good once', LIMIT, () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), edits, (good, all) => void load(edited(good, all))),
      { numRuns: RUNS },
    );
  });

  it.each([
    [
      'an alias bomb',
      `${Array.from({ length: 40 }, (_, n) => `a${n}: &a${n} [${n > 0 ? `*a${n - 1}, *a${n - 1}, *a${n - 1}` : 'x'}]`).join('\n')}`,
    ],
    ['a bomb in its own fields', `queues: &q [{ id: "9001" }]\nagents: [${'*q, '.repeat(50_000)}]`],
    ['100,000 open lists', '['.repeat(100_000)],
    ['100,000 open mappings', '{a: '.repeat(100_000)],
    ['deep lists', `${Array.from({ length: 3_000 }, (_, n) => `${' '.repeat(n)}-`).join('\n')}`],
    ['deep mappings', `${Array.from({ length: 3_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')}`],
    ['a text of a million characters', `center: ${'a'.repeat(1_000_000)}`],
    ['a key of a million characters', `${'k'.repeat(1_000_000)}: 1`],
    ['200,000 documents', '---\n'.repeat(200_000)],
    ['50,000 variables', `center: "${'${A'.repeat(50_000)}"`],
    ['50,000 quotes', `center: ${'"'.repeat(50_000)}`],
    ['100,000 anchors', Array.from({ length: 100_000 }, (_, n) => `- &a${n} x`).join('\n')],
  ])('%s', LIMIT, (_what, text) => {
    const head = 'version: 1\ncenter: acme\nprovider: { type: udesk }\n';
    for (const content of [text, head + text]) expect(load(Buffer.from(content)).problems).not.toEqual([]);
  });
});

describe('a CSV file', () => {
  const good = example('callbot-contacts.csv');
  const file = example('callbot.yaml');
  it('of any bytes', LIMIT, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void load(file, bytes)),
      { numRuns: RUNS },
    );
  });

  it('that was good once', LIMIT, () => {
    fc.assert(
      fc.property(edits, (all) => void load(file, edited(good, all))),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['a million quotes', '"'.repeat(1_000_000)],
    ['a million commas', ','.repeat(1_000_000)],
    ['a cell of a million characters', `id,phone\n1,${'9'.repeat(1_000_000)}`],
    ['prototype columns', 'id,phone,__proto__,constructor\n1,2,3,4'],
    ['100,000 columns', `${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(',')}\n1`],
  ])('%s', LIMIT, (_what, text) => {
    expect(load(file, Buffer.from(text)).problems).not.toEqual([]);
  });
});
