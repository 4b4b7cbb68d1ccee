// The inverse of a plan: what it wants, what it cannot bring back, and the law that any part of a plan can be undone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind, Ledger, Live, Provider, Resource } from '../../src/contract/index.js';
import { createRandom } from '../../src/contract/random.js';
import { snapshotOf } from '../../src/plan/inverse/snapshot.js';
import { isAsExpected, undoable } from '../../src/plan/inverse/states.js';
import { type Inverse, invert } from '../../src/plan/inverse.js';
import { type Planned, plan } from '../../src/plan/plan.js';
import { createSender, sendCall } from '../../src/plan/verify/send.js';
import { model } from './fake-model.js';
import { provider as plainFake } from './fake-provider.js';
import { story, tightStory } from './generate.js';
import { liveOf, planOf, render, type Story, text } from './support.js';

/** The made-up vendor, whose ledger proves what was made here. */
const fake: Provider = {
  ...plainFake,
  kinds: plainFake.kinds.map((kind): Kind => {
    if (kind.name === 'extension') {
      return {
        ...kind,
        madeHere: (fact) => fact.made === true,
        irreversible: (change) => (change.action === 'delete' ? 'it gets another password' : undefined),
      };
    }
    return kind.name === 'route' ? { ...kind, neverEmpty: 'the table cannot be emptied' } : kind;
  }),
};

const LEDGER: Ledger = { formatVersion: 1, center: 'acme', account: 'a1', facts: {} };

function inverseOf(said: Story): { planned: Planned; inverse: Inverse } {
  const planned = planOf({ ...said, provider: fake });
  const { context } = planned;
  const before = snapshotOf(planned.plan, context, fake);
  const saved = JSON.parse(JSON.stringify(planned.plan)) as typeof planned.plan;
  return { planned, inverse: invert({ plan: saved, desired: context.desired, before, provider: fake }) };
}

function undo(inverse: Inverse, live: Live = inverse.live, ledger: Ledger = LEDGER): Planned {
  const { desired } = undoable(inverse.desired, live, ledger, fake);
  return plan({ desired, live, ledger, provider: fake });
}

const shown = (said: Story): string => {
  const { inverse } = inverseOf(said);
  const made = { ...LEDGER, facts: factsFor(inverse) };
  const { plan: undoing } = undo(inverse, inverse.live, made);
  const lines = render({ ...undoing, unmanaged: [] });
  return [lines, ...inverse.irreversible.map(({ address, reason }) => `lost ${address}: ${reason}`)].join(
    '\n',
  );
};
const factsFor = ({ desired }: Inverse): Ledger['facts'] =>
  Object.fromEntries([...desired.absent.keys()].map((address) => [address, { made: true }]));

