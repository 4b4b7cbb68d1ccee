// What an inverse refuses: objects that are neither as before nor as the plan left them, and what hangs on them.
import { describe, expect, it } from 'vitest';
import { isInverse, refusedOfInverse, type SavedInverse } from '../../src/apply/saved/inverse.js';
import type { Live, Operation, Provider } from '../../src/contract/index.js';
import { snapshotOf } from '../../src/plan/inverse/snapshot.js';
import { invert } from '../../src/plan/inverse.js';
import { plan } from '../../src/plan/plan.js';
import { provider as fake } from '../plan/fake-provider.js';
import { liveOf, planOf, type Said, type Story } from '../plan/support.js';

/** The made-up vendor, writing members of a queue as a whole list. */
const whole: Provider = {
  ...fake,
  operations: Object.fromEntries(
    Object.entries(fake.operations).map(([name, one]): [string, Operation] => [
      name,
      { ...one, wholeList: true },
    ]),
  ),
};

function savedInverse(said: Story, provider: Provider): SavedInverse {
  const planned = planOf({ ...said, provider });
  const before = snapshotOf(planned.plan, planned.context, provider);
  const { desired, live, touched } = invert({
    plan: planned.plan,
    desired: planned.context.desired,
    before,
    provider,
  });
  return { plan: planned.plan, preconditions: {}, desired, live, touched };
}

function refused(said: Story, now: readonly Said[], provider: Provider = fake): string[] {
  const saved = savedInverse(said, provider);
  const live: Live = liveOf({ ...said, live: now });
  const ledger = { formatVersion: 1, center: 'acme', account: 'a1', facts: {} } as const;
  const fresh = plan({ desired: saved.desired, live, ledger, provider });
  return [...refusedOfInverse(saved, fresh, provider)].map(([key, why]) => `${key}: ${why}`).sort();
}

const MADE: Story = { live: ['agent/a'], desired: [['queue/1', { name: 'A' }], 'agent/a', 'membership/1/a'] };

describe('an inverse', () => {
  it.each<[string, readonly Said[], string[]]>([
    ['after the whole plan', ['agent/a', ['queue/1', { name: 'A', timeout: 60 }], 'membership/1/a'], []],
    ['after a part of it', ['agent/a', ['queue/1', { name: 'A' }]], []],
    ['after none of it', ['agent/a'], []],
    [
      'after somebody renamed what it made',
      ['agent/a', ['queue/1', { name: 'Mine' }], 'membership/1/a'],
      ['delete queue/1: queue/1 moved: it is neither as before the plan nor as the plan leaves it'],
    ],
    [
      'after somebody staffed what it made',
      ['agent/a', 'agent/b', ['queue/1', { name: 'A' }], 'membership/1/a', 'membership/1/b'],
      [
        'delete membership/1/b: not in the saved plan',
        'delete queue/1: waits for delete membership/1/b, which is refused',
      ],
    ],
  ])('%s', (_when, now, expected) => {
    expect(refused(MADE, now)).toEqual(expected);
  });

  it.each<[string, readonly Said[], boolean]>([
    ['the list as the plan left it', ['membership/1/a', 'membership/1/b'], false],
    ['an element that nobody planned', ['membership/1/a', 'membership/1/b', 'membership/1/c'], true],
    ['an element gone that nobody planned', ['membership/1/b'], true],
  ])('of a whole list: %s', (_what, members, isRefused) => {
    const people: Said[] = ['queue/1', 'agent/a', 'agent/b', 'agent/c'];
    const said: Story = {
      live: [...people, 'membership/1/a'],
      desired: ['membership/1/a', 'membership/1/b'],
    };
    const told = refused(said, [...people, ...members], whole);
    expect(told).toEqual(
      isRefused
        ? [
            'delete membership/1/b: members of queue/1 moved: it holds what neither was there before nor came with the plan',
          ]
        : [],
    );
    expect(refused(said, [...people, ...members])).toEqual([]);
  });

  it('is known by what it touched', () => {
    const saved = savedInverse(MADE, fake);
    const { touched: _none, ...other } = saved;
    expect([isInverse(saved), isInverse(other)]).toEqual([true, false]);
  });
});
