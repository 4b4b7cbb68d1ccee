// Long work says where it stands: one line redrawn for a person, a plain line now and then for a log.
import { describe, expect, it, vi } from 'vitest';
import { createProgress } from '../../src/cli/telling/progress.js';
import { captured } from './io.js';

function clock(): { now: () => number; pass: (ms: number) => void } {
  let time = 0;
  return {
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
  };
}

describe('progress', () => {
  it('redraws one line in a terminal, with rate and time left, and takes it away', () => {
    const io = captured({ terminal: { out: true, err: true, input: true } });
    const { now, pass } = clock();
    const progress = createProgress(io, { centers: 1, now });
    progress.report('acme', 'applying', 0, 20);
    pass(2000);
    progress.report('acme', 'applying', 5, 20);
    expect(io.err()).toBe('\r\u001b[Kacme: applying, 5 of 20 calls, 2.5 a second, about 6.0 s left');
    progress.stop();
    expect(io.err().endsWith('\r\u001b[K')).toBe(true);
    expect(io.out()).toBe('');
  });

  it('writes a plain line every ten seconds elsewhere, and in CI whatever the terminal', () => {
    const terminal = { out: true, err: true, input: true };
    for (const io of [captured(), captured({ env: { CI: 'true' }, terminal })]) {
      const { now, pass } = clock();
      const progress = createProgress(io, { centers: 3, now });
      for (let done = 0; done < 25; done += 1) {
        progress.report('acme', 'reading', done);
        pass(1000);
      }
      progress.stop();
      expect(io.err().split('\n')).toEqual([
        'acme: reading, 10 calls, 1.0 a second (0 of 3 centers done, 1 under way)',
        'acme: reading, 20 calls, 1.0 a second (0 of 3 centers done, 1 under way)',
        '',
      ]);
    }
  });

  it('does not leave an old number standing when many calls end at once and then none', () => {
    vi.useFakeTimers();
    const io = captured({ terminal: { out: true, err: true, input: true } });
    const progress = createProgress(io, { centers: 1 });
    progress.report('acme', 'applying', 0, 7);
    vi.advanceTimersByTime(2000);
    for (const done of [1, 2, 3, 4]) progress.report('acme', 'applying', done, 7);
    expect(io.err()).toContain('1 of 7 calls');
    expect(io.err()).not.toContain('4 of 7 calls');
    vi.advanceTimersByTime(200);
    expect(io.err()).toContain('4 of 7 calls');
    progress.stop();
    vi.advanceTimersByTime(5000);
    expect(io.err().endsWith('\r\u001b[K')).toBe(true);
    vi.useRealTimers();
  });

  it('is silent when asked to be, and for short work', () => {
    for (const quiet of [true, false]) {
      const io = captured();
      const progress = createProgress(io, { centers: 1, quiet });
      progress.report('acme', 'applying', 1, 2);
      progress.finished('acme');
      progress.stop();
      expect(io.err()).toBe('');
    }
  });

  it('cannot be made to move the cursor by a center’s name', () => {
    const io = captured({ terminal: { out: true, err: true, input: true } });
    const { now, pass } = clock();
    const progress = createProgress(io, { centers: 1, now });
    pass(500);
    progress.report('a\u001b[2Jb', 'reading', 1);
    expect(io.err()).toContain('a\\u{1b}[2Jb: reading');
  });
});
