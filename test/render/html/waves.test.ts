// What the picture of the calls is made of: a node a call while they are few, one a sort when they are many.
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/contract/index.js';
import { reach, wavesOf } from '../../../src/render/html/page/waves.js';
import { bigPlan } from '../big-plan.js';

function call(id: string, wave: number, after: readonly string[] = []): Call {
  return {
    id,
    operation: 'write',
    method: 'POST',
    path: `x/${id}`,
    changes: [`create x/${id}`],
    after,
    wave,
  };
}

describe('the waves', () => {
  const waves = wavesOf([
    call('c1', 1),
    call('c2', 1),
    call('c3', 2, ['c2']),
    call('c4', 2, ['c1']),
    call('c5', 3, ['c4']),
  ]);
  const nodes = new Map(waves.nodes.map((node) => [node.id, node]));

  it('hold every call once, in its wave, beside what it waits for', () => {
    expect(waves.nodes.map(({ id, wave, place }) => [id, wave, place])).toEqual([
      ['c1', 1, 0],
      ['c2', 1, 1],
      ['c4', 2, 0],
      ['c3', 2, 1],
      ['c5', 3, 0],
    ]);
  });

  it('know all that a call needs and all that needs it', () => {
    expect([...reach(nodes, 'c5', 'after')].sort()).toEqual(['c1', 'c4', 'c5']);
    expect([...reach(nodes, 'c2', 'before')].sort()).toEqual(['c2', 'c3']);
  });

  it('gather many calls by sort, and lose none', () => {
    const { calls } = bigPlan();
    const { nodes: gathered, isGrouped } = wavesOf(calls);
    expect(isGrouped).toBe(true);
    expect(gathered.length).toBeLessThan(10);
    expect(gathered.reduce((sum, node) => sum + node.calls.length, 0)).toBe(calls.length);
    expect(gathered.some(({ after }) => after.length > 0)).toBe(true);
  });

  it('bear calls that wait for calls that are not there', () => {
    expect(wavesOf([call('c1', 7, ['gone'])]).nodes).toMatchObject([{ id: 'c1', wave: 1, after: [] }]);
  });
});
