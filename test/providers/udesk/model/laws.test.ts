// What holds after any sequence of calls: effects tell the whole truth, indexes agree, a refusal changes nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, ModelTools, Resource } from '../../../../src/contract/index.js';
import { createRandom } from '../../../../src/contract/random.js';
import { mainApp, model, type UdeskState } from '../../../../src/providers/udesk/model/index.js';

type Call = readonly [route: string, body: unknown];

const agentId = fc.constantFrom('1', '2', '3', '4');
const queueId = fc.constantFrom('9001', '9002', '9003');
const extension = fc.constantFrom('8001', '8002', '8003', '8004');
const some = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> =>
  fc.array(item, { minLength: 1, maxLength: 3 });
const subscription = fc.record({
  name: fc.constantFrom('a', 'b'),
  callback: fc.constantFrom('https://a.example.com', 'https://b.example.com'),
  events: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
});

const call: fc.Arbitrary<Call> = fc.oneof(
  fc
    .array(fc.record({ AgentId: agentId, WorkId: fc.constant('w'), IsCreateExtension: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((Agents): Call => ['POST agents', { Agents }]),
  fc
    .tuple(agentId, fc.boolean())
    .map(([AgentId, Enable]): Call => [`PUT agents/${AgentId}`, { AgentId, WorkId: 'v', Enable }]),
  fc
    .tuple(agentId, fc.boolean())
    .map(([AgentId, IsDelExtensions]): Call => [`DELETE agents/${AgentId}`, { AgentId, IsDelExtensions }]),
  fc
    .tuple(fc.constantFrom('POST', 'DELETE'), agentId, some(extension))
    .map(([method, AgentId, Extensions]): Call => [`${method} agents/extensions`, { AgentId, Extensions }]),
  fc
    .tuple(fc.constantFrom('POST', 'DELETE'), agentId, some(queueId))
    .map(([method, AgentId, Queues]): Call => [`${method} agents/queues`, { AgentId, Queues }]),
  fc
    .tuple(queueId, some(agentId))
    .map(([QueueId, AgentIds]): Call => ['POST queues/agents', { QueueId, AgentIds }]),
  fc
    .tuple(fc.constantFrom('POST', 'PUT'), queueId)
    .map(([method, QueueId]): Call => [`${method} queues`, { QueueId, QueueName: 'Q' }]),
  queueId.map((QueueId): Call => ['DELETE queues', { QueueId }]),
  fc
    .tuple(fc.constantFrom('POST', 'DELETE'), extension)
    .map(([method, Extension]): Call => [`${method} extensions`, { Extension }]),
  fc
    .tuple(
      fc.constantFrom('PUT', 'DELETE'),
      fc.constantFrom('default', 'agent/default/1'),
      fc.constantFrom('01', '02', '03'),
    )
    .map(([method, path, DefSpNumber]): Call => [`${method} spnumbers/${path}`, { DefSpNumber }]),
  some(subscription).map((subscriptions): Call => ['POST subscriptions', { subscriptions }]),
  fc
    .tuple(fc.constantFrom('PUT', 'DELETE'), fc.integer({ min: 1, max: 70 }), subscription)
    .map(([method, id, given]): Call => [`${method} subscriptions/${id}`, { ...given, enable: true }]),
  fc
    .tuple(fc.constantFrom('POST', 'PUT', 'DELETE'), fc.constantFrom('begin', 'end'))
    .map(
      ([method, name]): Call => [
        `${method} webhooks/events`,
        { Events: [{ category: 'call', all_type: [name] }] },
      ],
    ),
  fc
    .array(fc.record({ Dtmf: fc.constantFrom('1', '2'), Desc: fc.constant(''), QueueId: queueId }), {
      minLength: 1,
      maxLength: 2,
    })
    .map((FastRouter): Call => ['PUT ivrs/fastrouters', { FastRouter }]),
);

const options = fc.record({
  agentBind: fc.constantFrom('additive', 'replacing'),
  duplicatePair: fc.constantFrom('reject', 'ignore'),
  absentPair: fc.constantFrom('reject', 'ignore'),
  bindTaken: fc.constantFrom('reject', 'steal'),
  agentDelete: fc.constantFrom('strict', 'orphan'),
  batchCreate: fc.constantFrom('atomic', 'prefixKept', 'skipBad'),
  asyncWrites: fc.constantFrom('off', '3'),
});

const start: readonly Resource[] = ['01', '02'].map((number) => ({
  kind: 'relay-number',
  address: `relay-number/${number}`,
  fields: {},
}));

function clockTools(): ModelTools {
  let now = 0;
  return { now: () => now++, random: createRandom(3) };
}

function send(state: UdeskState, [route, body]: Call, tools: ModelTools): readonly Effect[] {
  const [method = '', path = ''] = route.split(' ');
  return model.handle(state, { method, path, query: {}, body }, tools).effects;
}

const byAddress = (resources: Iterable<Resource>): Record<string, Resource> =>
  Object.fromEntries(
    [...resources]
      .map((entry): [string, Resource] => [entry.address, entry])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );

describe('laws of the model', () => {
  it('effects, replayed over the start, are the state', () => {
    fc.assert(
      fc.property(options, fc.array(call, { maxLength: 40 }), (switches, calls) => {
        const tools = clockTools();
        const state = model.seed(start, {}, switches, tools);
        const mirror = new Map(model.resources(state).map((entry) => [entry.address, entry]));
        for (const one of calls) {
          for (const effect of send(state, one, tools)) {
            if ('put' in effect) mirror.set(effect.put.address, effect.put);
            else expect(mirror.delete(effect.drop)).toBe(true);
          }
          expect(byAddress(mirror.values())).toEqual(byAddress(model.resources(state)));
        }
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it('indexes agree in both directions and caps hold', () => {
    fc.assert(
      fc.property(options, fc.array(call, { maxLength: 40 }), (switches, calls) => {
        const tools = clockTools();
        const state = model.seed(start, {}, switches, tools);
        for (const one of calls) send(state, one, tools);
        const app = mainApp(state);
        for (const agent of app.agents.values()) {
          expect(agent.extensions.size).toBeLessThanOrEqual(2);
          for (const queue of agent.queues) expect(app.queues.get(queue)?.agents.has(agent.id)).toBe(true);
          for (const number of agent.extensions) expect(app.extensions.get(number)?.owner).toBe(agent.id);
        }
        for (const queue of app.queues.values()) {
          for (const id of queue.agents) expect(app.agents.get(id)?.queues.has(queue.id)).toBe(true);
        }
        for (const { owner, number } of app.extensions.values()) {
          if (owner !== undefined) expect(app.agents.get(owner)?.extensions.has(number)).toBe(true);
        }
        expect(model.violations(state).filter((text) => !text.startsWith('fast-route'))).toEqual([]);
      }),
      { numRuns: 150, seed: 12 },
    );
  });

  it('a copy is independent, and the same calls give the same bytes', () => {
    fc.assert(
      fc.property(
        options,
        fc.array(call, { maxLength: 25 }),
        fc.array(call, { maxLength: 10 }),
        (switches, calls, more) => {
          const once = (): [UdeskState, string] => {
            const tools = clockTools();
            const state = model.seed(start, {}, switches, tools);
            const answers = calls.map(([route, body]) => {
              const [method = '', path = ''] = route.split(' ');
              return model.handle(state, { method, path, query: {}, body }, tools);
            });
            return [state, JSON.stringify(answers)];
          };
          const [state, bytes] = once();
          expect(once()[1]).toBe(bytes);
          const before = byAddress(model.resources(state));
          const copy = model.clone(state);
          const tools = clockTools();
          for (const one of more) send(copy, one, tools);
          expect(byAddress(model.resources(state))).toEqual(before);
        },
      ),
      { numRuns: 60, seed: 13 },
    );
  });

  it('seeding with what an account holds gives that account', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
        const tools = clockTools();
        const state = model.seed(start, {}, {}, tools);
        for (const one of calls) send(state, one, tools);
        const held = model.resources(state);
        const again = model.seed([...held].reverse(), {}, {}, clockTools());
        expect(byAddress(model.resources(again))).toEqual(byAddress(held));
      }),
      { numRuns: 100, seed: 14 },
    );
  });

  it('never throws at a hostile body', () => {
    const tools = clockTools();
    const routes = [
      'POST agents',
      'PUT agents/1',
      'POST queues',
      'POST subscriptions',
      'PUT webhooks/events',
      'PUT ivrs/fastrouters',
      'PUT ivrs/defvoices',
      'POST agents/extensions',
      'POST apps',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...routes), fc.jsonValue(), (route, body) => {
        const state = model.seed(
          ['agent/1'].map((address) => ({ kind: 'agent', address, fields: {} })),
          {},
          {},
          tools,
        );
        expect(send(state, [route, body], tools)).toEqual([]);
      }),
      { numRuns: 300, seed: 15 },
    );
  });
});
