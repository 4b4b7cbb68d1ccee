// Laws of the model, over random tenants, requests and switches: what a plan that runs on it relies on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, ModelAnswer, ModelRequest, Resource, Value } from '../../../../src/contract/index.js';
import {
  dropResource,
  endpoints,
  model,
  type PortsipState,
  putResource,
} from '../../../../src/providers/portsip/model/index.js';
import { STRATEGIES } from '../../../../src/providers/portsip/model/queue-fields.js';
import { drifts } from '../../../../src/providers/portsip/simulator/drifts.js';
import { chance, newQueue, newUser } from './pbx.js';

const AGENTS = ['6001', '6002', '6003', '6004'];
const QUEUES = ['7301', '7302', '7303'];
const TRUNKS = [
  { name: 'North', pool: '4930100-4930199' },
  { name: 'South~1', pool: '4989100' },
];
const facts = { trunks: TRUNKS, otherNumbers: [{ number: '8800', type: 'RING_GROUP', name: 'All' }] };
const tools = () => ({ now: () => Date.UTC(2026, 0, 2), random: chance(11) });

const rule = fc.oneof(
  fc.constant(null),
  fc.record({
    action: fc.constantFrom('FORWARD_TO_NUMBER', 'FORWARD_TO_VOICEMAIL'),
    number: fc.constantFrom(...QUEUES, ...AGENTS, '4930555123'),
  }),
  fc.constant({ action: 'HANGUP', number: null }),
);

const agents = fc.subarray(AGENTS).chain((numbers) =>
  fc.tuple(
    ...numbers.map((number) =>
      fc
        .record({
          username: fc.constant(`login${number}`),
          name: fc.string({ minLength: 1, maxLength: 12 }),
          email: fc.constant(`p${number}@example.com`),
          mobile: fc.constantFrom(null, '4915112345'),
          role: fc.constantFrom('StandardUser', 'QueueManager', 'Night Shift'),
          enabled: fc.boolean(),
          department: fc.constantFrom(null, 'North'),
        })
        .map((fields): Resource => ({ kind: 'agent', address: `agent/${number}`, fields })),
    ),
  ),
);

const queueFieldsOf = fc.record({
  name: fc.string({ minLength: 1, maxLength: 12 }),
  strategy: fc.constantFrom(...STRATEGIES),
  timeout: fc.integer({ min: 15, max: 65535 }),
  maxLength: fc.option(fc.nat(500)),
  ringTime: fc.integer({ min: 1, max: 65535 }),
  language: fc.constantFrom(null, 'de-DE'),
  agentAutoReady: fc.boolean(),
  noAnswer: rule,
  nightMode: rule,
});

const queues = fc
  .subarray(QUEUES)
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) =>
        queueFieldsOf.map((fields): Resource => ({ kind: 'queue', address: `queue/${number}`, fields })),
      ),
    ),
  );

const center = fc.tuple(agents, queues).chain(([people, groups]) => {
  const pairs = groups.flatMap((group) => people.map((person) => [group, person] as const));
  const memberships = fc.subarray(pairs).chain((chosen) =>
    fc.tuple(
      ...chosen.map(([group, person]) =>
        fc.integer({ min: 1, max: 100 }).map((skillLevel) => ({
          queue: group.address.slice(6),
          agent: person.address.slice(6),
          strategy: String(group.fields.strategy),
          skillLevel,
        })),
      ),
    ),
  );
  const lines = fc.uniqueArray(
    fc.record({
      at: fc.constantFrom(
        '4930100@North',
        '4930101-4930109@North',
        '4930100@North~49*',
        '4989100@South~1',
        '4989100@South~1~*',
      ),
      queue: fc.option(fc.constantFrom('none', ...groups.map((one) => one.address.slice(6)))),
      forward: rule,
    }),
    { selector: (one) => one.at, maxLength: 4 },
  );
  return fc.tuple(memberships, lines).map(([bound, rules]) => [
    ...people,
    ...groups,
    ...bound.map(({ queue, agent, strategy, skillLevel }): Resource => {
      const place = bound.filter((one) => one.queue === queue).findIndex((one) => one.agent === agent);
      const ordered = /PRIORITIZED_HUNT$/.test(strategy);
      return {
        kind: 'membership',
        address: `membership/${queue}/${agent}`,
        fields: ordered ? { skillLevel, position: place } : { skillLevel },
        list: `queue/${queue} agents`,
      };
    }),
    ...rules.map(({ at, queue, forward }): Resource => {
      const to = queue === 'none' ? null : queue;
      return {
        kind: 'relay-number',
        address: `relay-number/${at}`,
        fields: { name: `Rule ${at}`, queue: to, forward: to === null ? forward : null },
      };
    }),
  ]);
});

