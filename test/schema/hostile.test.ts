// Files that are damaged, hostile or merely odd: each gives one clear problem with its place.
import { describe, expect, it } from 'vitest';
import { buildDesired } from '../../src/schema/build.js';
import { parseFiles } from '../../src/schema/parse.js';
import { HEAD, load, problemsOf, shown } from './load.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
  );

/** Lines of HEAD. */
const AT = 4;

describe('hostile documents', () => {
  it.each([
    [
      'a duplicate key',
      'queues: []\nqueues: []',
      `5:1: duplicate-key: The key "queues" is already in line 4. Remove one of the two.`,
    ],
    [
      'a prototype key',
      '__proto__: { a: 1 }',
      `${AT}:1: forbidden-key: The key __proto__ is not allowed: it means something to the program itself. Remove it.`,
    ],
    [
      'a constructor key',
      'hooks: { constructor: [] }',
      `${AT}:10: forbidden-key: The key constructor is not allowed: it means something to the program itself. Remove it.`,
    ],
    [
      'an escaped prototype key',
      'hooks: { "\\x5f_proto__": [] }',
      `${AT}:10: forbidden-key: The key __proto__ is not allowed: it means something to the program itself. Remove it.`,
    ],
    [
      'a merge key',
      'hooks: &h { call: [a] }\nqueues:\n  - <<: *h\n    id: "9001"',
      '6:5: merge-key: Merge keys (<<) are not part of YAML 1.2. Write the fields out.',
    ],
    [
      'a mapping as key',
      'hooks: { ? { a: b } : [c] }',
      `${AT}:12: complex-key: A key must be a single text, not a list or a mapping.`,
    ],
    [
      'an unknown tag',
      'hooks: { call: !!binary aGk= }',
      `${AT}:16: unknown-tag: The tag "!!binary" has no meaning here. Only !csv is known; remove this one.`,
    ],
    [
      'a tag that would run code',
      'queues: !!js/function "x"',
      `${AT}:9: unknown-tag: The tag "!!js/function" has no meaning here. Only !csv is known; remove this one.`,
    ],
    [
      '!csv on a list',
      'queues: !csv [a]',
      `${AT}:9: unknown-tag: The tag "!csv" has no meaning here. It stands before the name of a file, as a value.`,
    ],
    [
      'an alias without anchor',
      'queues: *q',
      `${AT}:9: bad-alias: There is no anchor &q above this alias. Write the value out.`,
    ],
    [
      'an alias inside itself',
      'hooks: &h { call: *h }',
      `${AT}:19: bad-alias: The alias *h stands inside what it stands for. Write the value out.`,
    ],
    [
      'a tab as indentation',
      'queues:\n\t- id: "9001"',
      `5:1: yaml-syntax: This is not valid YAML: tab characters must not be used in indentation.`,
    ],
    [
      'an open quote',
      'queues: "abc',
      `${AT}:13: yaml-syntax: This is not valid YAML: unexpected end of the stream within a double quoted scalar.`,
    ],
    [
      'an open quote, with lines below',
      'queues:\n  - id: "9001\n    name: Support',
      '6:5: yaml-syntax: This is not valid YAML: this line begins too far left for the text that it would go on with; look for an open quote above.',
    ],
    [
      'deep nesting',
      `queues: ${'['.repeat(500)}`,
      `${AT}:72: yaml-syntax: This is not valid YAML: it is nested more than 64 levels deep.`,
    ],
    [
      'a control character',
      'queues: "\u0007"',
      `${AT}:10: yaml-syntax: This is not valid YAML: expected valid JSON character.`,
    ],
  ])('%s', (_name, content, problem) => {
    expect(problemsOf(content)).toContain(problem);
  });

  it.each([
    [
      'NUL',
      bytes('version: 1\ncenter: a', [0], 'b'),
      'a.yaml:2:10: nul-byte: There is a NUL byte here. Remove it; the file may be damaged.',
    ],
    [
      'invalid UTF-8',
      bytes('version: 1\n# é ', [0xff], '\ncenter: a'),
      'a.yaml:2:5: invalid-utf8: A byte here is not valid UTF-8. Save the file as UTF-8.',
    ],
    [
      'a cut character',
      bytes('version: 1 # ', [0xe2, 0x82]),
      'a.yaml:1:14: invalid-utf8: A byte here is not valid UTF-8. Save the file as UTF-8.',
    ],
    [
      'UTF-16',
      bytes([0xff, 0xfe, 0x76, 0]),
      'a.yaml:1:1: invalid-utf8: The file is UTF-16. Save it as UTF-8.',
    ],
    [
      'nothing',
      bytes(''),
      'a.yaml:1:1: no-document: The file describes no center. Write one, or remove the file.',
    ],
    [
      'comments',
      bytes('# nothing\n---\n...\n'),
      'a.yaml:1:1: no-document: The file describes no center. Write one, or remove the file.',
    ],
    [
      'a list',
      bytes('- a'),
      'a.yaml:1:1: not-a-mapping: A document must be a mapping of sections, not a list.',
    ],
    [
      'a word',
      bytes('hello'),
      'a.yaml:1:1: not-a-mapping: A document must be a mapping of sections, not text.',
    ],
  ])('a file of %s', (_name, content, problem) => {
    expect(shown(load({ 'a.yaml': content }).problems)).toEqual([problem]);
  });

  it('refuses a file of more than 64 MiB without reading it', () => {
    const parsed = parseFiles([{ path: 'big.yaml', bytes: new Uint8Array(64 * 1024 * 1024 + 1) }]);
    expect(parsed.found.map((one) => one.code)).toEqual(['too-large']);
  });

  it('stops an alias bomb before it is expanded', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `  - &a${n + 1} [${`*a${n}, `.repeat(9)}*a${n}]`);
    const problems = problemsOf(`hooks:\n  - &a0 [x]\n${levels.join('\n')}\n`);
    expect(problems.filter((line) => line.includes('bad-alias'))[0]).toMatch(
      /^\d+:\d+: bad-alias: Aliases make the file more than 1000000 values larger than it is written\. Write the values out\.$/,
    );
  });

  it('stops aliases that nest deeper than text may', () => {
    const wrapped = (n: number): string =>
      `  - &b${n} ${'['.repeat(30)}${n === 0 ? 'x' : `*b${n - 1}`}${']'.repeat(30)}`;
    const problems = problemsOf(`hooks:\n${Array.from({ length: 5 }, (_, n) => wrapped(n)).join('\n')}\n`);
    expect(problems.some((line) => line.includes('nested more than 64 levels deep'))).toBe(true);
  });

  it('skips a byte-order mark, and columns count from behind it', () => {
    const marked = bytes([0xef, 0xbb, 0xbf], 'versoin: 1\ncenter: a\n');
    expect(shown(load({ 'a.yaml': marked }).problems)[0]).toMatch(/^a\.yaml:1:1: bad-version/);
    expect(load({ 'a.yaml': bytes([0xef, 0xbb, 0xbf], HEAD) }).problems).toEqual([]);
  });

  it('takes each kind of line break, and counts its lines', () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const content = `${HEAD}queues:\n  - id: "1"\n`.replaceAll('\n', eol);
      expect(shown(load({ 'a.yaml': content }).problems)[0]).toMatch(/^a\.yaml:5:9: bad-value/);
    }
  });

  it('lets a broken file hide no problem of another, and no file seem to lack what the broken one may hold', () => {
    const problems = shown(
      load({ 'a.yaml': `${HEAD}queues: [`, 'b.yaml': 'version: 1\ncenter: acme\npolicy: { prun: true }\n' })
        .problems,
    );
    expect(problems).toEqual([
      'a.yaml:4:10: yaml-syntax: This is not valid YAML: unexpected end of the stream within a flow collection.',
      'b.yaml:3:11: unknown-key: policy: there is no field "prun". Did you mean "prune"?',
    ]);
  });

  it('says that there are more problems than anyone reads', () => {
    const problems = problemsOf(`queues:\n${'  - x\n'.repeat(12_000)}`);
    expect(problems).toHaveLength(10_001);
    expect(problems.at(-1)).toBe(
      '10005:5: too-many-problems: There are more than 10000 problems; the others are not shown. Correct these first.',
    );
  });

  it('pollutes no prototype', () => {
    const content = `${HEAD}__proto__: { polluted: 1 }\nhooks: { __proto__: [polluted], constructor: { prototype: [x] } }\n`;
    load({ 'a.yaml': content });
    expect('polluted' in {}).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('does not take the environment by names of prototypes', () => {
    expect(problemsOf(`queues:\n  - { id: "9001", name: "\${constructor}" }`)).toEqual([
      `5:25: missing-variable: The environment variable constructor is not set. Set it; for what is no secret, a default may stand here: \${constructor:-…}.`,
    ]);
  });

  it('works without any file', () => {
    const options = { env: {}, readBeside: () => new Uint8Array(), provider: () => undefined };
    expect(buildDesired(parseFiles([]), options)).toMatchObject({ centers: [], problems: [] });
  });
});
