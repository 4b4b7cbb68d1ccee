// The list of planted faults stays plantable, and its page in the docs stays its page (scripts/planted.mjs).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

interface Bug {
  readonly id: string;
  readonly fault: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const bugs: readonly Bug[] = JSON.parse(read('test/planted/bugs.json'));
const page = read('docs/planted-bugs.md');

describe('planted bugs', () => {
  it('are told apart by their ids', () => {
    expect(new Set(bugs.map(({ id }) => id)).size).toBe(bugs.length);
  });

  it('can still be planted: the text of each stands once in its file', () => {
    const wrong = bugs.filter(({ file, find, replace }) => {
      const times = existsSync(join(ROOT, file)) ? read(file).split(find).length - 1 : 0;
      return times !== 1 || find === replace;
    });
    expect(wrong.map(({ id, file }) => `${id} in ${file}`)).toEqual([]);
  });

  it('name test files that exist', () => {
    const missing = bugs.filter(
      ({ tests }) => tests.length === 0 || tests.some((one) => !existsSync(join(ROOT, one))),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it('stand in the docs, each in its row, and each was caught', () => {
    const rows = [...page.matchAll(/^\| ([a-z0-9-]+) \| .* \| src\/\S+ \| test\/.* \|$/gm)];
    expect(rows.map(([, id]) => id)).toEqual(bugs.map(({ id }) => id));
    expect(page).toContain(`**${bugs.length} of ${bugs.length} caught.**`);
  });
});
