// Stories: what a person changes, and the plan that comes of it, call by call. Each plan is also run on the model.
import { describe, expect, it } from 'vitest';
import { provider as base } from './fake-provider.js';
import { planOf, render, type Said, type Story, text, verify } from './support.js';

/** The plan as text; where nothing is wrong with it, it must also pass on the model. */
function golden(story: Story): string {
  const planned = planOf(story);
  if (planned.plan.problems.length === 0) expect(verify(planned)).toEqual({ verified: true, problems: [] });
  return render(planned.plan);
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
const floor = (level: number): NonNullable<Story['policy']> => ({ staffing: { default: level, of: {} } });

describe('coming and going', () => {
  it('creates what is referred to first, agents in one call', () => {
    expect(
      golden({
        desired: [
          ['queue/1', { name: 'Support' }],
          'agent/a',
          'agent/b',
          'membership/1/a',
          'membership/1/b',
          'extension/8001',
          'binding/8001/a',
        ],
      }),
    ).toBe(text`
      + queue/1 name="Support"
      + agent/a
      + agent/b
      + extension/8001 (unknowable)
      + binding/8001/a after +agent/a +extension/8001
      + membership/1/a after +agent/a +queue/1
      + membership/1/b after +agent/b +queue/1
      --
      1 c1: +queue/1
      1 c2: +agent/a +agent/b
      1 c3: +extension/8001
      2 c4 <- c2 c3: +binding/8001/a
      2 c5 <- c1 c2: +membership/1/a +membership/1/b
      changes: 5 calls, lower bound 5
    `);
  });

  it('unbinds before it deletes, also members that no file declares', () => {
    expect(
      golden({
        live: ['queue/1', 'agent/a', 'agent/b', 'membership/1/a', 'membership/1/b'],
        absent: ['queue/1'],
      }),
    ).toBe(text`
      - queue/1 after -membership/1/a -membership/1/b
      - membership/1/a
      - membership/1/b
      --
      1 c1: -membership/1/a
      1 c2: -membership/1/b
      2 c3 <- c1 c2: -queue/1
      unmanaged agent/a
      unmanaged agent/b
      changes: 3 calls, lower bound 3
    `);
  });

  it('updates declared fields alone, and null clears', () => {
    expect(
      golden({
        live: [['queue/1', { name: 'Old', timeout: 60, overflow: '2' }], 'queue/2'],
        desired: [
          ['queue/1', { name: 'New', overflow: null }],
          ['queue/2', { name: null }],
        ],
      }),
    ).toBe(text`
      ~ queue/1 name="New" overflow=null
      --
      1 c1: ~queue/1
      changes: 1 calls, lower bound 1
    `);
  });

  it('says clean when nothing is to do', () => {
    expect(golden({ live: ['queue/1'], desired: ['queue/1'] })).toBe('clean: 0 calls, lower bound 0');
  });

  it('re-points a route before the queue that it named is deleted', () => {
    expect(
      golden({
        live: ['queue/1', ['route/0', { queue: '1' }]],
        desired: ['queue/2', ['route/0', { queue: '2' }]],
        absent: ['queue/1'],
      }),
    ).toBe(text`
      + queue/2
      - queue/1 after ~route/0
      ~ route/0 queue="2" after +queue/2
      --
      1 c1: +queue/2
      2 c2 <- c1: ~route/0
      3 c3 <- c2: -queue/1
      changes: 3 calls, lower bound 3
    `);
  });

  it('does not delete what something that is not ours would still name', () => {
    expect(golden({ live: ['queue/1', ['route/0', { queue: '1' }]], absent: ['queue/1'] })).toBe(text`
      - queue/1
      --
      1 c1: -queue/1
      unmanaged route/0
      error still-referred queue/1
      invalid: 1 calls, lower bound 1
    `);
  });

  it('refuses to change what is fixed at creation', () => {
    const { plan } = planOf({ live: [['queue/1', { zone: 'eu' }]], desired: [['queue/1', { zone: 'us' }]] });
    expect(plan).toMatchObject({
      status: 'invalid',
      changes: [],
      problems: [{ code: 'immutable-field', address: 'queue/1' }],
    });
    expect(plan.problems[0]?.message).toContain('fixed when it is created');
  });

  it('turns a rename into an update, also where only the address tells the name', () => {
    const { plan, context } = planOf({
      live: [['route/old', { queue: null }]],
      desired: [['route/new', { queue: null }]],
      renames: { 'route/old': 'route/new' },
    });
    expect(plan.changes).toMatchObject([
      { key: 'update route/new', fields: [{ path: 'address', before: 'route/old', after: 'route/new' }] },
    ]);
    expect(plan.unmanaged).toEqual([]);
    expect(context.before('route/new')).toMatchObject({ address: 'route/new', fields: { queue: null } });
  });

  it('creates anew where the old name is gone, and leaves the old one alone where both are live', () => {
    const renames = { 'route/old': 'route/new' };
    expect(planOf({ desired: ['route/new'], renames }).plan.changes.map((change) => change.key)).toEqual([
      'create route/new',
    ]);
    const both = planOf({ live: ['route/old', 'route/new'], desired: ['route/new'], renames }).plan;
    expect(both).toMatchObject({ changes: [], unmanaged: ['route/old'] });
  });
});

describe('places under a cap', () => {
  it('swaps the extensions of two agents: both let go, then both take', () => {
    expect(
      golden({
        live: ['agent/a', 'agent/b', 'extension/8001', 'extension/8002', 'binding/8001/a', 'binding/8002/b'],
        desired: [
          'agent/a',
          'agent/b',
          'extension/8001',
          'extension/8002',
          'binding/8002/a',
          'binding/8001/b',
        ],
      }),
    ).toBe(text`
      + binding/8001/b after -binding/8001/a
      + binding/8002/a after -binding/8002/b
      - binding/8001/a
      - binding/8002/b
      --
      1 c1: -binding/8001/a
      1 c2: -binding/8002/b
      2 c3 <- c1: +binding/8001/b
      2 c4 <- c2: +binding/8002/a
      changes: 4 calls, lower bound 4
    `);
  });

  it('replaces 5 of 100 queues: each new one waits for a place of its own', () => {
    const queues = (from: number, to: number): string[] => range(from, to).map((n) => `queue/${n}`);
    const story: Story = {
      live: queues(9000, 9100),
      desired: queues(9005, 9105),
      absent: queues(9000, 9005),
    };
    expect(golden(story)).toBe(text`
      + queue/9100 after -queue/9000
      + queue/9101 after -queue/9001
      + queue/9102 after -queue/9002
      + queue/9103 after -queue/9003
      + queue/9104 after -queue/9004
      - queue/9000
      - queue/9001
      - queue/9002
      - queue/9003
      - queue/9004
      --
      1 c1: -queue/9000
      1 c2: -queue/9001
      1 c3: -queue/9002
      1 c4: -queue/9003
      1 c5: -queue/9004
      2 c6 <- c1: +queue/9100
      2 c7 <- c2: +queue/9101
      2 c8 <- c3: +queue/9102
      2 c9 <- c4: +queue/9103
      2 c10 <- c5: +queue/9104
      changes: 10 calls, lower bound 10
    `);
  });

  it('uses the free places first', () => {
    expect(
      golden({
        facts: { maxQueues: 3 },
        live: ['queue/1', 'queue/2'],
        desired: ['queue/3', 'queue/4'],
        absent: ['queue/1', 'queue/2'],
      }),
    ).toContain('+ queue/3\n+ queue/4 after -queue/1');
  });

  it('gives the last free place to what the others wait for', () => {
    // Queue 1 can only go when the route names queue 9, so queue 9 must not wait for it.
    expect(
      golden({
        facts: { maxQueues: 3 },
        live: ['queue/1', 'queue/2', ['route/0', { queue: '1' }]],
        desired: ['queue/2', 'queue/3', 'queue/9', ['route/0', { queue: '9' }]],
        absent: ['queue/1'],
      }),
    ).toBe(text`
      + queue/3 after -queue/1
      + queue/9
      - queue/1 after ~route/0
      ~ route/0 queue="9" after +queue/9
      --
      1 c1: +queue/9
      2 c2 <- c1: ~route/0
      3 c3 <- c2: -queue/1
      4 c4 <- c3: +queue/3
      changes: 4 calls, lower bound 4
    `);
  });

  it('refuses what does not fit in the end, counting what no file declares', () => {
    const { plan } = planOf({
      facts: { maxQueues: 2 },
      live: ['queue/1', 'queue/2'],
      desired: ['queue/1', 'queue/3'],
    });
    expect(plan.status).toBe('refused');
    expect(plan.problems).toMatchObject([{ code: 'quota' }]);
    expect(plan.problems[0]?.message).toContain('3 would be in use and 2 is the limit');
  });

  it('refuses when only a place too many would let it through', () => {
    const { plan } = planOf({
      facts: { maxQueues: 1 },
      live: ['queue/1', ['route/0', { queue: '1' }]],
      desired: ['queue/2', ['route/0', { queue: '2' }]],
      absent: ['queue/1'],
    });
    expect(plan.status).toBe('refused');
    expect(plan.problems).toMatchObject([{ code: 'quota' }]);
    expect(plan.problems[0]?.message).toContain('create queue/2, delete queue/1, update route/0');
  });
});

describe('callers come first', () => {
  it('replaces a whole team: each leaving waits for a joining of its own', () => {
    expect(
      golden({
        policy: floor(2),
        live: ['queue/1', 'agent/a', 'agent/b', 'agent/c', 'agent/d', 'membership/1/a', 'membership/1/b'],
        desired: ['queue/1', 'agent/a', 'agent/b', 'agent/c', 'agent/d', 'membership/1/c', 'membership/1/d'],
      }),
    ).toBe(text`
      + membership/1/c
      + membership/1/d
      - membership/1/a after +membership/1/c
      - membership/1/b after +membership/1/d
      --
      1 c1: +membership/1/c +membership/1/d
      2 c2 <- c1: -membership/1/a
      2 c3 <- c1: -membership/1/b
      changes: 3 calls, lower bound 3
    `);
  });

  it('never leaves a queue empty, even without a floor', () => {
    const { plan } = planOf({
      live: ['queue/1', 'agent/a', 'agent/b', 'membership/1/a'],
      desired: ['queue/1', 'membership/1/b'],
    });
    expect(plan.changes.find((change) => change.key === 'delete membership/1/a')?.waitsFor).toEqual([
      'create membership/1/b',
    ]);
  });

  it('drops that wish where it would cost an order', () => {
    // Agent b may be in one queue alone, so it must leave queue 2 first, and queue 2 waits for a.
    const story: Story = {
      facts: { queuesPerAgent: 1 },
      live: ['queue/1', 'queue/2', 'agent/a', 'agent/b', 'membership/1/a', 'membership/2/b'],
      desired: ['queue/1', 'queue/2', 'agent/a', 'agent/b', 'membership/1/b', 'membership/2/a'],
    };
    const { plan } = planOf(story);
    expect(plan.problems).toEqual([]);
    expect(verify(planOf(story)).problems).toEqual([]);
    const asked = planOf({ ...story, policy: floor(1) }).plan;
    expect(asked.status).toBe('refused');
    expect(asked.problems).toMatchObject([{ code: 'staffing-floor' }]);
    expect(asked.problems[0]?.message).toContain(
      'create membership/1/b, create membership/2/a, delete membership/1/a, delete membership/2/b wait for each other',
    );
  });

  it('counts disabling as leaving and enabling as joining', () => {
    expect(
      golden({
        policy: floor(1),
        live: [
          'queue/1',
          ['agent/a', { enabled: true }],
          ['agent/b', { enabled: false }],
          'membership/1/a',
          'membership/1/b',
        ],
        desired: [
          ['agent/a', { enabled: false }],
          ['agent/b', { enabled: true }],
        ],
      }),
    ).toContain('~ agent/a enabled=false after ~agent/b');
  });

  it('counts the delete of an agent as leaving', () => {
    expect(
      golden({
        policy: floor(1),
        live: ['queue/1', 'agent/a', 'membership/1/a'],
        desired: ['queue/1', 'agent/b', 'membership/1/b'],
        absent: ['agent/a'],
      }),
    ).toBe(text`
      + agent/b
      - agent/a after -membership/1/a
      + membership/1/b after +agent/b
      - membership/1/a after +membership/1/b
      --
      1 c1: +agent/b
      2 c2 <- c1: +membership/1/b
      3 c3 <- c2: -membership/1/a
      4 c4 <- c3: -agent/a
      changes: 4 calls, lower bound 4
    `);
  });

  it('refuses an end below the floor, unless the queue goes', () => {
    const live: Said[] = ['queue/1', 'agent/a', 'agent/b', 'membership/1/a', 'membership/1/b'];
    const fewer = planOf({ policy: floor(2), live, desired: ['queue/1', 'membership/1/a'] }).plan;
    expect(fewer).toMatchObject({
      status: 'refused',
      problems: [{ code: 'staffing-floor', address: 'queue/1' }],
    });
    const gone = planOf({ policy: floor(2), live, absent: ['queue/1'] }).plan;
    expect(gone.problems).toEqual([]);
  });

  it('splits one call where order demands it, and says so', () => {
    // Unbinding x from 1 and 3 is one call, binding y to 1 and 2 another; but 1 needs y before x goes, and 2 can only be
    // made when 3 is gone.
    expect(
      golden({
        facts: { maxQueues: 2 },
        bindBy: 'agent',
        policy: floor(1),
        live: ['queue/1', 'queue/3', 'agent/x', 'agent/y', 'membership/1/x', 'membership/3/x'],
        desired: ['agent/x', 'agent/y', 'queue/1', 'queue/2', 'membership/1/y', 'membership/2/y'],
        absent: ['queue/3'],
      }),
    ).toBe(text`
      + queue/2 after -queue/3
      - queue/3 after -membership/3/x
      + membership/1/y
      + membership/2/y after +queue/2
      - membership/1/x after +membership/1/y
      - membership/3/x
      --
      1 c1: +membership/1/y
      2 c2 <- c1: -membership/1/x -membership/3/x
      3 c3 <- c2: -queue/3
      4 c4 <- c3: +queue/2
      5 c5 <- c4: +membership/2/y
      because order: create of agent/y takes 2 calls, because what it does must come partly before and partly after other changes
      changes: 5 calls, lower bound 4
    `);
  });
});

describe('rings', () => {
  it('creates two queues that overflow into each other without, then joins them', () => {
    expect(
      golden({
        desired: [
          ['queue/1', { overflow: '2' }],
          ['queue/2', { overflow: '1' }],
        ],
      }),
    ).toBe(text`
      + queue/1
      ~ queue/1 overflow="2" after +queue/1 +queue/2
      + queue/2 overflow="1" after +queue/1
      --
      1 c1: +queue/1
      2 c2 <- c1: +queue/2
      3 c3 <- c2: ~queue/1
      changes: 3 calls, lower bound 3
    `);
  });

  it('names a ring that nothing can split', () => {
    const planned = planOf({
      desired: ['queue/1', 'agent/a'],
      provider: {
        ...base,
        order: () => [
          { change: 'create queue/1', waitsFor: 'create agent/a' },
          { change: 'create agent/a', waitsFor: 'create queue/1' },
        ],
      },
    });
    expect(planned.plan.status).toBe('invalid');
    expect(planned.plan.problems).toMatchObject([{ code: 'cycle' }]);
    expect(planned.plan.problems[0]?.message).toContain('"create queue/1" waits for "create agent/a"');
  });

  it('drops a wish of the provider that would close one', () => {
    const planned = planOf({
      desired: ['queue/1', 'agent/a', 'membership/1/a'],
      provider: {
        ...base,
        order: () => [
          { change: 'create queue/1', waitsFor: 'create membership/1/a', soft: true },
          { change: 'create agent/a', waitsFor: 'create queue/1', soft: true },
        ],
      },
    });
    expect(planned.plan.problems).toEqual([]);
    expect(planned.plan.changes.map((change) => [change.key, change.waitsFor])).toEqual([
      ['create queue/1', []],
      ['create agent/a', ['create queue/1']],
      ['create membership/1/a', ['create agent/a', 'create queue/1']],
    ]);
  });

  const chain = ['queue/1', 'queue/2', 'queue/3', 'queue/4'] as const;
  const orders = permutations(chain);
  it.each(orders.map((order) => [order.join(' ')]))('orders a chain of four, declared as %s', (declared) => {
    const after: Record<string, string> = { 'queue/1': '2', 'queue/2': '3', 'queue/3': '4' };
    const desired = declared.split(' ').map((address): Said => {
      const overflow = after[address];
      return overflow === undefined ? address : [address, { overflow }];
    });
    const planned = planOf({ desired });
    expect(planned.plan.calls.map((call) => call.changes[0])).toEqual([
      'create queue/4',
      'create queue/3',
      'create queue/2',
      'create queue/1',
    ]);
    expect(verify(planned).verified).toBe(true);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
