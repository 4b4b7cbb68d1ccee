// A file in which everything went wrong: all of it is said in one run, in the order of the lines, and the same each time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEAD, load, problemsOf, shown } from './load.js';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'mistakes', name), 'utf8');

describe('a file with many mistakes', () => {
  const files = { 'a.yaml': read('a.yaml'), 'b.yaml': read('b.yaml'), 'roster.csv': read('roster.csv') };

  it('is told all of them', async () => {
    const problems = shown(load(files).problems);
    expect(problems.length).toBeGreaterThan(30);
    await expect(`${problems.join('\n')}\n`).toMatchFileSnapshot(
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

describe('an item with a mistake', () => {
  it('still counts where items meet', () => {
    const agents = `agents:
  - { id: "10031", name: X, extensions: ["8001"], shoe: 42 }
  - { id: "10032", name: X, extensions: ["8001"] }
memberships:
  - { queue: "9001", agents: ["10032"] }
queues:
  - { id: "9001", name: Support, state: absent, nam: x }
`;
    const said = problemsOf(agents).join('\n');
    expect(said).toMatch(/"shoe"/);
    expect(said).toMatch(/"nam"/);
    expect(said).toMatch(/declared-absent: queue\/9001 is used here/);
  });

  it('says once that text is no list, and not how many entries the text has', () => {
    const said = problemsOf('agents:\n  - { id: "10031", name: X, extensions: "8001" }\n');
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/extensions must be a list, not "8001"/);
  });

  it('is named in the problem, for programs', () => {
    const content = `${HEAD}queues:\n  - { id: "9001", name: A, state: gone }\n`;
    expect(load({ 'a.yaml': content }).problems).toMatchObject([{ address: 'queue/9001' }]);
  });
});
