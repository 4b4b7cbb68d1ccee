// What is ours: prune and whole lists, what only a person can do, what nothing can read, and `--only`.
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/contract/index.js';
import { hashValue } from '../../src/plan/hash.js';
import { factAfter } from '../../src/plan/ledger-known.js';
import { kinds, provider } from './fake-provider.js';
import { planOf, type Story, verify } from './support.js';

const keys = (story: Story): string[] => planOf(story).plan.changes.map((change) => change.key);

describe('ownership', () => {
  const live = ['queue/1', 'queue/2', 'agent/a', 'route/0', 'membership/1/a', 'membership/2/a'];

  it('leaves alone what no file declares, and does not list what merely hangs on it', () => {
    expect(planOf({ live, desired: ['queue/1'] }).plan).toMatchObject({
      changes: [],
      status: 'clean',
      unmanaged: ['agent/a', 'queue/2', 'route/0'],
      summary: { unmanaged: 3 },
    });
  });

  it('owns whole lists without prune', () => {
    expect(
      keys({ live: [...live, 'agent/b'], desired: ['queue/1', 'agent/a', 'agent/b', 'membership/1/b'] }),
    ).toEqual(['create membership/1/b', 'delete membership/1/a']);
  });

  it('prunes the sections that the policy names, with what hangs on their objects', () => {
    expect(keys({ live, desired: ['queue/1'], policy: { prune: ['queues'] } })).toEqual([
      'delete queue/2',
      'delete membership/2/a',
    ]);
    expect(keys({ live, desired: ['queue/1'], policy: { prune: 'all' } })).toEqual([
      'delete queue/2',
      'delete membership/2/a',
    ]);
  });

  it('never prunes a section that no file mentions', () => {
    expect(keys({ live, desired: ['queue/1'], policy: { prune: ['queues', 'routes'] } })).not.toContain(
      'delete route/0',
    );
  });

  it('never prunes parts of an item whose list is not ours', () => {
    const story: Story = {
      live: ['agent/a', 'agent/b', 'extension/8001', 'binding/8001/a'],
      desired: ['agent/a'],
      policy: { prune: ['agents'] },
    };
    expect(keys(story)).toEqual(['delete agent/b']);
  });

  it('never prunes what is untouchable, owned, or named by what is declared', () => {
    const plan = planOf({
      live: [
        'queue/1',
        'queue/2',
        'queue/3',
        'agent/a',
        'number/055',
        'number/066',
        ['route/0', { queue: '2' }],
      ],
      desired: ['queue/1', 'number/055', ['route/0', { queue: '2' }]],
      untouchable: { 'queue/3': 'it is how we sign in' },
      policy: { prune: 'all' },
    }).plan;
    expect(plan).toMatchObject({ changes: [], unmanaged: ['agent/a', 'number/066', 'queue/2', 'queue/3'] });
  });

  it('says why it does not delete what is untouchable', () => {
    const { plan } = planOf({
      live: ['agent/a'],
      absent: ['agent/a'],
      untouchable: { 'agent/a': 'it is how we sign in' },
    });
    expect(plan).toMatchObject({
      status: 'invalid',
      changes: [],
      problems: [{ code: 'untouchable', address: 'agent/a' }],
    });
  });
});

