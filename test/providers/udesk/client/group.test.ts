// The fewest calls: the fixtures of udesk.md §7.3, the worked cases of §7.4, and laws over random changes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallGroup, Change, PlanContext, Resource } from '../../../../src/contract/index.js';
import { group } from '../../../../src/providers/udesk/group.js';
import { lowerBound } from '../../../../src/providers/udesk/lower-bound.js';
import {
  agent,
  binding,
  extension,
  fastRoute,
  membership,
  planned,
  queue,
  relayDefault,
  relayNumber,
  subscription,
  webhookEvents,
} from './support.js';

const MINIMAL = { bindMode: 'minimal' };
const sure = (groups: readonly CallGroup[]): CallGroup[] => groups.filter((entry) => !entry.conditional);
const grouped = ({ changes, context }: { changes: readonly Change[]; context: PlanContext }) => {
  const { groups, reasons } = group(changes, context);
  return { groups, reasons, calls: sure(groups).length, bound: lowerBound(changes, context) };
};
const named = (groups: readonly CallGroup[], operation: string): CallGroup[] =>
  groups.filter((entry) => entry.operation === operation);

/** Memberships given as `9001: a1 a2`. */
const pairs = (text: string): Resource[] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [q = '', members = ''] = line.split(':');
      return members
        .trim()
        .split(/\s+/)
        .map((member) => membership(q.trim(), member));
    });
const F1 = '9001: 1 2 3 4 5\n9002: 1\n9003: 1';

describe('binding pairs (udesk.md §7.3)', () => {
  it.each([
    ['F1', F1, 2],
    ['F2', '9001: 1 2 3 4\n9002: 1 2 3 4\n9003: 1 2 3 4', 3],
    ['F3', '9001: 1\n9002: 2\n9003: 3\n9004: 4', 4],
    ['F4', '9001: 1\n9002: 1 2\n9003: 2', 2],
  ])('%s takes the minimum', (_name, text, expected) => {
    expect(grouped(planned([], pairs(text)))).toMatchObject({
      calls: expected,
      bound: expected,
      reasons: undefined,
    });
  });

  it('F1: one call for queue 9001 and one for agent 1, each pair in exactly one', () => {
    const { groups } = grouped(planned([], pairs(F1)));
    expect(groups).toEqual([
      {
        operation: 'agent.addQueues',
        about: 'agent/1',
        changes: ['create membership/9001/1', 'create membership/9002/1', 'create membership/9003/1'],
      },
      {
        operation: 'queue.addAgents',
        about: 'queue/9001',
        changes: [2, 3, 4, 5].map((id) => `create membership/9001/${id}`),
      },
    ]);
  });

  it('F1 with agent 1 barred (G21: it has a live queue) takes three calls and says why', () => {
    const live = [membership('9009', '1')];
    const { calls, bound, reasons } = grouped(planned(live, [...live, ...pairs(F1)]));
    expect({ calls, bound }).toEqual({ calls: 3, bound: 2 });
    expect(reasons?.[0]).toContain('caution: agent-side bind only for agents without a live queue');
  });

  it('F1 with agent 1 in a live queue still takes two calls with bindMode: minimal', () => {
    const live = [membership('9009', '1')];
    expect(grouped(planned(live, [...live, ...pairs(F1)], MINIMAL))).toMatchObject({ calls: 2, bound: 2 });
  });

  it('G21: an agent that is bound from its own side is named by no queue-side call', () => {
    fc.assert(
      fc.property(pairSets, ({ live, missing }) => {
        const { changes, context } = planned(live, [...live, ...missing]);
        const { groups } = group(changes, context);
        const own = new Set(
          named(groups, 'agent.addQueues').map((entry) => entry.about?.slice('agent/'.length)),
        );
        for (const entry of named(groups, 'queue.addAgents')) {
          for (const key of entry.changes) expect(own.has(key.split('/')[2])).toBe(false);
        }
        for (const id of own)
          expect(live.some((resource) => resource.address.endsWith(`/${id}`))).toBe(false);
      }),
    );
  });
});

