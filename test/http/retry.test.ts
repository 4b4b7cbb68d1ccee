// The whole decision about another attempt, as a table.
import { describe, expect, it } from 'vitest';
import { nextDelay, retryAfterMs } from '../../src/http/retry.js';

const policy = { attempts: 5, baseMs: 100, capMs: 1_000, budgetMs: 10_000 };

describe('nextDelay', () => {
  it.each([
    // attempt, asked, spent, random, expected
    [1, undefined, 0, 0, 50],
    [1, undefined, 0, 0.999, 100],
    [2, undefined, 0, 0.5, 150],
    [4, undefined, 0, 1, 800],
    [5, undefined, 0, 0, undefined], // attempts used up
    [1, 3_000, 0, 0.5, 3_000], // what the vendor asks for
    [1, 10, 0, 0, 50], // never sooner than our own pause
    [1, 11_000, 0, 0, undefined], // asked for more than the budget: rather give up than come too early
    [2, undefined, 9_900, 0, 100],
    [2, undefined, 9_901, 0, undefined], // budget used up
  ])('attempt %s, asked %s, spent %s, random %s -> %s', (attempt, asked, spent, random, expected) => {
    expect(nextDelay(attempt, asked, spent, policy, random)).toBe(expected);
  });

  it('never grows beyond the cap', () => {
    expect(nextDelay(40, undefined, 0, { ...policy, attempts: 50 }, 1)).toBe(1_000);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['99999999999', undefined],
    [undefined, undefined],
  ])('%s -> %s', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