describe('manual', () => {
  it('leaves out what refers to nothing, link by link, and goes on with the rest', () => {
    const { plan } = planOf({
      live: ['queue/1', 'agent/a'],
      desired: ['queue/1', 'membership/1/a', 'membership/1/ghost', ['route/0', { queue: '7' }]],
    });
    expect(plan.changes.map((change) => change.key)).toEqual(['create membership/1/a']);
    expect(plan.manual).toEqual([
      {
        address: 'agent/ghost',
        reason: 'neither declared nor live; create it or declare it',
        blocks: ['membership/1/ghost'],
      },
      {
        address: 'queue/7',
        reason: 'neither declared nor live; create it or declare it',
        blocks: ['route/0'],
      },
    ]);
    expect(plan.status).toBe('changes');
    expect(plan.summary.manual).toBe(2);
  });

  it('takes over preconditions of the provider, transitively, but lets live objects be referred to', () => {
    const preconditions = (): { address: string; reason: string }[] => [
      { address: 'queue/1', reason: 'rename it by hand' },
      { address: 'queue/2', reason: 'buy it' },
    ];
    const { plan } = planOf({
      live: [['queue/1', { name: 'Old' }], 'agent/a'],
      desired: [
        ['queue/1', { name: 'New' }],
        'queue/2',
        'membership/1/a',
        'membership/2/a',
        ['queue/3', { overflow: '2' }],
        'membership/3/a',
      ],
      provider: { ...provider, preconditions },
    });
    expect(plan.changes.map((change) => change.key)).toEqual(['create membership/1/a']);
    expect(plan.manual).toEqual([
      { address: 'queue/1', reason: 'rename it by hand', blocks: [] },
      { address: 'queue/2', reason: 'buy it', blocks: ['membership/2/a', 'membership/3/a', 'queue/3'] },
    ]);
  });

  it('never creates what is only given, and cannot tell two of one name apart', () => {
    const { plan } = planOf({
      desired: ['number/055', 'route/0'],
      ambiguous: { 'route/0': '2 live routes share this key; delete one' },
    });
    expect(plan).toMatchObject({
      changes: [],
      manual: [
        { address: 'number/055', reason: 'the account does not own it; order it' },
        { address: 'route/0', reason: '2 live routes share this key; delete one' },
      ],
    });
  });

  it('keeps the delete of what a blocked change would have let go of', () => {
    const { plan } = planOf({
      live: ['queue/1', ['route/0', { queue: '1' }]],
      desired: [['route/0', { queue: 'ghost' }]],
      absent: ['queue/1'],
    });
    expect(plan.problems).toMatchObject([{ code: 'still-referred', address: 'queue/1' }]);
  });
});

describe('what nothing can read', () => {
  const applied = (fields: Parameters<typeof hashValue>[0]): Ledger['facts'][string] => ({
    applied: hashValue(fields),
  });

  it('makes sure of it without a ledger, and says that it cannot know', () => {
    const { plan } = planOf({ desired: ['extension/8001', ['events', { names: ['begin'] }]] });
    expect(plan.changes).toMatchObject([
      { key: 'create extension/8001', certainty: 'unknowable' },
      { key: 'create events', certainty: 'unknowable', fields: [{ path: 'names', before: null }] },
    ]);
  });

  it('does nothing where the ledger says that it was written so, and lists it', () => {
    const story: Story = {
      desired: ['extension/8001', ['events', { names: ['begin'] }]],
      ledger: { 'extension/8001': applied({}), events: applied({ names: ['begin'] }) },
    };
    const planned = planOf(story);
    expect(planned.plan).toMatchObject({ status: 'clean', changes: [], calls: [] });
    expect(planned.plan.unverifiable.map((item) => item.address)).toEqual(['events', 'extension/8001']);
    expect(planned.context.after('extension/8001')).toBeDefined();
  });

  it('makes anew what only the ledger vouches for, before something is bound to it', () => {
    const planned = planOf({
      live: ['agent/a'],
      desired: ['agent/a', 'extension/8001', 'binding/8001/a'],
      ledger: { 'extension/8001': applied({}) },
    });
    expect(planned.plan.changes.map((change) => change.key)).toEqual([
      'create extension/8001',
      'create binding/8001/a',
    ]);
    expect(verify(planned)).toEqual({ verified: true, problems: [] });
  });

  it('updates a set that was written otherwise', () => {
    const story: Story = {
      desired: [['events', { names: ['end'] }]],
      ledger: { events: applied({ names: ['begin'] }) },
    };
    expect(keys(story)).toEqual(['update events']);
  });

  it('deletes blind what is declared absent, once', () => {
    expect(keys({ absent: ['extension/8001'] })).toEqual(['delete extension/8001']);
    expect(keys({ absent: ['extension/8001'], ledger: { 'extension/8001': { applied: 'absent' } } })).toEqual(
      [],
    );
    expect(
      keys({ desired: ['extension/8001'], ledger: { 'extension/8001': { applied: 'absent' } } }),
    ).toEqual(['create extension/8001']);
  });

  it('compares write-only fields of a listed object by their hash, and secrets by their fingerprint', () => {
    const secret = (name: string, fingerprint: string) => ({
      password: { $secret: `env:${name}`, fingerprint },
    });
    const story = (
      fields: Record<string, never> | ReturnType<typeof secret>,
      ledger: Ledger['facts'] = {},
    ): Story => ({
      live: [['agent/a', { name: 'Li' }]],
      desired: [['agent/a', { name: 'Li', ...fields }]],
      ledger,
    });
    const known = { 'agent/a': applied(secret('PW', '0badcafe')) };
    expect(planOf(story(secret('PW', '0badcafe'))).plan.changes).toMatchObject([
      { key: 'update agent/a', certainty: 'unknowable', fields: [{ path: 'password', before: null }] },
    ]);
    expect(planOf(story(secret('RENAMED', '0badcafe'), known)).plan).toMatchObject({
      changes: [],
      unverifiable: [{ address: 'agent/a' }],
    });
    expect(keys(story(secret('PW', 'deadbeef'), known))).toEqual(['update agent/a']);
  });

  it('leaves a secret that we make ourselves alone once its object exists', () => {
    const password = { $secret: 'new:agent/a#password' };
    expect(keys({ live: ['agent/a'], desired: [['agent/a', { password }]] })).toEqual([]);
    expect(keys({ desired: [['agent/a', { password }]] })).toEqual(['create agent/a']);
  });

  it('tells the ledger what makes the next plan empty', () => {
    const story: Story = {
      desired: ['extension/8001', ['events', { names: ['begin'] }]],
      absent: ['extension/8002'],
    };
    const { plan, context } = planOf(story);
    const kindOf = new Map(kinds.map((kind) => [kind.name, kind]));
    const facts = plan.changes.flatMap((change) => {
      const kind = kindOf.get(change.kind);
      const fact = kind && factAfter(change, kind, context, { passwordKnown: true });
      return fact ? [[change.address, fact] as const] : [];
    });
    expect(facts.map(([, fact]) => fact.passwordKnown)).toEqual([true, undefined, true]);
    expect(keys({ ...story, ledger: Object.fromEntries(facts) })).toEqual([]);
  });
});

