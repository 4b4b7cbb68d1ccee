// The grammar of faults: when each hits, and what is refused with a word on how to write it.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/contract/index.js';
import { createRandom } from '../../src/contract/random.js';
import { createFaults, FAULTS, type FaultCall, type Faults } from '../../src/simulator/faults.js';

const write = (literal = 'POST things', route = literal): FaultCall => ({ write: true, route, literal });
const read: FaultCall = { write: false, route: 'GET things', literal: 'GET things' };
const faults = (values: Record<string, string>): Faults => {
  const made = createFaults(createRandom(1), ['thing-made']);
  made.set(values);
  return made;
};
/** Which of ten writes are hit, from 1. */
const hits = (when: string): number[] => {
  const of = faults({ 'lost-after': when });
  return Array.from({ length: 10 }, (_, index) => index + 1).filter(() =>
    of.hit(write()).names.has('lost-after'),
  );
};

describe('counts', () => {
  it.each([
    ['3', [3]],
    ['2,5', [2, 5]],
    ['2-4', [2, 3, 4]],
    ['9+', [9, 10]],
    ['1,8+', [1, 8, 9, 10]],
    ['*', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['2;4', [2, 4]],
    ['write:2', [2]],
    ['read:2', []],
    ['any:2', [2]],
    ['POST things:3', [3]],
    ['POST things', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['PUT things:1', []],
    ['~0', []],
    ['~1', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ])('%s', (when, expected) => {
    expect(hits(when)).toEqual(expected);
  });

  it('draws from the seeded generator', () => {
    expect(hits('~0.5')).toEqual(hits('~0.5'));
    expect(hits('~0.5').length).toBeGreaterThan(0);
    expect(hits('~0.5').length).toBeLessThan(10);
  });

  it('counts writes, reads and routes apart, from the moment the fault is set', () => {
    const of = faults({});
    of.hit(write());
    of.set({ html: '2', 'duplicate-rows': '1', reset: 'PUT things/{id}:1', cut: 'PUT things/7:1' });
    expect([...of.hit(write()).names.keys()]).toEqual([]);
    expect([...of.hit(read).names.keys()]).toEqual(['duplicate-rows']);
    expect([...of.hit(write('PUT things/7', 'PUT things/{id}')).names.keys()].sort()).toEqual([
      'cut',
      'html',
      'reset',
    ]);
  });

  it('carries arguments', () => {
    const of = faults({
      throttle: '5@1;2',
      slow: '70',
      stale: '3',
      drift: 'thing-made:desk/9@1;thing-made@1',
    });
    const first = of.hit(write());
    expect(Object.fromEntries(first.names)).toEqual({ throttle: '5', slow: '70', stale: '3' });
    expect(first.drifts).toEqual(['thing-made:desk/9', 'thing-made']);
    expect(of.hit(write()).names.get('throttle')).toBe('');
    expect(Object.fromEntries(of.hit(read).names)).toEqual({ slow: '70' });
  });

  it('ends with null, and says what is set', () => {
    const of = faults({ html: '*', 'clock-skew': '-660000' });
    expect(of.values()).toEqual({ html: '*', 'clock-skew': '-660000' });
    expect(of.standing('clock-skew')).toBe('-660000');
    of.set({ html: null, 'clock-skew': null });
    expect(of.values()).toEqual({});
    expect(of.hit(write()).names.size).toBe(0);
    expect(of.standing('clock-skew')).toBeUndefined();
  });
});

describe('mistakes', () => {
  it.each([
    ['lost', '1', /no fault lost\. Faults are: .*lost-after/],
    ['html', 'x', /"x" is not 3, 2,5, 2-4/],
    ['html', 'POST things:', /is not 3/],
    ['html', '1@2', /write WHEN/],
    ['slow', 'soon', /ARG@WHEN, ARG being milliseconds/],
    ['stale', '@1', /ARG being reads/],
    ['throttle', 'x@1', /\[ARG@\]WHEN/],
    ['drift', 'thing-made', /ARG@WHEN, ARG being ACTION/],
    ['drift', 'moon@1', /no drift moon\. Drifts are: thing-made/],
    ['clock-skew', '11min', /write milliseconds/],
    ['calls', '2', /write PROBABILITY/],
  ])('%s=%s', (name, value, message) => {
    const of = faults({ html: '7' });
    expect(() => of.set({ [name]: value })).toThrow(InputError);
    expect(() => of.set({ [name]: value })).toThrow(message);
    expect(of.values()).toEqual({ html: '7' });
  });

  it('every fault says what it does', () => {
    for (const [name, kind] of Object.entries(FAULTS)) {
      expect(name).toMatch(/^[a-z-]+$/);
      expect(kind.does.length).toBeGreaterThan(10);
    }
  });
});