describe('what is undone', () => {
  it('creates, with all that hangs on them, go', () => {
    expect(shown({ desired: ['queue/1', 'agent/a', 'membership/1/a'] })).toBe(text`
      - queue/1 after -membership/1/a
      - agent/a after -membership/1/a
      - membership/1/a
      --
      1 c1: -membership/1/a
      2 c2 <- c1: -queue/1
      2 c3 <- c1: -agent/a
      changes: 3 calls, lower bound 3
    `);
  });
  it('deletes come back with every field and membership, also of those that no file declared', () => {
    expect(
      shown({
        live: [['queue/1', { name: 'A', timeout: 30 }], ['agent/a', { enabled: true }], 'membership/1/a'],
        absent: ['queue/1'],
      }),
    ).toBe(text`
      + queue/1 name="A" timeout=30
      + membership/1/a after +queue/1
      --
      1 c1: +queue/1
      2 c2 <- c1: +membership/1/a
      changes: 2 calls, lower bound 2
    `);
  });
  it('updates go back, field by field; what the plan left alone is left alone', () => {
    expect(
      shown({
        live: [['queue/1', { name: 'A', timeout: 30 }]],
        desired: [['queue/1', { name: 'B', overflow: null }]],
      }),
    ).toBe(text`
      ~ queue/1 name="A"
      --
      1 c1: ~queue/1
      changes: 1 calls, lower bound 1
    `);
  });
  it('what was only seen through a binding is found again before it is bound', () => {
    const said: Story = {
      live: ['agent/a', 'extension/8001', 'binding/8001/a'],
      desired: ['agent/a'],
      lists: ['extensions of agent/a'],
    };
    expect(shown(said)).toBe(text`
      + extension/8001 (unknowable)
      + binding/8001/a after +extension/8001
      --
      1 c1: +extension/8001
      2 c2 <- c1: +binding/8001/a
      changes: 2 calls, lower bound 2
    `);
  });
  it('an object that was renamed gets its old name back', () => {
    expect(
      shown({
        live: [['queue/1', { name: 'A' }]],
        desired: [['queue/2', { name: 'B' }]],
        renames: { 'queue/1': 'queue/2' },
      }),
    ).toContain('~ queue/1 address="queue/1" name="A"');
  });
  it('a cycle that was created in two steps is taken apart', () => {
    const said = {
      desired: [
        ['queue/1', { overflow: '2' }],
        ['queue/2', { overflow: '1' }],
      ],
    } satisfies Story;
    expect(inverseOf(said).planned.plan.changes.length).toBe(3);
    expect([...inverseOf(said).inverse.desired.absent.keys()]).toEqual(['queue/1', 'queue/2']);
  });
  it('the inverse of nothing is nothing', () => {
    expect(shown({ live: ['queue/1'], desired: ['queue/1'] })).toBe('clean: 0 calls, lower bound 0');
  });
});

describe('what cannot be undone is named', () => {
  it.each<[string, Story, string[]]>([
    [
      'a set that nothing shows',
      { desired: [['events/all', { names: ['x'] }]] },
      ['events/all: no call shows what stood there before'],
    ],
    [
      'a password that was replaced',
      {
        live: [['agent/a', { name: 'A' }]],
        desired: [['agent/a', { name: 'B', password: { $secret: 'env:P', fingerprint: '00000000' } }]],
      },
      ['agent/a: the old value of password cannot be read; the new one stays'],
    ],
    [
      'a password of an agent that is gone',
      { live: ['agent/a'], absent: ['agent/a'] },
      ['agent/a: the old password cannot be read; a new one is made'],
    ],
    [
      'what the kind says',
      { live: ['agent/a', 'extension/8001', 'binding/8001/a'], absent: ['extension/8001'] },
      ['extension/8001: it gets another password'],
    ],
    ['a blind delete', { absent: ['extension/8009'] }, ['extension/8009: it gets another password']],
  ])('%s', (_what, said, lost) => {
    const { inverse } = inverseOf(said);
    expect(inverse.irreversible.map(({ address, reason }) => `${address}: ${reason}`)).toEqual(lost);
  });
  it('a list that cannot be emptied stays, and what it refers to', () => {
    const listed = { ...fake, kinds: fake.kinds };
    const planned = planOf({
      desired: ['queue/1', ['route/5', { queue: '1' }], 'queue/2'],
      provider: listed,
    });
    const { desired } = planned.context;
    const table = {
      ...desired,
      resources: new Map(
        [...desired.resources].map(
          ([address, one]) => [address, address === 'route/5' ? { ...one, list: 'routes' } : one] as const,
        ),
      ),
    };
    const before = snapshotOf(planned.plan, planned.context, listed);
    const inverse = invert({ plan: planned.plan, desired: table, before, provider: listed });
    expect([...inverse.desired.absent.keys()]).toEqual(['queue/2']);
    expect(inverse.irreversible).toEqual([
      { address: 'queue/1', reason: 'route/5 stays and refers to it' },
      { address: 'route/5', reason: 'the table cannot be emptied' },
    ]);
  });
  it('no secret and no vendor id is kept', () => {
    const { planned } = inverseOf({ live: [['agent/a', { name: 'A' }]], absent: ['agent/a'] });
    const { live } = planned.context;
    const seen = {
      ...live,
      ids: { 'agent/a': 'vendor-7' },
      resources: new Map([
        ['agent/a', { ...(live.resources.get('agent/a') as Resource), fields: { password: 'hunter2' } }],
      ]),
    };
    const kept = snapshotOf(planned.plan, { ...planned.context, live: seen }, fake);
    expect(JSON.stringify([...kept.resources, kept.ids])).not.toMatch(/hunter2|vendor-7/);
  });
});

