// The small parts: equality, hashes, patterns, saved preconditions, risk and certainty, direction of drift.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/contract/index.js';
import { driftDirection } from '../../src/plan/drift-direction.js';
import { sameValue } from '../../src/plan/equal.js';
import { movedChanges, preconditionsOf } from '../../src/plan/fingerprint.js';
import { components } from '../../src/plan/graph.js';
import { canonical, hashValue } from '../../src/plan/hash.js';
import { matcher, matches } from '../../src/plan/pattern.js';
import { provider } from './fake-provider.js';
import { planOf, type Story } from './support.js';

describe('values', () => {
  const json = fc.jsonValue().map((value) => value as Value);
  it('are equal exactly when their canonical form is', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameValue(a, b)).toBe(canonical(a) === canonical(b));
        expect(sameValue(a, JSON.parse(JSON.stringify(a)) as Value)).toBe(true);
      }),
    );
  });
  it('hash alike in any order of keys', () => {
    expect(hashValue({ a: 1, b: [{ c: null, d: '' }] })).toBe(hashValue({ b: [{ d: '', c: null }], a: 1 }));
  });
  it('take an absent field for null, and order in lists seriously', () => {
    expect([sameValue(undefined, null), sameValue([1, 2], [2, 1]), sameValue('1', 1)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('patterns', () => {
  it.each([
    ['queue/9001', 'queue/9001', true],
    ['queue/9001', 'queue/90011', false],
    ['agent/1*', 'agent/1', true],
    ['agent/1*', 'agent/21', false],
    ['membership/9001/*', 'membership/9001/a', true],
    ['*', '', true],
    ['*1*1', 'x1y1z1', true],
    ['queue/.', 'queue/9', false],
  ])('%s on %s: %s', (pattern, address, expected) => {
    expect(matches(pattern, address)).toBe(expected);
    expect(matcher([pattern])(address)).toBe(expected);
  });
  it('stay quick on a pattern made to be slow', () => {
    expect(matches(`${'a*'.repeat(40)}b`, 'a'.repeat(20_000))).toBe(false);
  });
});

describe('components', () => {
  it('agree with reachability on random graphs', () => {
    const edges = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 14 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const nodes = [0, 1, 2, 3, 4, 5, 6];
        const next = (node: number): number[] => pairs.filter(([from]) => from === node).map(([, to]) => to);
        const reach = (from: number): Set<number> => {
          const seen = new Set([from]);
          for (const node of seen) for (const other of next(node)) seen.add(other);
          return seen;
        };
        const together = (a: number, b: number): boolean => reach(a).has(b) && reach(b).has(a);
        const expected = nodes.map((node) => nodes.filter((other) => together(node, other)));
        const found = components(nodes, next);
        expect(nodes.map((node) => found.find((members) => members.includes(node)))).toEqual(expected);
      }),
    );
  });
});

describe('a saved plan', () => {
  const story: Story = {
    live: [['queue/1', { name: 'A' }], ['queue/2', { name: 'B' }], 'queue/3', 'agent/a'],
    desired: [['queue/1', { name: 'A2' }], ['queue/2', { name: 'B2' }], 'membership/1/a'],
    absent: ['queue/3'],
  };
  const relied = (changed: Story): ReturnType<typeof preconditionsOf> => {
    const { plan, context } = planOf(changed);
    return preconditionsOf(plan, context, provider);
  };
  const moved = (live: Story['live']): string[] =>
    movedChanges(relied(story), relied({ ...story, ...(live ? { live } : {}) }));

  it('stands while nothing moved, whatever else did', () => {
    expect(moved(story.live)).toEqual([]);
    expect(moved([...(story.live ?? []), 'agent/new'])).toEqual([]);
  });
  it('refuses exactly the changes whose objects moved', () => {
    expect(moved([['queue/1', { name: 'A' }], ['queue/2', { name: 'X' }], 'queue/3', 'agent/a'])).toEqual([
      'update queue/2',
    ]);
    expect(
      moved([['queue/1', { name: 'A' }], ['queue/2', { name: 'B' }], 'queue/3', 'agent/a', 'membership/3/a']),
    ).toEqual(['delete queue/3']);
    expect(moved([['queue/1', { name: 'A' }], ['queue/2', { name: 'B2' }], 'queue/3', 'agent/a'])).toEqual([
      'update queue/2',
    ]);
  });
  it('relies on the whole list where a call overwrites it', () => {
    const whole = {
      ...provider,
      operations: { ...provider.operations, create: { ...provider.operations.create, wholeList: true } },
    } as typeof provider;
    const members = (live: readonly string[]): ReturnType<typeof preconditionsOf> => {
      const { plan, context } = planOf({
        live: ['queue/1', 'agent/a', 'agent/b', ...live],
        desired: ['membership/1/a', 'membership/1/b'],
        provider: whole,
      });
      return preconditionsOf(plan, context, whole);
    };
    expect(movedChanges(members([]), members(['membership/1/b']))).toEqual([
      'create membership/1/a',
      'create membership/1/b',
    ]);
  });
  it('has a fingerprint that moves with what it relies on, and with nothing else', () => {
    const print = (live: Story['live']): string =>
      planOf({ ...story, ...(live ? { live } : {}) }).plan.fingerprint;
    expect(print([...(story.live ?? []), 'agent/new'])).toBe(print(story.live));
    expect(print([['queue/1', { name: 'A' }], ['queue/2', { name: 'X' }], 'queue/3', 'agent/a'])).not.toBe(
      print(story.live),
    );
    expect(print(story.live)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('what is said of a change', () => {
  it('has labels, ends and its place in the file', () => {
    const { plan } = planOf({ live: ['queue/1', 'agent/a'], desired: ['membership/1/a'] });
    expect(plan.changes).toMatchObject([
      {
        ends: [{ address: 'queue/1' }, { address: 'agent/a' }],
        source: { file: 'a.yaml', line: 1, column: 1 },
        risk: 'low',
        certainty: 'verified',
      },
    ]);
  });
  it('calls deletes medium, and assumed where nobody shows who is in a call', () => {
    const story: Story = { live: ['agent/a'], absent: ['agent/a'] };
    expect(planOf(story).plan.changes).toMatchObject([
      { risk: 'medium', riskReason: 'takes away an agent', certainty: 'verified' },
    ]);
    const { presence: _presence, ...blind } = provider;
    expect(planOf({ ...story, provider: blind }).plan.changes).toMatchObject([
      { certainty: 'assumed', certaintyReason: 'the vendor does not show who is in a call' },
    ]);
  });
  it('has a direction of drift', () => {
    const { plan } = planOf({
      live: [['queue/1', { name: 'A' }], 'queue/2'],
      desired: [['queue/1', { name: 'B' }], 'queue/3', 'extension/8001'],
      absent: ['queue/2'],
    });
    expect(plan.changes.map((change) => [change.key, driftDirection(change)])).toEqual([
      ['update queue/1', 'ours-changed'],
      ['create queue/3', 'ours-gone'],
      ['delete queue/2', 'foreign-new'],
      ['create extension/8001', 'unknowable'],
    ]);
  });
});
