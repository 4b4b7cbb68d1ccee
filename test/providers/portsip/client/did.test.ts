// Called numbers and pools of them are compared as numbers, however long they are (portsip.md 5.1).
import { describe, expect, it } from 'vitest';
import { isInPool, normalDid, overlap } from '../../../../src/providers/portsip/did.js';

describe('called numbers', () => {
  it.each([
    ['500', '99-1000', true],
    ['98', '99-1000', false],
    ['1001', '99-1000', false],
    ['4400-4409', '4400-4499;5000', true],
    ['4400-4500', '4400-4499;5000', false],
    ['00571', '571', true],
    ['9007199254740993', '9007199254740992', false],
    ['x', '1-9', false],
  ])('%s in the pool %s: %s', (number, pool, expected) => {
    expect(isInPool(number, pool)).toBe(expected);
  });

  it.each([
    ['1-99', '100-200', false],
    ['1-99', '99-200', true],
    ['5', '10-20', false],
  ])('%s and %s overlap: %s', (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
    expect(overlap(other, one)).toBe(expected);
  });

  it('have one spelling', () => {
    expect(normalDid(' +4400 - 4409 ')).toBe('4400-4409');
    expect(normalDid('44-44')).toBe('44');
  });
});
