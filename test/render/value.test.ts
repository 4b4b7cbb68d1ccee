// One value, or old and new, on one line.
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/contract/index.js';
import { shownChange, shownValue } from '../../src/render/value.js';

const letters = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `e${from + index}`);

describe('a value', () => {
  it.each<[Value, string]>([
    [null, 'none'],
    [true, 'true'],
    [60, '60'],
    ['longest_idle', 'longest_idle'],
    ['Li Wei', 'Li Wei'],
    ['', '""'],
    [' padded', '" padded"'],
    ['a -> b', '"a -> b"'],
    [['a', 'b'], '[a, b]'],
    [letters(0, 12), '[e0, e1, e2, e3, e4, e5, e6, e7, … 4 more]'],
    [{ day: 'mon', from: '22:00' }, '{day: mon, from: 22:00}'],
    [{ $secret: 'env:PIN', fingerprint: '0a1b2c3d' }, 'set (0a1b2c3d)'],
    [{ $secret: 'new:extension/8001#password' }, 'set'],
  ])('%j is shown as %s', (value, expected) => {
    expect(shownValue(value)).toBe(expected);
  });
});

describe('old and new', () => {
  it.each<[Value, Value, string]>([
    [60, 90, '60 -> 90'],
    ['Support', null, 'Support -> none'],
    [['a'], ['a', 'b'], '[a] -> [a, b]'],
    [letters(0, 10), letters(1, 12), '10 -> 11 items: +e10, +e11, -e0'],
    [letters(0, 10), letters(0, 10).reverse(), '10 -> 10 items: in another order'],
  ])('%j and %j', (before, after, expected) => {
    expect(shownChange({ path: 'x', before, after })).toBe(expected);
  });
});
