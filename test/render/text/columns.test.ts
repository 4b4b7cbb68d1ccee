// Tables fit a terminal: no line is wider, no word is lost, and a table that fits is left as it is.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columns, table } from '../../../src/render/text/columns.js';

const HEAD = ['section', 'read', 'in one call'];
const cell = fc
  .array(fc.constantFrom('yes', 'no', 'batches', '客服', 'without', 'a'), { minLength: 1, maxLength: 9 })
  .map((words) => words.join(' '));
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });

it('no line is wider than the width, whatever stands in the cells, and every word is kept', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 29, max: 120 }), (all, width) => {
      const [, ...lines] = table(HEAD, all, width);
      expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width);
      const words = (texts: readonly string[]): string[] =>
        texts.join(' ').split(/\s+/).filter(Boolean).sort();
      expect(words(lines)).toEqual(words(all.flat()));
    }),
  );
});

it('is as wide as its cells where there is room, and folds the widest first where there is none', () => {
  const all = [
    ['agents', 'yes', 'as a whole table'],
    ['queues', 'no', '–'],
  ];
  expect(table(HEAD, all, 80)).toEqual([
    'section  read  in one call',
    'agents   yes   as a whole table',
    'queues   no    –',
  ]);
  expect(table(HEAD, all, 26)).toEqual([
    'section  read  in one call',
    'agents   yes   as a whole',
    '               table',
    'queues   no    –',
  ]);
});
