// What the planner takes for true: what was read before what the ledger says, and nothing that was not proved complete.
import { describe, expect, it } from 'vitest';
import { movedChanges, preconditionsOf } from '../../src/plan/fingerprint.js';
import { appliedHash } from '../../src/plan/ledger-known.js';
import { plan } from '../../src/plan/plan.js';
import { kinds, provider } from './fake-provider.js';
import { desiredOf, liveOf, planOf, type Story } from './support.js';

const keys = (story: Story): string[] => planOf(story).plan.changes.map(({ key }) => key);

describe('the planner', () => {
  it('makes an object that a complete list lacks, whatever the ledger says was written', () => {
    const password = { $secret: 'env:PASSWORD', fingerprint: '0a1b2c3d' };
    const agent = kinds.find(({ name }) => name === 'agent');
    const applied = agent && appliedHash(agent, { password });
    const story: Story = {
      desired: [['agent/1', { password }]],
      ledger: { 'agent/1': { applied: applied ?? '' } },
    };
    expect(applied).toMatch(/^sha256:/);
    expect(keys({ ...story, live: ['agent/1'] })).toEqual([]);
    expect(keys(story)).toEqual(['create agent/1']);
  });

  it('notices a secret that has another value under its old name', () => {
    const password = (fingerprint: string) => ({ $secret: 'env:PASSWORD', fingerprint });
    const agent = kinds.find(({ name }) => name === 'agent');
    const applied = (agent && appliedHash(agent, { password: password('0a1b2c3d') })) ?? '';
    const story = (fingerprint: string): Story => ({
      live: ['agent/1'],
      desired: [['agent/1', { password: password(fingerprint) }]],
      ledger: { 'agent/1': { applied } },
    });
    expect(keys(story('0a1b2c3d'))).toEqual([]);
    expect(keys(story('ffffffff'))).toEqual(['update agent/1']);
  });

  it('keeps what the file does not say of an object that it changes', () => {
    const { context } = planOf({
      live: [['queue/1', { name: 'Old', timeout: 30 }]],
      desired: [['queue/1', { name: 'New' }]],
    });
    expect(context.after('queue/1')?.fields).toMatchObject({ name: 'New', timeout: 30 });
  });

  it('deletes nothing of a kind whose list nobody vouched for', () => {
    const story: Story = { live: ['queue/1'], absent: ['queue/1'] };
    const ledger = { formatVersion: 1, center: 'acme', account: 'a1', facts: {} } as const;
    const { queue: _unproved, ...certificates } = liveOf(story).certificates;
    const live = { ...liveOf(story), certificates };
    const { plan: made } = plan({ desired: desiredOf(story), live, ledger, provider });
    expect(made.changes).toEqual([]);
    expect(made.problems.map(({ code }) => code)).toEqual(['incomplete-read']);
  });
});

describe('the preconditions of a saved plan', () => {
  /** Every operation writes its whole list. */
  const lists = {
    ...provider,
    operations: Object.fromEntries(
      Object.entries(provider.operations).map(([name, operation]) => [
        name,
        { ...operation, wholeList: true },
      ]),
    ),
  };
  const moved = (saved: Story, now: Story): string[] => {
    const [then, today] = [saved, now].map((story) => {
      const { plan: made, context } = planOf({ ...story, provider: lists });
      return preconditionsOf(made, context, lists);
    });
    return movedChanges(then ?? {}, today ?? {});
  };

  it('notice that an object has another value', () => {
    const desired: Story['desired'] = [['queue/1', { name: 'New' }]];
    const story = (name: string): Story => ({ live: [['queue/1', { name }]], desired });
    expect(moved(story('Old'), story('Old'))).toEqual([]);
    expect(moved(story('Old'), story('Other'))).toEqual(['update queue/1']);
  });

  it('notice that somebody came to hold what is to be deleted', () => {
    const story: Story = { live: ['queue/1', 'agent/a'], absent: ['queue/1'] };
    const held: Story = { ...story, live: ['queue/1', 'agent/a', 'membership/1/a'] };
    expect(moved(story, story)).toEqual([]);
    expect(moved(story, held)).toContain('delete queue/1');
  });

  it('notice that the rest of a list moved that is written as a whole', () => {
    const story = (...members: string[]): Story => ({
      live: ['queue/1', 'agent/a', 'agent/b', 'agent/c', ...members],
      desired: ['membership/1/a', 'membership/1/b'],
    });
    expect(moved(story('membership/1/a'), story('membership/1/a'))).toEqual([]);
    expect(moved(story('membership/1/a'), story('membership/1/a', 'membership/1/c'))).toEqual([
      'create membership/1/b',
    ]);
  });
});
