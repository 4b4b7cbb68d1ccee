// What the run on the model looks for in every state, asked directly: caps, floors, references, and the end.
import { describe, expect, it } from 'vitest';
import type { Effect, Resource } from '../../src/contract/index.js';
import { createExpected, wrongEnd } from '../../src/plan/verify/end.js';
import { createGround, createWatch } from '../../src/plan/verify/invariants.js';
import { provider, resourceAt } from './fake-provider.js';
import { planOf, resourcesOf, type Story } from './support.js';

/** What is broken after these effects on the live side of the story. */
function brokenBy(story: Story, effects: readonly Effect[]): string[] {
  const { context } = planOf(story);
  const start = [...resourcesOf(story.live).values()];
  const ground = createGround(provider, context, start, ['queue/2'], new Set());
  return createWatch(ground).step(effects);
}

describe('in every state', () => {
  it('a cap is not passed by one', () => {
    const story: Story = { facts: { maxQueues: 2 }, live: ['queue/1'] };
    expect(brokenBy(story, [{ put: resourceAt('queue/2') }])).toEqual([]);
    expect(brokenBy({ ...story, facts: { maxQueues: 1 } }, [{ put: resourceAt('queue/2') }])).toEqual([
      'queues holds 2 and 1 is the limit',
    ]);
  });

  it('nothing refers to what is gone', () => {
    const live = ['queue/1', 'agent/a', 'membership/1/a'];
    expect(brokenBy({ live }, [{ drop: 'membership/1/a' }, { drop: 'queue/1' }])).toEqual([]);
    expect(brokenBy({ live }, [{ drop: 'queue/1' }])).toEqual([
      'queue/1 is gone and something still refers to it',
    ]);
  });

  it('a queue keeps its floor to the last member', () => {
    const live = ['queue/1', 'agent/a', 'agent/b', 'membership/1/a', 'membership/1/b'];
    const story = (floor: number): Story => ({ live, policy: { staffing: { default: floor, of: {} } } });
    expect(brokenBy(story(1), [{ drop: 'membership/1/a' }])).toEqual([]);
    expect(brokenBy(story(2), [{ drop: 'membership/1/a' }])).toEqual([
      'queue/1 is left with 1 of the 2 members that it must keep',
    ]);
  });
});

describe('in the end', () => {
  it('what was to be deleted is gone, and nothing else', () => {
    const { plan, context } = planOf({ live: ['queue/1', 'queue/2'], absent: ['queue/2'] });
    const start = resourcesOf(['queue/1', 'queue/2']);
    const expected = createExpected(plan, context, provider, start);
    const end = (...addresses: string[]): Resource[] => addresses.map((address) => resourceAt(address));
    expect(wrongEnd(expected, end('queue/1'))).toEqual([]);
    expect(wrongEnd(expected, end('queue/1', 'queue/2'))).toEqual(['queue/2 is still there']);
    expect(wrongEnd(expected, end())).toEqual(['queue/1 is not there']);
  });
});