describe('what no list shows', () => {
  const said: Story = { desired: ['extension/8001'] };
  it('is deleted only where the ledger proves that it was made here', () => {
    const { desired, live } = inverseOf(said).inverse;
    const left = (facts: Ledger['facts']): string[] =>
      undoable(desired, live, { ...LEDGER, facts }, fake).left.map(({ address }) => address);
    expect(left({ 'extension/8001': { made: true } })).toEqual([]);
    expect(left({ 'extension/8001': { applied: 'absent' } })).toEqual([]);
    expect(left({ 'extension/8001': { made: false } })).toEqual(['extension/8001']);
    expect(left({})).toEqual(['extension/8001']);
    expect([...undoable(desired, live, LEDGER, fake).desired.absent]).toEqual([]);
  });
  it('and what cannot be deleted now is left out, with the reason', () => {
    const { desired, live } = inverseOf({ desired: ['queue/1', 'queue/2'] }).inverse;
    const now = { ...live, untouchable: { 'queue/1': 'its id is not known' } };
    const { desired: rest, left } = undoable(desired, now, LEDGER, fake);
    expect(left).toEqual([{ address: 'queue/1', reason: 'its id is not known', seen: true }]);
    expect([...rest.absent.keys()]).toEqual(['queue/2']);
  });
  it('stays where the ledger knew of it before the plan', () => {
    const known = {
      ...said,
      live: ['agent/a'],
      ledger: { 'extension/8001': { made: true, applied: 'x' } },
    } satisfies Story;
    expect([...inverseOf(known).inverse.desired.absent]).toEqual([]);
  });
});

describe('an object is as expected', () => {
  const queue = fake.kinds[0] as Kind;
  const state = {
    kind: 'queue',
    before: { name: 'A', timeout: 1 },
    after: { name: 'B', timeout: 2 },
    written: ['name', 'timeout'],
    loose: [],
  };
  const at = (fields: Resource['fields']): Resource => ({ kind: 'queue', address: 'queue/1', fields });
  it.each<[string, Parameters<typeof isAsExpected>[0], Resource | undefined, boolean]>([
    ['before', state, at({ name: 'A', timeout: 1 }), true],
    ['after', state, at({ name: 'B', timeout: 2 }), true],
    ['half way', state, at({ name: 'B', timeout: 1 }), true],
    ['another value', state, at({ name: 'C', timeout: 1 }), false],
    [
      'a field beside that moved',
      { ...state, before: { name: 'A', timeout: 1, zone: 'x' } },
      at({ name: 'A', timeout: 1, zone: 'y' }),
      false,
    ],
    ['gone', state, undefined, false],
    [
      'new, with what the vendor fills in',
      { ...state, before: null },
      at({ name: 'B', timeout: 2, zone: 'z' }),
      true,
    ],
    ['new, and changed since', { ...state, before: null }, at({ name: 'B', timeout: 3 }), false],
    [
      'new, its later field not yet set',
      { ...state, before: null, loose: ['timeout'] },
      at({ name: 'B', timeout: 3 }),
      true,
    ],
    ['not yet made', { ...state, before: null }, undefined, true],
    ['deleted', { ...state, after: null, written: [] }, undefined, true],
    ['not yet deleted', { ...state, after: null, written: [] }, at({ name: 'A', timeout: 1 }), true],
    [
      'made anew by somebody else',
      { ...state, after: null, written: [] },
      at({ name: 'B', timeout: 2 }),
      false,
    ],
  ])('%s', (_what, given, now, expected) => {
    expect(isAsExpected(given, now, queue)).toBe(expected);
  });
});

// ---------------------------------------------------------------- the law