const pairSets = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.boolean()), {
    selector: ([q, a]) => `${q}/${a}`,
    maxLength: 18,
  })
  .map((rows) => {
    const resource = ([q, a]: [number, number, boolean]): Resource => membership(`900${q}`, String(a));
    return {
      live: rows.filter((row) => row[2]).map(resource),
      missing: rows.filter((row) => !row[2]).map(resource),
    };
  });

// ---------------------------------------------------------------- worked cases

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const queueIds = (count: number): string[] => numbers(count).map((index) => String(9000 + index));
const agentIds = (count: number): string[] => numbers(count).map((index) => String(10_000 + index));
const extensionOf = (agentId: string): string => String(Number(agentId) - 9000);

function center(queues: number, agents: number): Resource[] {
  return [
    ...queueIds(queues).map((id) => queue(id)),
    ...agentIds(agents).flatMap((id) => [
      agent(id),
      extension(extensionOf(id)),
      binding(extensionOf(id), id),
      ...queueIds(queues).map((queueId) => membership(queueId, id)),
    ]),
  ];
}
const OWNED = relayNumber('0571');
const extras = [
  OWNED,
  relayDefault('0571'),
  subscription('crm'),
  subscription('wallboard'),
  webhookEvents({ call: ['begin'] }),
];

describe('the worked cases (udesk.md §7.4)', () => {
  it.each([
    [3, 4, 18],
    [10, 100, 224],
  ])('bootstrap of %i queues and %i agents takes %i calls', (queues, agents, expected) => {
    // The sheet counts the agents of both cases as one POST.
    const batch = { agents: 100 };
    const made = grouped(planned([OWNED], [...center(queues, agents), ...extras], { batch }));
    expect(made).toMatchObject({ calls: expected, bound: expected, reasons: undefined });
    // G55: two more if the subscriptions do not start enabled.
    expect(made.groups.length - made.calls).toBe(2);
  });

  it.each([
    [3, 4, 11],
    [10, 100, 210],
  ])('tearing down %i queues and %i agents takes %i calls', (queues, agents, expected) => {
    expect(grouped(planned(center(queues, agents), []))).toMatchObject({ calls: expected, bound: expected });
  });

  it('nothing to do takes no call', () => {
    const all = center(3, 4);
    expect(grouped(planned(all, all))).toMatchObject({ calls: 0, bound: 0 });
  });
});

// ---------------------------------------------------------------- single rules

