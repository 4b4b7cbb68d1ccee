// The run on the model finds what a provider or the planner got wrong, and says the shortest way to it.
import { describe, expect, it } from 'vitest';
import type { CenterPlan, Provider } from '../../src/contract/index.js';
import type { Planned } from '../../src/plan/plan.js';
import { provider } from './fake-provider.js';
import { planOf, type Story, verify } from './support.js';

const story: Story = {
  facts: { maxQueues: 3 },
  policy: { staffing: { default: 1, of: {} } },
  live: [
    'queue/1',
    'queue/2',
    'queue/3',
    'agent/a',
    'agent/b',
    'membership/1/a',
    'membership/2/a',
    'membership/2/b',
  ],
  desired: [
    'queue/1',
    'queue/3',
    'queue/4',
    'agent/a',
    'agent/b',
    'membership/1/b',
    ['agent/c', { name: 'New' }],
    'membership/4/c',
  ],
  absent: ['queue/2'],
};

const message = (planned: Planned, by?: Provider): string =>
  verify(planned, by).problems[0]?.message ?? 'verified';
const change = (planned: Planned, plan: Partial<CenterPlan>): Planned => ({
  ...planned,
  plan: { ...planned.plan, ...plan },
});

/** The plan as if one call did not wait for anything. */
function hasty(planned: Planned, served: string): Planned {
  return change(planned, {
    calls: planned.plan.calls.map((call) => (call.changes.includes(served) ? { ...call, after: [] } : call)),
  });
}

describe('verifyOnModel', () => {
  it('passes a sound plan', () => {
    expect(verify(planOf(story))).toEqual({ verified: true, problems: [] });
  });

  it('expects the old name to stay where a rename does not apply: the new one is live too', () => {
    const planned = planOf({
      live: ['queue/1', ['queue/2', { name: 'Sales' }]],
      desired: [['queue/2', { name: 'Support' }]],
      renames: { 'queue/1': 'queue/2' },
    });
    expect(planned.plan.changes.map(({ key }) => key)).toEqual(['update queue/2']);
    expect(verify(planned)).toEqual({ verified: true, problems: [] });
  });

  it.each([
    ['a create before what it refers to', 'create membership/4/c', /needs queue\/4|needs agent\/c/],
    ['a create before its place is free', 'create queue/4', /queues.*limit|3 is the limit/],
    ['a delete before the unbind', 'delete queue/2', /in use by membership\/2/],
    ['a leaving before the joining', 'delete membership/1/a', /queue\/1 is left with 0 of the 1/],
  ])('catches %s', (_, served, expected) => {
    const { verified, problems } = verify(hasty(planOf(story), served));
    expect(verified).toBe(false);
    expect(problems).toMatchObject([{ code: 'plan-bug', severity: 'error' }]);
    expect(problems[0]?.message).toMatch(expected);
  });

  it('reports the shortest order that fails', () => {
    const planned = hasty(planOf(story), 'delete queue/2');
    const id = planned.plan.calls.find((call) => call.changes.includes('delete queue/2'))?.id;
    expect(message(planned)).toContain(`with the calls ${id} in this order`);
  });

  it('catches a call that is missing, a field that is dropped and a thing nobody planned', () => {
    const planned = planOf(story);
    const without = planned.plan.calls.filter((call) => !call.changes.includes('create membership/4/c'));
    expect(message(change(planned, { calls: without }))).toContain('membership/4/c is not there');
    const blank = planned.plan.calls.map((call) =>
      call.changes.includes('create agent/c')
        ? { ...call, body: { items: [{ address: 'agent/c', fields: {} }] } }
        : call,
    );
    expect(message(change(planned, { calls: blank }))).toContain('agent/c: name is null and not "New"');
    const more = planned.plan.calls.map((call) =>
      call.changes.includes('create agent/c')
        ? {
            ...call,
            body: {
              items: [
                { address: 'agent/c', fields: { name: 'New' } },
                { address: 'agent/z', fields: {} },
              ],
            },
          }
        : call,
    );
    expect(message(change(planned, { calls: more }))).toContain('agent/z has come into being');
  });

  it('does not take "it is so already" for an answer where live was known', () => {
    const planned = planOf({ desired: ['queue/1', 'agent/a'] });
    const twice = planned.plan.calls.flatMap((call) =>
      call.changes.includes('create queue/1') ? [call, { ...call, id: 'c9', after: [call.id] }] : [call],
    );
    expect(message(change(planned, { calls: twice }))).toContain('it is so already');
  });

  it('probes what is conditional and sends it only where it is needed', () => {
    const asked: string[] = [];
    const by: Provider = {
      ...provider,
      group: (changes, context) => ({
        groups: provider
          .group(changes, context)
          .groups.flatMap((group) => [group, { ...group, operation: 'again', conditional: 'on a look' }]),
      }),
      operations: {
        ...provider.operations,
        again: {
          request: () => ({ method: 'POST', path: 'objects', body: { items: ['never'] } }),
          afterUnknown: { rule: 'look' },
          probe: {
            path: () => 'objects',
            needed: () => {
              asked.push('asked');
              return false;
            },
          },
        },
      },
    };
    const probed: Provider = {
      ...by,
      lowerBound: () => 1,
    };
    const planned = planOf({ desired: ['queue/1'], provider: probed });
    expect(planned.plan).toMatchObject({ callCount: 1, conditionalCalls: 1, boundReasons: [] });
    expect(planned.plan.calls[1]).toMatchObject({ after: ['c1'], conditional: 'on a look' });
    expect(verify(planned, probed)).toEqual({ verified: true, problems: [] });
    expect(asked.length).toBeGreaterThan(0);
  });

  it('says that a change which no call serves is a fault', () => {
    const { plan } = planOf({
      desired: ['queue/1'],
      provider: { ...provider, group: () => ({ groups: [] }) },
    });
    expect(plan).toMatchObject({ status: 'error', problems: [{ code: 'plan-bug', address: 'queue/1' }] });
  });
});

describe('groups', () => {
  const ring: Story = {
    facts: { maxQueues: 2 },
    policy: { staffing: { default: 1, of: {} } },
    live: ['queue/1', 'queue/3', 'agent/x', 'agent/y', 'membership/1/x', 'membership/3/x'],
    desired: ['agent/x', 'agent/y', 'queue/1', 'queue/2', 'membership/1/y', 'membership/2/y'],
    absent: ['queue/3'],
  };
  it('stay whole when the provider says so: then the ring is refused', () => {
    const { plan } = planOf({ ...ring, bindBy: 'agent', provider: { ...provider, group: whole } });
    expect(plan.status).toBe('refused');
    expect(plan.problems).toMatchObject([{ code: 'staffing-floor' }]);
  });
  const whole: Provider['group'] = (changes, context) => ({
    groups: provider.group(changes, context).groups.map((group) => ({ ...group, whole: true })),
  });
});
