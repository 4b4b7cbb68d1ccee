// A few cells of the faults table; all of them: npm run faults.
import { describe, expect, it } from 'vitest';
import { type FaultName, tryFault } from './faults-table.js';

const CELLS: readonly (readonly [FaultName, number])[] = [
  ['500 after', 13],
  ['kill -9 of the program', 13],
];

describe('one write of a medium plan goes wrong', () => {
  it.each(CELLS)(
    '%s, write %i: the same end, nothing twice, no password lost untold',
    async (fault, index) => {
      const { wrong, hit } = await tryFault(index, fault);

      expect(wrong).toEqual([]);
      expect(hit).toBe(true);
    },
  );
});