describe('agents', () => {
  it('C21: creates go out in batches of batch.agents', () => {
    const all = agentIds(7).map((id) => agent(id));
    const made = grouped(planned([], all, { batch: { agents: 3 } }));
    expect(made.groups.map((entry) => entry.changes.length)).toEqual([3, 3, 1]);
    expect(made.bound).toBe(1);
    expect(made.reasons).toEqual([expect.stringContaining('7 new agents go out 3 at a time (batch.agents)')]);
    expect(
      grouped(
        planned(
          [],
          agentIds(100).map((id) => agent(id)),
        ),
      ).calls,
    ).toBe(1);
    expect(
      grouped(
        planned(
          [],
          agentIds(101).map((id) => agent(id)),
        ),
      ).calls,
    ).toBe(2);
  });

  it('C5: one call deletes an agent with its extensions if all of them go', () => {
    const live = [
      agent('1'),
      extension('8001'),
      binding('8001', '1'),
      extension('8002'),
      binding('8002', '1'),
    ];
    const { groups, bound } = grouped(planned(live, []));
    expect(groups).toEqual([
      {
        operation: 'agent.deleteWithExtensions',
        about: 'agent/1',
        whole: true,
        changes: [
          'delete agent/1',
          'delete extension-binding/8001/1',
          'delete extension-binding/8002/1',
          'delete extension/8001',
          'delete extension/8002',
        ],
      },
    ]);
    expect(bound).toBe(1);
  });

  it('C5: an extension that stays is never in danger: unbind, delete the agent, delete the other', () => {
    const live = [
      agent('1'),
      extension('8001'),
      binding('8001', '1'),
      extension('8002'),
      binding('8002', '1'),
    ];
    const { groups, bound } = grouped(planned(live, [extension('8002')]));
    expect(groups.map((entry) => [entry.operation, entry.changes.length])).toEqual([
      ['agent.delete', 1],
      ['extension.delete', 1],
      ['extension.unbind', 2],
    ]);
    expect(bound).toBe(3);
  });

  it('C5: an extension that another agent shows as well does not go with the first', () => {
    const live = [agent('1'), agent('2'), extension('8001'), binding('8001', '1'), binding('8001', '2')];
    const { groups, calls, bound } = grouped(planned(live, [agent('2')]));
    expect(named(groups, 'agent.delete')[0]?.changes).toEqual(['delete agent/1']);
    expect(calls).toBe(bound);
  });

  it("an agent's default number goes with the agent at no cost", () => {
    const { groups, bound } = grouped(planned([agent('1'), relayDefault('0571', '1')], []));
    expect(groups.map((entry) => entry.changes)).toEqual([['delete agent/1', 'delete relay-default/1']]);
    expect(bound).toBe(1);
  });

  it('C6: an exchange of extensions is one unbind and one bind an agent', () => {
    const both = [agent('1'), agent('2'), extension('8001'), extension('8002')];
    const made = grouped(
      planned(
        [...both, binding('8001', '1'), binding('8002', '2')],
        [...both, binding('8002', '1'), binding('8001', '2')],
      ),
    );
    expect(made.groups.map((entry) => entry.operation)).toEqual([
      'extension.bind',
      'extension.bind',
      'extension.unbind',
      'extension.unbind',
    ]);
    expect(made.bound).toBe(4);
  });

  it('C8: unbinding costs one call an agent, whatever the queues', () => {
    const made = grouped(planned(pairs('9001: 1 2\n9002: 1 2\n9003: 1'), []));
    expect(made.groups.map((entry) => [entry.about, entry.changes.length])).toEqual([
      ['agent/1', 3],
      ['agent/2', 2],
    ]);
    expect(made.bound).toBe(2);
  });
});

describe('the rest', () => {
  it('C20: every change of the digit table is one call', () => {
    const made = grouped(
      planned(
        [fastRoute('1', '9001'), fastRoute('2', '9002')],
        [fastRoute('2', '9001'), fastRoute('3', '9002')],
      ),
    );
    expect(made.groups.map((entry) => entry.changes)).toEqual([
      ['create fast-route/3', 'delete fast-route/1', 'update fast-route/2'],
    ]);
    expect(made.bound).toBe(1);
  });

  it('G55: a subscription whose state the file leaves open is not enabled', () => {
    const { enabled: _enabled, ...fields } = subscription('crm').fields;
    const made = grouped(
      planned([], [{ ...subscription('crm'), fields }, subscription('off', { enabled: false })]),
    );
    expect(named(made.groups, 'subscription.create')).toHaveLength(1);
    expect(named(made.groups, 'subscription.enable')).toMatchObject([
      { changes: ['create subscription/off'], conditional: expect.stringContaining('does not start') },
    ]);
  });

  it('changes and deletes subscriptions one by one', () => {
    const made = grouped(
      planned(
        [subscription('a'), subscription('b'), subscription('c')],
        [subscription('a', { enabled: false }), subscription('b', { callback: 'https://example.com' })],
      ),
    );
    expect(made).toMatchObject({ calls: 3, bound: 3 });
  });
});

// ---------------------------------------------------------------- laws

