// Hostile values, and ways to work them into good ones; how many are tried, and what must be as it was afterwards.
import fc from 'fast-check';
import { expect } from 'vitest';

/** FUZZ_RUNS=20000 (and SEED=n) for a long hunt. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
export const LIMIT = { timeout: 30_000 + RUNS * 300 };

const WORDS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'length',
  '$secret',
  '$id',
  'then',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string() },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 3, arbitrary: fc.constantFrom(...WORDS, ...WORDS.map((word) => `agent/${word}`)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      'a\0b',
      '\ud800',
      '\udc00x',
      '\ufeff',
      '\u202e',
      '-0',
      '1e999',
      '0x1F',
      '9'.repeat(400),
      '9007199254740993',
      'NaN',
      'null',
      '../..',
      '{agent/1}',
      '$' + '{HOME}',
      '2026-13-45',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(70_000), '/'.repeat(20_000), '['.repeat(20_000)) },
);

const deep = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
};

/** JSON, but no good: every one of them may come out of JSON.parse. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -0,
      -1,
      1.5,
      1e308,
      -1e308,
      2 ** 53,
      2 ** 31,
      5e-324,
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom<unknown>([], {}, [[]], [null], [{}], { a: null }, [[[[]]]]) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...WORDS).map((word): unknown => JSON.parse(`{"${word}":{"polluted":1}}`)),
  },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS).map((word): unknown => JSON.parse(`[{"${word}":"x"}]`)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      deep(3_000, (inner) => [inner]),
      deep(3_000, (inner) => ({ a: inner })),
      Array.from({ length: 3_000 }, () => null),
    ),
  },
);

interface Step {
  readonly way: readonly number[];
  readonly what: 'replace' | 'drop' | 'double' | 'add' | 'rename';
  readonly value: unknown;
  readonly word: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  way: fc.array(fc.nat(7), { maxLength: 7 }),
  what: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'double', 'add', 'rename'),
  value: hostileJson,
  word: fc.oneof(fc.constantFrom(...WORDS), hostileText),
});

/** A good value with a few things wrong in it. */
export const spoiling: fc.Arbitrary<(good: unknown) => unknown> = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((steps) => (good) => steps.reduce(spoilt, good));

function spoilt(good: unknown, { way: [first, ...way], ...step }: Step): unknown {
  if (first === undefined || typeof good !== 'object' || good === null) {
    return step.what === 'replace' ? step.value : good;
  }
  const entries: [string, unknown][] = Object.entries(good);
  const at = entries.length === 0 ? -1 : first % entries.length;
  const next = entries.flatMap(([key, value], index): [string, unknown][] => {
    if (index !== at) return [[key, value]];
    if (way.length > 0) return [[key, spoilt(value, { ...step, way })]];
    if (step.what === 'drop') return [];
    if (step.what === 'double')
      return [
        [key, value],
        [`${key}`, value],
      ];
    if (step.what === 'rename') return [[step.word, value]];
    return [[key, step.what === 'add' ? value : step.value]];
  });
  if (step.what === 'add' && way.length === 0) next.push([step.word, step.value]);
  if (Array.isArray(good)) return next.map(([, value]) => value);
  // As JSON.parse makes it: `__proto__` is a key like any other.
  const made: Record<string, unknown> = {};
  for (const [key, value] of next)
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  return made;
}

const untouched = (): string =>
  [Object, Array, Function, String, Map, Set, Promise, Error]
    .map(({ prototype }) => Reflect.ownKeys(prototype).map(String).join())
    .join(';');
const BEFORE = untouched();

/** No prototype has another key than before. */
export function expectNoPollution(): void {
  expect(untouched()).toBe(BEFORE);
  expect('polluted' in {}).toBe(false);
}