const options = fc.record({
  rules: fc.constantFrom('22.2', '22.8'),
  update: fc.constantFrom('merge', 'replace'),
  agents: fc.constantFrom('replace', 'merge'),
  destroy: fc.constantFrom('lenient', 'strict'),
  immutable: fc.constantFrom('ignored', 'refused'),
  nulls: fc.constantFrom('clear', 'absent'),
  tenantUpdate: fc.constantFrom('merge', 'replace'),
  forwardTargets: fc.constantFrom('free', 'strict'),
  maxCallQueues: fc.constantFrom('2', '20'),
});

const open = (resources: readonly Resource[], switches: Readonly<Record<string, string>>): PortsipState =>
  model.seed(resources, facts as Record<string, Value>, switches, tools());

const byAddress = (resources: Iterable<Resource>) =>
  [...resources]
    .map(({ label: _, ...rest }) => rest)
    .sort((left, right) => (left.address < right.address ? -1 : 1));

/** A request that may be right or wrong, about something that may be there. */
const request = fc.record({
  endpoint: fc.constantFrom(...endpoints.filter((one) => one.startsWith('POST'))),
  pick: fc.nat(20),
  number: fc.constantFrom(...AGENTS, ...QUEUES, '8800', '888'),
  other: fc.constantFrom(...AGENTS, ...QUEUES, '0', '4930555123'),
  name: fc.constantFrom('', 'New name', 'x'.repeat(70)),
  skill: fc.integer({ min: 0, max: 101 }),
  strategy: fc.constantFrom(...STRATEGIES),
  did: fc.constantFrom('4930100', '4930105', '4930110-4930112', '4930200', '+49'),
  flag: fc.boolean(),
  subset: fc.subarray(AGENTS),
});
type Draw = typeof request extends fc.Arbitrary<infer T> ? T : never;

function written(state: PortsipState, draw: Draw): ModelRequest {
  const [method = 'POST', template = ''] = draw.endpoint.split(' ');
  const map = template.startsWith('users')
    ? state.users
    : template.startsWith('call_queues')
      ? state.queues
      : template.startsWith('providers')
        ? state.trunks
        : state.rules;
  const ids = [...map.keys(), 'bm9ib2R5IGhlcmU='];
  const path = template
    .replace('{id}', ids[draw.pick % ids.length] ?? '')
    .replace('{queue}', [...state.queues.keys()][0] ?? 'none')
    .replace('{number}', draw.number);
  return { method, path, query: {}, body: bodyOf(state, template, draw) };
}

