// Two packages and one meaning: what `yaml` writes, js-yaml reads; what either reads of a text is the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, Scalar, stringify } from 'yaml';
import { escaped, expand } from '../../src/schema/env.js';
import { parseFiles } from '../../src/schema/parse.js';
import { writeYaml } from '../../src/schema/write.js';
import { centerOf, ENV, HEAD, load } from './load.js';

/** Anything that a vendor may send as a name, halves of pairs excepted: they are no text in any encoding. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'null',
    '~',
    'yes',
    'No',
    '0123',
    '8e03',
    '0x1F',
    '1:30',
    '22:00',
    '.5',
    '-',
    '- a',
    '#',
    'a #b',
    'a: b',
    '',
  ),
  fc.constantFrom(
    '\u0085',
    '\u2028',
    '\uFEFF',
    '\u0000',
    '\u0007',
    '\r\n',
    '\t',
    ' a',
    'a ',
    '\uFFFF',
    '=',
    '<<',
    '!a',
    '&a',
    '*a',
  ),
  fc.constantFrom(
    `\${A}`,
    `$\${A}`,
    '$',
    '${',
    '$$${',
    '%',
    '@',
    '`',
    '[',
    '{',
    ']',
    '}',
    ',',
    '? ',
    '| ',
    '> ',
    '---',
    '...',
  ),
);

const write = (
  sections: Parameters<typeof writeYaml>[0]['sections'],
  comments: readonly string[] = [],
  provider: Readonly<Record<string, unknown>> = { type: 'fake' },
): string => writeYaml({ center: 'acme', provider, sections, comments, schema: './s.json' });

const text = (bytes: string): Uint8Array => new TextEncoder().encode(bytes);

/** What the loader's reader makes of it; marks give their text. */
function ours(content: string): unknown {
  const { documents, found } = parseFiles([{ path: 'a.yaml', bytes: text(content) }]);
  // What a document must hold is not the reader's business.
  if (found.some((one) => one.code !== 'no-document')) return { problems: true };
  const plain = (_key: string, value: unknown): unknown =>
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    Object.getOwnPropertySymbols(value).length > 0
      ? value.text
      : value;
  return documents.map(({ root }) => JSON.parse(JSON.stringify(root, plain)));
}

/** The same by the other package: every scalar as it was written. */
function theirs(content: string): unknown {
  const documents = parseAllDocuments(content, { logLevel: 'silent', merge: false, uniqueKeys: true });
  if (!Array.isArray(documents) || documents.some((one) => one.errors.length > 0)) return { problems: true };
  const values = documents.map((document) => {
    const value = (node: unknown, depth: number): unknown => {
      if (node === null || node === undefined || depth > 50) return depth > 50 ? LOOP : null;
      if (isAlias(node)) return value(node.resolve(document), depth + 1);
      if (isSeq(node)) return node.items.map((item) => value(item, depth + 1));
      if (isMap(node)) {
        return Object.fromEntries(
          node.items.map(({ key, value: child }) => [written(key), value(child, depth + 1)]),
        );
      }
      if (isScalar(node)) return node.value === null ? null : written(node);
      throw new Error('unknown node');
    };
    const written = (node: unknown): string => {
      if (isAlias(node)) return written(node.resolve(document));
      if (!isScalar(node)) return '';
      return node.type === Scalar.PLAIN ? (node.source ?? '') : String(node.value);
    };
    return value(document.contents, 0);
  });
  return JSON.stringify(values).includes(LOOP) ? { problems: true } : values;
}

/** An alias inside what it stands for. */
const LOOP = 'a loop of aliases';

describe('writing', () => {
  it('writes what reads back as itself', () => {
    const content = fc.array(
      fc.record({ id: hostile, note: fc.option(hostile), list: fc.array(hostile, { maxLength: 4 }) }),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(content, fc.array(hostile, { maxLength: 3 }), (items, comments) => {
        const yaml = write([{ name: 'things', content: items }], comments);
        const [document] = ours(yaml) as { things: unknown }[];
        const literal = (value: unknown): unknown => {
          if (typeof value === 'string') {
            const expanded = expand(value, {});
            return 'text' in expanded ? expanded.text : expanded;
          }
          if (Array.isArray(value)) return value.map(literal);
          if (typeof value !== 'object' || value === null) return value;
          return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, literal(child)]));
        };
        expect(literal(document?.things)).toEqual(items.map((item) => ({ ...item })));
      }),
      { numRuns: 300 },
    );
  });

  it('escapes so that the environment gives the text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', ':', '-') }), (value) => {
        expect(expand(escaped(value), ENV)).toMatchObject({ text: value });
      }),
      { numRuns: 1000 },
    );
  });

  it('quotes what looks like an id, and keeps the order it was given', () => {
    const sections = [
      {
        name: 'queues',
        content: [{ id: '9001', name: 'Support', timeout: 60, open: true, note: null, gone: undefined }],
      },
      {
        name: 'memberships',
        content: [{ queue: '9001', agents: ['10031', { agent: '10032', skillLevel: 5 }] }],
      },
      { name: 'empty', content: [] },
    ];
    expect(
      writeYaml({
        center: 'acme',
        provider: { type: 'fake', token: `\${TOKEN}` },
        sections,
        comments: ['subscription/crm: two\nlive'],
        schema: './s.json',
      }),
    ).toBe(
      `# yaml-language-server: $schema=./s.json

version: 1
center: acme

provider:
  type: fake
  token: "\${TOKEN}"

queues:
  - id: "9001"
    name: Support
    timeout: 60
    open: true
    note: null

memberships:
  - queue: "9001"
    agents:
      - "10031"
      - agent: "10032"
        skillLevel: 5

empty: []

# subscription/crm: two live
`,
    );
  });

  it('writes a provider block that loads again', () => {
    const { providerBlocks } = load({ 'a.yaml': HEAD });
    const provider = providerBlocks.get('acme') ?? {};
    const yaml = write([{ name: 'queues', content: [{ id: '9001' }] }], [], provider);
    expect(centerOf({ 'a.yaml': yaml }).settings).toMatchObject({ token: { $secret: 'env:TOKEN' } });
  });
});

