// A call starts the moment that everything before it is over, not a moment later and never earlier.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runWhenReady } from '../../src/apply/schedule.js';
import type { Call } from '../../src/contract/index.js';

const call = (id: string, after: readonly string[] = []): Call => ({
  id,
  operation: 'x',
  method: 'POST',
  path: 'x',
  changes: [],
  after,
  wave: 1,
});

/** Calls that end when the test says so. */
function controlled() {
  const started: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  return {
    started,
    perform: (one: Call): Promise<void> => {
      started.push(one.id);
      return new Promise((resolve, reject) => ends.set(one.id, { resolve, reject }));
    },
    end: async (id: string, error?: Error): Promise<void> => {
      if (error) ends.get(id)?.reject(error);
      else ends.get(id)?.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('schedule', () => {
  it('does not wait for a wave: what is ready starts while slow calls of the same wave go on', async () => {
    const { started, perform, end } = controlled();
    const all = runWhenReady([call('c1'), call('c2'), call('c3', ['c1']), call('c4', ['c2', 'c3'])], perform);
    expect(started).toEqual(['c1', 'c2']);
    await end('c1');
    expect(started).toEqual(['c1', 'c2', 'c3']);
    await end('c3');
    expect(started).not.toContain('c4');
    await end('c2');
    expect(started).toEqual(['c1', 'c2', 'c3', 'c4']);
    await end('c4');
    await all;
  });

  it('starts nothing more after a fatal error, but waits for what is in flight', async () => {
    const { started, perform, end } = controlled();
    let over = false;
    const all = runWhenReady([call('c1'), call('c2'), call('c3', ['c2'])], perform).finally(() => {
      over = true;
    });
    const outcome = expect(all).rejects.toThrow('first');
    await end('c1', new Error('first'));
    expect(over).toBe(false);
    await end('c2', new Error('second'));
    await outcome;
    expect(started).toEqual(['c1', 'c2']);
  });

  it('ends at once without calls, ignores what is not in the plan, and names a circle', async () => {
    await runWhenReady([], async () => {});
    const ran: string[] = [];
    await runWhenReady([call('c1', ['gone'])], async ({ id }) => void ran.push(id));
    expect(ran).toEqual(['c1']);
    await expect(runWhenReady([call('c1', ['c2']), call('c2', ['c1'])], async () => {})).rejects.toThrow(
      'circle',
    );
    await expect(
      runWhenReady([call('c0'), call('c1', ['c2']), call('c2', ['c1'])], async () => {}),
    ).rejects.toThrow('circle');
  });

  it('runs every call once, each after all that it waits for, for any order without a circle', async () => {
    const graphs = fc.array(fc.array(fc.nat(40), { maxLength: 4 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(graphs, fc.array(fc.nat(3)), async (edges, delays) => {
        const calls = edges.map((targets, index) =>
          call(`c${index}`, [
            ...new Set(targets.filter((target) => target < index).map((target) => `c${target}`)),
          ]),
        );
        const over: string[] = [];
        await runWhenReady(calls, async ({ id, after }) => {
          for (const before of after) expect(over).toContain(before);
          for (let turn = delays[over.length] ?? 0; turn > 0; turn--) await Promise.resolve();
          over.push(id);
        });
        expect([...over].sort()).toEqual(calls.map(({ id }) => id).sort());
      }),
      { numRuns: 100 },
    );
  });
});