function bodyOf(state: PortsipState, template: string, draw: Draw): unknown {
  const to = { action: 'FORWARD_TO_NUMBER', number: draw.other };
  const trunk = [...state.trunks.keys()][draw.pick % 2];
  switch (template) {
    case 'call_queues':
      return newQueue(draw.number, { polling_strategy: draw.strategy, no_answer_forward_rule: to });
    case 'call_queues/{id}':
      return {
        name: draw.name,
        polling_strategy: draw.strategy,
        night_mode_forward_rule: draw.flag ? to : null,
      };
    case 'call_queues/{id}/agents':
      return { items: draw.subset.map((number) => ({ extension_number: number, skill_level: draw.skill })) };
    case 'users':
      return newUser(draw.number, draw.flag ? { enable_cc: true } : {});
    case 'users/{id}':
      return {
        display_name: draw.name,
        enabled: draw.flag,
        voicemail_pin: '739502',
        email: 'new@example.com',
      };
    case 'users/{id}/role':
      return { role: draw.flag ? 'Admin' : draw.name };
    case 'inbound_rules':
      return {
        name: `Rule ${draw.pick}`,
        provider_id: trunk,
        did_numbers: draw.did,
        office_hours_forward_rule: to,
        non_office_hours_forward_rule: draw.flag ? to : null,
      };
    case 'inbound_rules/{id}':
      return { name: 'Moved', provider_id: trunk, did_numbers: draw.did, office_hours_forward_rule: to };
    case 'providers/{id}':
      return { name: draw.name };
    case 'tenant':
      return {
        name: 'T',
        domain: 'pbx.example.com',
        cdr_event: { enabled: draw.flag, url: draw.name === '' ? null : 'https://a.example.com/' },
      };
    default:
      return { status: 'READY', password: draw.name };
  }
}

function follow(known: Map<string, Resource>, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if ('put' in effect) known.set(effect.put.address, effect.put);
    else known.delete(effect.drop);
  }
}

const snapshot = (state: PortsipState): string =>
  JSON.stringify([
    model.resources(state),
    model.ids(state),
    [...state.numbers],
    [...state.users],
    [...state.queues],
    [...state.rules],
    [...state.trunks],
    [...state.members].map(([id, members]) => [id, [...members]]),
    state.tenant,
    state.policy,
  ]);

