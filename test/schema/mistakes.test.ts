// A file in which everything went wrong: all of it is said in one run, in the order of the lines, and the same each time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, shown } from './load.js';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'mistakes', name), 'utf8');

describe('a file with many mistakes', () => {
  const files = { 'a.yaml': read('a.yaml'), 'b.yaml': read('b.yaml'), 'roster.csv': read('roster.csv') };

  it('is told all of them', () => {
    const problems = shown(load(files).problems);
    expect(problems.length).toBeGreaterThan(30);
    expect(`${problems.join('\n')}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'mistakes', 'problems.txt'),
    );
  });

  it('says next what to do, and no secret', () => {
    for (const { message } of load(files).problems) {
      expect(message).toMatch(/[.?]$|: \S+$/);
      expect(message).not.toContain('l1teral');
    }
  });
});
