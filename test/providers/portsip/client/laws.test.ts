// Laws of the client side: what is pulled plans to nothing, and no plan makes more calls than the bound.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desired, Live, Resource, Value } from '../../../../src/contract/index.js';
import { provider } from '../../../../src/providers/portsip/provider.js';
import { isOrdered, STRATEGIES } from '../../../../src/providers/portsip/queue-fields.js';
import { agent, desiredOf, liveOf, membership, planned, queue, rule, slot } from './support.js';

const QUEUES = ['6000', '6001', '6002'] as const;
const AGENTS = ['1001', '1002', '1003', '1004'] as const;

const forward = fc.oneof(
  fc.constant<Value>(null),
  fc.constant<Value>({ action: 'HANGUP', number: null }),
  fc
    .constantFrom(...AGENTS, '+4600000000')
    .map((number): Value => ({ action: 'FORWARD_TO_VOICEMAIL', number })),
);
const queueFields = fc.record({
  name: fc.constantFrom('Support', 'Sales', '!csv x', '0123', 'a: b'),
  strategy: fc.constantFrom(...STRATEGIES),
  timeout: fc.integer({ min: 15, max: 65535 }),
  maxLength: fc.option(fc.integer({ min: 0, max: 500 })),
  language: fc.constantFrom(null, 'en-US', 'zh'),
  enablePaid: fc.boolean(),
  callbackOutboundPrefix: fc.constantFrom(null, '9'),
  noAnswer: forward,
});
const agentFields = fc.record({
  name: fc.constantFrom('Li Wei', 'Ann "A" Lee', '0x1F'),
  mobile: fc.constantFrom(null, '0046001'),
  enabled: fc.boolean(),
  role: fc.constantFrom('StandardUser', 'QueueManager'),
  department: fc.constantFrom(null, 'Desk'),
});
type Destination = { readonly queue: Value; readonly forward: Value };
const destination = fc.constantFrom<Destination>(
  ...QUEUES.map((number) => ({ queue: number, forward: null })),
  { queue: null, forward: { action: 'HANGUP', number: null } },
  { queue: null, forward: { action: 'FORWARD_TO_NUMBER', number: '7000' } },
);

/** A sound tenant: everything that is named exists. */
const account: fc.Arbitrary<readonly Resource[]> = fc
  .record({
    queues: fc.tuple(...QUEUES.map(() => queueFields)),
    agents: fc.tuple(...AGENTS.map(() => agentFields)),
    members: fc.tuple(...QUEUES.map(() => fc.shuffledSubarray([...AGENTS]))),
    skills: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 4, maxLength: 4 }),
    rules: fc.dictionary(fc.constantFrom('4400@Carrier A', '4401-4403@Carrier A~1*'), destination, {
      noNullPrototype: true,
    }),
    slots: fc.subarray(['cdr_event', 'extension_event']),
  })
  .map(({ queues, agents, members, skills, rules, slots }) => [
    ...QUEUES.map((number, index) => queue(number, { ...queues[index] })),
    ...AGENTS.map((number, index) => agent(number, { ...agents[index] })),
    ...QUEUES.flatMap((number, index) =>
      (members[index] ?? []).map((member, position) =>
        membership(number, member, {
          skillLevel: skills[position] ?? 1,
          ...(isOrdered(queues[index]?.strategy) ? { position } : {}),
        }),
      ),
    ),
    ...Object.entries(rules).map(([name, to]) => rule(name, { ...to })),
    ...slots.map((name) => slot(name)),
  ]);

/** The file that `pull` would write, as JSON, which is YAML. */
function pulled(live: Live): Desired {
  const sections = provider.sections.flatMap((section) => {
    const content = section.collapse(live);
    return content === undefined ? [] : [`${section.name}: ${JSON.stringify(content)}`];
  });
  return desiredOf(sections.join('\n'));
}

describe('laws', () => {
  it('round trip: what is pulled plans to nothing', () => {
    fc.assert(
      fc.property(account, (resources) => {
        const live = liveOf(resources);
        const { plan } = planned(pulled(live), live);
        expect(plan.changes).toEqual([]);
        expect(plan.status).toBe('clean');
      }),
      { numRuns: 60 },
    );
  });

  it('minimal and order-free: from any tenant to any other, calls = lower bound', () => {
    fc.assert(
      fc.property(account, account, fc.boolean(), (before, after, shuffled) => {
        const desired = pulled(liveOf(after));
        const live = liveOf(before);
        const { plan } = planned(desired, live);
        expect(plan.problems.filter(({ code }) => code !== 'max-deletes')).toEqual([]);
        expect(plan.callCount).toBe(plan.lowerBound);
        const turned = shuffled ? new Map([...live.resources].reverse()) : live.resources;
        expect(planned(desired, { ...live, resources: turned }).plan).toEqual(plan);
      }),
      { numRuns: 30 },
    );
  });

  it('from nothing: every object is made once, after what it needs', () => {
    fc.assert(
      fc.property(account, (after) => {
        const { plan } = planned(pulled(liveOf(after)), liveOf([]));
        expect(plan.problems).toEqual([]);
        expect(plan.manual).toEqual([]);
        expect(plan.callCount).toBe(plan.lowerBound);
        expect(plan.summary.create).toBe(after.length);
      }),
      { numRuns: 60 },
    );
  });

  it('a plan survives JSON', () => {
    fc.assert(
      fc.property(account, (after) => {
        const { plan } = planned(pulled(liveOf(after)), liveOf([]));
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
      { numRuns: 20 },
    );
  });
});
