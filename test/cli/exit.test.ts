// The exit codes of many centers become one.
import { describe, expect, it } from 'vitest';
import { combined, type ExitCode } from '../../src/cli/exit.js';

describe('exit code of several centers', () => {
  it.each<[ExitCode[], ExitCode]>([
    [[], 0],
    [[0, 0], 0],
    [[0, 2], 2],
    [[2, 5], 5],
    [[5, 4, 2], 4],
    [[4, 1, 5], 1],
    [[1, 3, 4], 3],
    [[3, 130], 130],
  ])('%j is %i', (codes, expected) => {
    expect(combined(codes)).toBe(expected);
    expect(combined([...codes].reverse())).toBe(expected);
  });
});
