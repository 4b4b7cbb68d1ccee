// A few cells of the faults table, one for each rule and each fault; all of them: npm run faults.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { udesk } from '../conformance/udesk/subject.js';
import { firstSubscription } from './faults/medium-center.js';
import { type FaultName, rowOf, tryFault, type Undisturbed, undisturbed } from './faults/table.js';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'faults.md');

const CELLS: readonly (readonly [FaultName, string])[] = [
  ['lost answer after commit', 'agent.create'],
  ['500 before', 'extension.bind'],
  ['500 after', 'extension.create'],
  ['reset', 'queue.delete'],
  ['429 too many', 'queue.create'],
  ['killed before', 'subscription.create'],
  ['killed after', 'subscription.create'],
  ['kill -9 of the program', 'extension.create'],
];

let usual: Undisturbed;
beforeAll(async () => {
  usual = await undisturbed();
}, 60_000);

describe('one write of a medium plan goes wrong', () => {
  it('has every operation of the provider in its plan', () => {
    const operations = new Set(usual.writes.map(({ operation }) => operation));

    expect([...operations].sort()).toEqual(Object.keys(udesk.provider.operations).sort());
  });

  it.each(CELLS)(
    '%s, %s: the same end, nothing twice, no password lost untold',
    async (fault, operation) => {
      const index = 1 + usual.writes.findIndex((write) => write.operation === operation);

      const { wrong, lost } = await tryFault({ index, fault, concurrency: 1, usual });

      expect(wrong).toEqual([]);
      expect(lost).toEqual([]);
    },
    60_000,
  );

  it('has a row for each write on the page', () => {
    const rows = readFileSync(PAGE, 'utf8')
      .split('\n')
      .filter((line) => /^\| \d+ \|/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()));

    expect(rows.map((cells) => cells.slice(1, 5))).toEqual(
      usual.writes.map((write, index) => [...rowOf(write, index + 1)]),
    );
  });
});

describe('the first subscription ever', () => {
  // udesk.md C14: ids are looked for upward from the last one that is known, and here none is.
  it.each<FaultName>(['lost answer after commit', 'killed after'])(
    '%s: is left to a person by name, and made once',
    async (fault) => {
      const first = await undisturbed(firstSubscription);

      const { wrong, manual } = await tryFault({
        index: 1,
        fault,
        concurrency: 1,
        usual: first,
        story: firstSubscription,
        leave: ['subscription/crm'],
      });

      expect(wrong).toEqual([]);
      expect(manual).toEqual(['subscription/crm']);
    },
    60_000,
  );
});
