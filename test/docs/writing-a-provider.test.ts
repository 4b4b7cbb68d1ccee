// What docs/writing-a-provider.md shows of the example is what stands there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const ACME = join(ROOT, 'examples', 'provider-acme');

const page = readFileSync(join(ROOT, 'docs', 'writing-a-provider.md'), 'utf8');
const code = readdirSync(ACME)
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(ACME, name), 'utf8'));

const blocks = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1] ?? '');

it('shows code of every step', () => {
  expect(blocks.length).toBeGreaterThan(8);
});

it.each(blocks.map((block) => ({ first: block.split('\n')[0], block })))(
  'takes from the example: $first',
  ({ block }) => {
    expect(
      code.filter((text) => text.includes(block)),
      block,
    ).toHaveLength(1);
  },
);

it('names only files that are there', () => {
  const named = [...page.matchAll(/`(src\/[\w/.-]+)`/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(3);
  for (const path of named) expect(() => readFileSync(join(ROOT, path)), path).not.toThrow(/ENOENT/);
});

it('has its steps in order', () => {
  const steps = [...page.matchAll(/^## (\d+)\. (.*)$/gm)];
  expect(steps.map(([, number]) => Number(number))).toEqual(steps.map((_, index) => index + 1));
  expect(steps[0]?.[2]).toBe('What granularity has your API?');
});
