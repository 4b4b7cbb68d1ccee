// The time line of a run, from its events.
import { describe, expect, it } from 'vitest';
import type { ApplyEvent } from '../../src/contract/index.js';
import { createTimeline } from '../../src/render/timeline.js';

const head = (ms: number) => ({
  at: new Date(1_700_000_000_000 + ms).toISOString(),
  center: 'acme-support',
});
const round = (number: number, ms: number): ApplyEvent => ({
  ...head(ms),
  event: 'round',
  round: number,
  changes: 2,
  calls: 2,
});
const start = (call: string, ms: number): ApplyEvent => ({
  ...head(ms),
  event: 'call-start',
  call,
  method: 'POST',
  path: 'x',
  changes: ['create x/1'],
});
const end = (call: string, ms: number, because: string | null = null): ApplyEvent => ({
  ...head(ms),
  event: 'call-end',
  call,
  status: because === null ? 'done' : 'failed',
  because,
  ms: 30,
});

describe('the time line', () => {
  it('has each call of each round with its start and end', () => {
    const line = createTimeline();
    for (const event of [
      round(1, 0),
      start('c1', 10),
      end('c1', 40, 'no'),
      round(2, 50),
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