describe('--only', () => {
  const story: Story = {
    live: ['queue/1', 'agent/a', 'membership/1/a'],
    desired: ['queue/2', 'agent/b', 'membership/2/b', 'queue/3'],
    absent: ['queue/1'],
  };
  const only = (...patterns: string[]): Story => ({ ...story, options: { only: patterns } });

  it('takes what is named and what that needs', () => {
    expect(keys(only('membership/2/*'))).toEqual([
      'create queue/2',
      'create agent/b',
      'create membership/2/b',
    ]);
    expect(keys(only('queue/3'))).toEqual(['create queue/3']);
    expect(keys(only('queue/1'))).toEqual(['delete queue/1', 'delete membership/1/a']);
  });

  it('takes along who frees the place, and only as many as it needs', () => {
    const full: Story = {
      facts: { maxQueues: 2 },
      live: ['queue/1', 'queue/2'],
      desired: ['queue/3', 'queue/4'],
      absent: ['queue/1', 'queue/2'],
    };
    expect(keys({ ...full, options: { only: ['queue/4'] } })).toEqual(['create queue/4', 'delete queue/1']);
  });

  it('takes along who fills a gap: of several, who brings the least along', () => {
    const gap: Story = {
      live: ['queue/1', 'agent/a', 'agent/c', 'membership/1/a'],
      desired: ['agent/b', 'membership/1/b', 'membership/1/c'],
      policy: { staffing: { default: 1, of: {} } },
      options: { only: ['membership/1/a'] },
    };
    expect(keys(gap)).toEqual(['create membership/1/c', 'delete membership/1/a']);
  });

  it('does not delete for a place that is free', () => {
    const roomy: Story = {
      facts: { maxQueues: 3 },
      live: ['queue/1', 'queue/2'],
      desired: ['queue/3', 'queue/4'],
      absent: ['queue/1'],
    };
    expect(keys({ ...roomy, options: { only: ['queue/4'] } })).toEqual(['create queue/4']);
  });

  it('takes along who keeps the floor', () => {
    const swap: Story = {
      live: ['queue/1', 'agent/a', 'agent/b', 'membership/1/a'],
      desired: ['queue/1', 'membership/1/b'],
      policy: { staffing: { default: 1, of: {} } },
    };
    expect(keys({ ...swap, options: { only: ['membership/1/a'] } })).toEqual([
      'create membership/1/b',
      'delete membership/1/a',
    ]);
  });

  it('shows a restricted end to the provider', () => {
    const { context } = planOf(only('queue/3'));
    expect([
      context.after('queue/1')?.address,
      context.after('queue/2'),
      context.after('queue/3')?.address,
    ]).toEqual(['queue/1', undefined, 'queue/3']);
  });

  it('warns of a pattern that names nothing', () => {
    expect(planOf(only('queue/3', 'queue/typo')).plan).toMatchObject({
      status: 'changes',
      problems: [{ code: 'only-nothing', severity: 'warning' }],
    });
  });
});