interface Bench {
  send(planned: Planned, most: number, random: () => number): void;
  resources(): readonly Resource[];
  said(): NonNullable<Story['live']>;
}

function bench({ context }: Planned): Bench {
  const sender = createSender(fake, model, context, []);
  const account = {
    state: model.seed(context.live.resources.values(), context.live.facts, {}, sender.tools),
    ids: new Map<string, string>(),
  };
  const resources = (): readonly Resource[] =>
    [...model.resources(account.state)].sort((a, b) => (a.address < b.address ? -1 : 1));
  return {
    resources,
    said: () => resources().map(({ address, fields }) => [address, fields] as const),
    send(planned, most, random) {
      const own = createSender(fake, model, planned.context, planned.plan.changes);
      const left = new Map(planned.plan.calls.map((call) => [call.id, call]));
      for (let sent = 0; sent < most && left.size > 0; sent += 1) {
        const ready = [...left.values()].filter((call) => call.after.every((id) => !left.has(id)));
        const call = ready[Math.floor(random() * ready.length)];
        if (!call) throw new Error('the calls form a cycle');
        left.delete(call.id);
        expect(sendCall(own, account, call)).toMatchObject({ ok: true });
      }
    },
  };
}

const hasErrors = ({ plan: made }: Planned): boolean =>
  made.problems.some(({ severity }) => severity === 'error');
/** What a story leaves unsaid on an object that is made again is the vendor's, so fields that are null count as absent. */
const plainly = (resources: readonly Resource[]): unknown =>
  resources.map(({ address, fields }) => [
    address,
    Object.entries(fields)
      .filter(([path, value]) => value !== null && path !== 'password')
      .sort(),
  ]);

describe('the law of the inverse', () => {
  it('any part of a plan, in any order, then the inverse: the start', () => {
    let undone = 0;
    fc.assert(
      fc.property(fc.oneof(story, tightStory), fc.nat(30), fc.integer(), (given, most, seed) => {
        // Floors may forbid the way back as they may forbid the way there; here they would only hide mistakes.
        const said = { ...given, policy: {} };
        const { planned, inverse } = inverseOf(said);
        if (hasErrors(planned)) return;
        const random = createRandom(seed);
        const account = bench(planned);
        const start = plainly(account.resources());
        account.send(planned, most, random);
        const facts = factsFor(inverse);
        const back = undo(inverse, liveOf({ ...said, live: account.said() }), { ...LEDGER, facts });
        for (const change of back.plan.changes) {
          const state = inverse.touched[change.address];
          const kind = fake.kinds.find(({ name }) => name === change.kind);
          if (state && kind)
            expect([change.key, isAsExpected(state, back.context.before(change.address), kind)]).toEqual([
              change.key,
              true,
            ]);
          else expect(change.kind).toBe('extension');
        }
        if (hasErrors(back)) return;
        account.send(back, Number.POSITIVE_INFINITY, random);
        expect({ end: plainly(account.resources()), plan: render(planned.plan) }).toEqual({
          end: start,
          plan: render(planned.plan),
        });
        undone += 1;
      }),
      { numRuns: 300 },
    );
    expect(undone).toBeGreaterThan(150);
  });

  it('the inverse of the inverse makes the same changes again', () => {
    fc.assert(
      fc.property(story, (given) => {
        const { planned, inverse } = inverseOf({ ...given, policy: {} });
        if (hasErrors(planned)) return;
        const ledger = { ...LEDGER, facts: factsFor(inverse) };
        const back = undo(inverse, inverse.live, ledger);
        const again = invert({
          plan: back.plan,
          desired: back.context.desired,
          before: inverse.live,
          provider: fake,
        });
        const shownOnly = (one: Planned): string[] =>
          one.plan.changes.filter(({ kind }) => kind !== 'extension').map(({ key }) => key);
        const redo = undo(again, again.live, { ...LEDGER, facts: factsFor(again) });
        expect(shownOnly(redo)).toEqual(shownOnly(planned));
      }),
      { numRuns: 150 },
    );
  });
});