describe('reading', () => {
  const scalar = fc.oneof(
    fc.constantFrom(
      'a',
      '0123',
      '8e03',
      '0x1F',
      'true',
      'null',
      '~',
      'Null',
      'yes',
      '.inf',
      '-1',
      '1_0',
      'x y',
      'a#b',
      'a:b',
    ),
    fc.string({
      unit: fc.constantFrom('a', 'é', ' ', '"', "'", '\\', ':', '#', '-', '0', '\n'),
      maxLength: 8,
    }),
    fc.constant(null),
  );
  const key = fc.string({ unit: fc.constantFrom('a', 'b', '1', '0', '-'), minLength: 1, maxLength: 3 });
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      scalar,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  it('gives the values that the other package gives, block and flow, whatever the quotes', () => {
    const style = fc.record({
      collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
      defaultStringType: fc.constantFrom(
        'PLAIN' as const,
        'QUOTE_DOUBLE' as const,
        'QUOTE_SINGLE' as const,
        'BLOCK_LITERAL' as const,
        'BLOCK_FOLDED' as const,
      ),
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
    });
    fc.assert(
      fc.property(tree, style, (value, options) => {
        const content = stringify({ value }, { ...options, defaultKeyType: 'PLAIN' });
        expect(ours(content)).toEqual(theirs(content));
      }),
      { numRuns: 300 },
    );
  });

  it('agrees on small texts of YAML signs, where both can read them', () => {
    const signs = fc.constantFrom(
      'a',
      'b',
      '1',
      ' ',
      '  ',
      '\n',
      '\n  ',
      ': ',
      '- ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ', ',
      '#',
      ' #',
      '&x ',
      '*x',
      '|\n ',
      '>-\n ',
      '~',
    );
    let both = 0;
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
        const content = `k:\n  ${parts.join('')}`;
        const mine = ours(content);
        const other = theirs(content);
        if (!Array.isArray(mine) || !Array.isArray(other)) return;
        both += 1;
        expect(mine).toEqual(other);
      }),
      { numRuns: 2000 },
    );
    expect(both).toBeGreaterThan(100);
  });
});

describe('anything', () => {
  const file = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 100 }).map(text),
    fc
      .array(
        fc.constantFrom(
          'queues',
          'agents',
          'hooks',
          ': ',
          ':\n',
          '\n',
          '\n  - ',
          '\n    ',
          '{',
          '}',
          '[',
          ']',
          ', ',
          'id',
          '9001',
          '__proto__',
          'constructor',
          '&a ',
          '*a',
          '<<',
          '!csv ',
          '!x ',
          '"',
          "'",
          '|',
          '>',
          '${',
          '}',
          '$',
          '---\n',
          '...',
          '%YAML 1.2\n',
          '? ',
          'null',
          '\t',
          '\u0000',
          '\uFEFF',
          'state',
          'absent',
          'provider',
          'policy',
          'x.csv',
        ),
        { maxLength: 40 },
      )
      .map((parts) => text(HEAD + parts.join(''))),
  );

  it('is read to an end: problems with places, no exception, no prototype touched', () => {
    fc.assert(
      fc.property(file, file, (document, csv) => {
        const { problems } = load({ 'a.yaml': document, 'x.csv': csv });
        for (const problem of problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.column).toBeGreaterThan(0);
          expect(problem.message).not.toBe('');
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('that repeats is read in time that grows with its length', () => {
    const parts = [
      '&a ',
      '!a ',
      '? ',
      '- ',
      '[',
      '{',
      '"',
      "'",
      '|\n',
      'a: ',
      '*a ',
      '\n',
      '- a\n',
      '&a [',
      '? [',
      '[a, ',
      '{a: ',
      '{? ',
      '# ',
      '...\n',
      '---\n',
      '%a\n',
      '${',
      '"\\',
      ': ',
      '- - ',
      'a:\n ',
    ];
    for (const part of parts) load({ 'a.yaml': part.repeat(20_000) });
  }, 60_000);
  it('the policy is written as it stood, its variables and patterns too', () => {
    const policy = `policy:
  prune: [queues]
  maxDeletes: "\${MOST:-25%}"
  protect: [queue/9001, agent/1*]
  staffing:
    "9001": 2
    default: 0
  busyAgents: skip
  allowDialling: true
`;
    const { providerBlocks, policyBlocks, centers } = load({ 'a.yaml': `${HEAD}${policy}` });
    const yaml = writeYaml({
      center: 'acme',
      provider: providerBlocks.get('acme') ?? {},
      policy: policyBlocks.get('acme') ?? {},
      sections: [],
      schema: './s.json',
    });
    expect(yaml).toContain(`\n\n${policy}`);
    expect(load({ 'a.yaml': yaml }).centers[0]?.policy).toEqual(centers[0]?.policy);
  });
});