const world = fc
  .record({
    queues: fc.subarray(['9001', '9002', '9003']),
    agents: fc.subarray(['1', '2', '3', '4']),
    extensions: fc.dictionary(
      fc.constantFrom('8001', '8002', '8003'),
      fc.constantFrom('', '1', '2', '3', '4'),
      { maxKeys: 3 },
    ),
    pairs: fc.subarray(['9001 1', '9001 2', '9001 3', '9002 1', '9002 4', '9003 2', '9003 3']),
    defaults: fc.subarray(['', '1', '2']),
    number: fc.constantFrom('0571', '0572'),
    subscriptions: fc.subarray(['crm', 'wall', 'bi']),
    routes: fc.dictionary(fc.constantFrom('1', '2', '3'), fc.constantFrom('9001', '9002'), { maxKeys: 3 }),
    name: fc.constantFrom('x', 'y'),
  })
  .map((parts): Resource[] => {
    const agents = new Set(parts.agents);
    const queues = new Set(parts.queues);
    return [
      ...parts.queues.map((id) => queue(id, { name: parts.name })),
      ...parts.agents.map((id) => agent(id, { name: parts.name })),
      ...Object.entries(parts.extensions).flatMap(([number, owner]) => [
        extension(number),
        ...(agents.has(owner) ? [binding(number, owner)] : []),
      ]),
      ...parts.pairs
        .map((text) => text.split(' '))
        .filter(([q = '', a = '']) => queues.has(q) && agents.has(a))
        .map(([q = '', a = '']) => membership(q, a)),
      ...parts.defaults
        .filter((id) => id === '' || agents.has(id))
        .map((id) => relayDefault(parts.number, id === '' ? undefined : id)),
      ...parts.subscriptions.map((name) => subscription(name)),
      ...Object.entries(parts.routes).map(([key, id]) => fastRoute(key, id)),
    ];
  });

describe('laws of grouping', () => {
  it('serves every change, and none by two sure calls', () => {
    fc.assert(
      fc.property(world, world, (before, after) => {
        const { changes, context } = planned(before, after);
        const { groups } = group(changes, context);
        const served = sure(groups).flatMap((entry) => entry.changes);
        expect([...served].sort()).toEqual(changes.map((change) => change.key).sort());
      }),
    );
  });

  it('needs no fewer calls than the lower bound, exactly as many with bindMode: minimal', () => {
    fc.assert(
      fc.property(world, world, (before, after) => {
        const cautious = grouped(planned(before, after));
        expect(cautious.calls).toBeGreaterThanOrEqual(cautious.bound);
        expect(cautious.reasons === undefined).toBe(cautious.calls === cautious.bound);
        const minimal = grouped(planned(before, after, MINIMAL));
        expect(minimal.calls).toBe(minimal.bound);
      }),
    );
  });

  it('does not depend on the order of the changes', () => {
    fc.assert(
      fc.property(world, world, fc.infiniteStream(fc.nat()), (before, after, keys) => {
        const { changes, context } = planned(before, after);
        const shuffled = changes
          .map((change) => ({ change, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map((entry) => entry.change);
        expect(group(shuffled, context)).toEqual(group(changes, context));
      }),
    );
  });

  it('agrees with brute force on the number of bind calls', () => {
    fc.assert(
      fc.property(pairSets, ({ missing }) => {
        const { calls } = grouped(planned([], missing, MINIMAL));
        expect(calls).toBe(smallestCover(missing.map((resource) => resource.address.split('/').slice(1))));
      }),
      { numRuns: 60 },
    );
  });
});

/** The smallest set of queues and agents that touches every pair, by trying them all. */
function smallestCover(edges: readonly string[][]): number {
  const vertices = [...new Set(edges.flatMap(([q, a]) => [`q${q}`, `a${a}`]))];
  let best = vertices.length;
  for (let set = 0; set < 1 << vertices.length; set += 1) {
    const chosen = new Set(vertices.filter((_, index) => set & (1 << index)));
    if (chosen.size < best && edges.every(([q, a]) => chosen.has(`q${q}`) || chosen.has(`a${a}`)))
      best = chosen.size;
  }
  return best;
}
