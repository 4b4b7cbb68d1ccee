// The time line of a run, from its events.
import { describe, expect, it } from 'vitest';
import { createTimeline } from '../../src/render/timeline.js';

const at = (ms: number): string => new Date(1_700_000_000_000 + ms).toISOString();
const start = (call: string, ms: number) =>
  ({ at: at(ms), event: 'call-start', call, method: 'POST', path: 'x', changes: ['create x/1'] }) as const;
const end = (call: string, ms: number, because: string | null = null) =>
  ({ at: at(ms), event: 'call-end', call, status: because === null ? 'done' : 'failed', because }) as const;

describe('the time line', () => {
  it('has each call of each round with its start and end', () => {
    const line = createTimeline();
    for (const event of [
      { at: at(0), event: 'round', round: 1 } as const,
      start('c1', 10),
      end('c1', 40, 'no'),
      { at: at(50), event: 'round', round: 2 } as const,
      start('c1', 60),
      end('c1', 75),
      start('c2', 80),
    ])
      line.hear(event);
    expect(line.calls()).toMatchObject([
      { call: 'c1', round: 1, start: 10, end: 40, status: 'failed', because: 'no' },
      { call: 'c1', round: 2, start: 60, end: 75, status: 'done' },
      { call: 'c2', round: 2, start: 80 },
    ]);
    expect(line.calls()[2]).not.toHaveProperty('end');
  });
});