describe('laws of the model', () => {
  it('seed holds exactly the resources it was given, in normal form', () => {
    fc.assert(
      fc.property(center, options, (resources, switches) => {
        const shown = byAddress(model.resources(open(resources, switches)));
        const given = byAddress(resources);
        expect(shown.map((one) => one.address)).toEqual(given.map((one) => one.address));
        for (const [index, one] of given.entries()) {
          expect(shown[index]?.list).toBe(one.list);
          // `forward` to a queue's number for all hours is, in normal form, that queue.
          expect(shown[index]?.fields).toMatchObject(one.fields);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('seeding what it shows shows the same again', () => {
    fc.assert(
      fc.property(center, options, (resources, switches) => {
        const once = model.resources(open(resources, switches));
        expect(model.resources(open(once, switches))).toEqual(once);
      }),
      { numRuns: 40 },
    );
  });

  it('the order of what is seeded means nothing', () => {
    fc.assert(
      fc.property(center, options, (resources, switches) => {
        const backwards = model.resources(open([...resources].reverse(), switches));
        expect(backwards).toEqual(model.resources(open(resources, switches)));
      }),
      { numRuns: 40 },
    );
  });

  it('effects tell everything: followed, they are the resources; a refusal changes nothing', () => {
    let [done, refused] = [0, 0];
    fc.assert(
      fc.property(center, options, fc.array(request, { maxLength: 25 }), (resources, switches, draws) => {
        const state = open(resources, switches);
        const own = tools();
        const known = new Map(model.resources(state).map((one) => [one.address, one]));
        for (const draw of draws) {
          const before = snapshot(state);
          const answer: ModelAnswer = model.handle(state, written(state, draw), own);
          if (answer.status < 300) done += 1;
          else {
            refused += 1;
            expect(snapshot(state)).toBe(before);
            expect(answer.effects).toEqual([]);
            expect(answer.body).toHaveProperty('errors');
          }
          follow(known, answer.effects);
          expect(byAddress(known.values())).toEqual(byAddress(model.resources(state)));
          expect([...known.values()].map((one) => one.label).sort()).toEqual(
            model
              .resources(state)
              .map((one) => one.label)
              .sort(),
          );
        }
      }),
      { numRuns: 120 },
    );
    // The law is about both kinds of answer: it must have met plenty of each.
    expect(done).toBeGreaterThan(30);
    expect(refused).toBeGreaterThan(30);
  });

  it('every id belongs to exactly one object that can be read', () => {
    fc.assert(
      fc.property(center, options, fc.array(request, { maxLength: 20 }), (resources, switches, draws) => {
        const state = open(resources, switches);
        for (const draw of draws) model.handle(state, written(state, draw), tools());
        const ids = model.ids(state);
        const withId = model
          .resources(state)
          .filter(({ kind }) => ['agent', 'queue', 'relay-number'].includes(kind));
        for (const { address } of withId) expect(ids).toHaveProperty([address]);
        expect(new Set(Object.values(ids)).size).toBe(Object.values(ids).length);
        expect(
          Object.keys(ids)
            .filter((address) => !address.startsWith('trunk/'))
            .sort(),
        ).toEqual(withId.map(({ address }) => address).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('a clone goes its own way', () => {
    fc.assert(
      fc.property(center, options, fc.array(request, { maxLength: 15 }), (resources, switches, draws) => {
        const state = open(resources, switches);
        const before = snapshot(state);
        const copy = model.clone(state);
        for (const draw of draws) model.handle(copy, written(copy, draw), tools());
        for (const address of Object.keys(model.ids(copy))) dropResource(copy, address, tools());
        expect(snapshot(state)).toBe(before);
      }),
      { numRuns: 60 },
    );
  });

  it('destroy=strict and forwardTargets=strict keep every reference alive', () => {
    const strict = options.map((one) => ({
      ...one,
      destroy: 'strict',
      forwardTargets: 'strict',
      maxCallQueues: '20',
    }));
    fc.assert(
      fc.property(strict, fc.array(request, { maxLength: 40 }), (switches, draws) => {
        const state = open([], switches);
        for (const draw of draws) model.handle(state, written(state, draw), tools());
        expect(model.violations(state)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe('another writer', () => {
  it('effects tell everything that drifts, puts and drops did', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom(...Object.keys(drifts)), fc.nat(1000)), { maxLength: 15 });
    fc.assert(
      fc.property(center, center, acts, (resources, others, drawn) => {
        const state = open(resources, { maxCallQueues: '20' });
        const known = new Map(model.resources(state).map((one) => [one.address, one]));
        for (const [name, seed] of drawn)
          follow(known, drifts[name]?.(state, undefined, { now: () => 0, random: chance(seed) }) ?? []);
        for (const one of others) follow(known, putResource(state, one, tools()));
        expect(byAddress(known.values())).toEqual(byAddress(model.resources(state)));
        for (const address of [...known.keys()].reverse())
          follow(known, dropResource(state, address, tools()));
        expect([...known.keys()]).toEqual([]);
        expect(model.resources(state)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(Object.keys(drifts))('%s does something when it can', (name) => {
    const state = open(
      [
        { kind: 'agent', address: 'agent/6001', fields: { enabled: true } },
        { kind: 'agent', address: 'agent/6002', fields: {} },
        { kind: 'queue', address: 'queue/7301', fields: { strategy: 'PRIORITIZED_HUNT' } },
        { kind: 'queue', address: 'queue/7302', fields: {} },
        { kind: 'membership', address: 'membership/7301/6001', fields: { position: 0 } },
        { kind: 'membership', address: 'membership/7301/6002', fields: { position: 1 } },
        { kind: 'relay-number', address: 'relay-number/4930100@North', fields: { queue: '7301' } },
        {
          kind: 'subscription',
          address: 'subscription/cdr_event',
          fields: { callback: 'https://a.example.com/', enabled: true },
        },
      ],
      {},
    );
    const before = snapshot(state);
    expect(drifts[name]?.(state, undefined, tools())).not.toEqual([]);
    expect(snapshot(state)).not.toBe(before);
  });

  it('leaves alone what it does not name', () => {
    const state = open([{ kind: 'agent', address: 'agent/6001', fields: {} }], {});
    expect(drifts['agent-gone']?.(state, '6999', tools())).toEqual([]);
    expect(drifts['agent-gone']?.(state, '6001', tools())).toEqual([{ drop: 'agent/6001' }]);
    expect(() =>
      putResource(state, { kind: 'extension', address: 'extension/1', fields: {} }, tools()),
    ).toThrow('extension/1');
  });
});
