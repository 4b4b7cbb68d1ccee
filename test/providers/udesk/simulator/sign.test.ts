// The simulator's own signing, against the test vectors of udesk.md §1.2, and its reading of Timestamp (G01, G03).
import { describe, expect, it } from 'vitest';
import { instantOf, serverSign } from '../../../../src/providers/udesk/simulator/sign.js';

describe('udesk.md §1.2', () => {
  it.each([
    ['seconds', '1795219200', '10ab26327332e9aab933a586e725d3e32631028a'],
    ['milliseconds', '1795219200000', '2bda4db961c2f15e4e5014f6a521fe2271614725'],
  ])('signs in %s', (_, timestamp, sign) => {
    expect(serverSign('sid-demo-0001', 'token-demo-0001', timestamp)).toBe(sign);
  });

  it.each([
    ['either', '1795219200', 1_795_219_200_000],
    ['either', '1795219200000', 1_795_219_200_000],
    ['either', '179521920', undefined],
    ['either', '17952192000', undefined],
    ['either', '1.795e9', undefined],
    ['either', '-795219200', undefined],
    ['seconds', '1795219200', 1_795_219_200_000],
    ['seconds', '1795219200000', 1_795_219_200_000_000],
    ['milliseconds', '1795219200', 1_795_219_200],
    ['milliseconds', '1795219200000', 1_795_219_200_000],
  ])('G01: unit %s reads %s as %s', (unit, timestamp, instant) => {
    expect(instantOf(timestamp, unit)).toBe(instant);
  });
});
