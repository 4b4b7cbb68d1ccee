// Small PortSIP tenants to try the laws on: a few of everything, and the ways in which a file may speak of it.
import fc from 'fast-check';
import type { Sections, Story, Version } from '../../../src/conformance/index.js';

const QUEUES = ['6000', '6001', '6002'];
const AGENTS = ['1001', '1002', '1003', '1004'];
const NUMBERS = ['4400', '4401', '4410-4419'];
const SLOTS = ['cdr_event', 'extension_event'];

const maybe = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item | undefined> =>
  fc.option(item, { nil: undefined });

/** An object without the keys that are undefined. */
function only(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

// ---------------------------------------------------------------- objects

const forward = fc.oneof(
  fc.constant({ action: 'HANGUP' }),
  fc.record({
    action: fc.constantFrom('FORWARD_TO_NUMBER', 'FORWARD_TO_VOICEMAIL'),
    number: fc.constantFrom(...QUEUES, ...AGENTS, '+49301234567'),
  }),
);

/** What most files leave to the vendor: a few at a time, so that what is shown stays small. */
const rare = fc
  .record({
    ringTime: fc.constantFrom(15, 20),
    agentAutoReady: fc.boolean(),
    waitWhenNoAgentsOnline: fc.boolean(),
    slaTime: fc.constantFrom(0, 30),
    introType: fc.constantFrom('DISABLE', 'NORMAL'),
    informPosition: fc.constantFrom('DISABLE', 'PERIODICALLY'),
    informPositionInterval: fc.constantFrom(10, 60),
    agentAutoNotReadyAfterNonAcdCall: fc.boolean(),
    callbackMode: fc.constantFrom('ACTIVE', 'TIMEOUT'),
    callbackTimeout: fc.constantFrom(300, 600),
    callbackOutboundPrefix: fc.constantFrom('9', null),
    enableStickyRouting: fc.boolean(),
    stickyRoutingDuration: fc.constantFrom(7, 30),
    enablePaid: fc.boolean(),
    enablePrid: fc.boolean(),
    extensionNumberAsToHeader: fc.boolean(),
  })
  .chain((all) => fc.subarray(Object.entries(all), { maxLength: 2 }))
  .map((entries) => Object.fromEntries(entries));

const queueFields = fc
  .record({
    name: fc.constantFrom('Support', 'Sales'),
    strategy: fc.constantFrom('PRIORITIZED_HUNT', 'CYCLIC_HUNT', 'SKILL_BASED_ROUTING_CYCLIC_HUNT'),
    timeout: maybe(fc.constantFrom(60, 90)),
    maxLength: maybe(fc.constantFrom(0, 9)),
    language: maybe(fc.constantFrom('en-US', 'de-DE')),
    noAnswer: maybe(forward),
    nightMode: maybe(forward),
    enableCallback: maybe(fc.boolean()),
    rare,
  })
  .map(({ rare: more, ...fields }) => ({ ...fields, ...more }));

const agentFields = fc.record({
  name: fc.constantFrom('Li Wei', 'Ann Lee'),
  mobile: maybe(fc.option(fc.constantFrom('13800000000', '13900000000'))),
  role: maybe(fc.constantFrom('StandardUser', 'QueueManager')),
  enabled: maybe(fc.constantFrom(true, true, false)),
  department: maybe(fc.option(fc.constantFrom('Desk', 'Billing'))),
});

const destination = fc.oneof(
  fc.record({ queue: fc.constantFrom(...QUEUES) }),
  fc.record({ forward: fc.oneof(fc.constant({ action: 'HANGUP' }), forward) }),
);

const ruleFields = fc.record({
  callerMask: maybe(fc.constantFrom('44*')),
  to: destination,
  name: maybe(fc.constantFrom('Line', 'Other line')),
});

const slotFields = fc.record({
  callback: fc.constantFrom('https://crm.example.com/hooks', 'https://wall.example.com/hooks'),
  // One that is declared and off shows only to whoever declares it: test/acceptance/portsip.test.ts tells of it.
  enabled: maybe(fc.constant(true)),
});

const some = <Fields>(names: readonly string[], fields: fc.Arbitrary<Fields>) =>
  fc
    .subarray([...names])
    .chain((chosen) => fc.tuple(...chosen.map((name) => fields.map((one) => [name, one] as const))));

/** In any order: it means something where the strategy is PRIORITIZED. */
const list = fc
  .shuffledSubarray(AGENTS)
  .chain((agents) =>
    fc.tuple(
      ...agents.map((agent) =>
        fc.constantFrom(1, 1, 7).map((skillLevel) => (skillLevel === 1 ? agent : { agent, skillLevel })),
      ),
    ),
  );

type Entry = string | { readonly agent: string; readonly skillLevel: number };

const world = fc.record({
  queues: some(QUEUES, queueFields),
  agents: some(AGENTS, agentFields),
  members: fc.record(Object.fromEntries(QUEUES.map((queue) => [queue, maybe(list)]))),
  rules: some(NUMBERS, ruleFields),
  slots: some(SLOTS, slotFields),
});

type World = typeof world extends fc.Arbitrary<infer Item> ? Item : never;

const agentOf = (entry: Entry): string => (typeof entry === 'string' ? entry : entry.agent);

const agentItems = ({ agents }: World) =>
  agents.map(([id, fields]) =>
    only({ id, username: `user.${id}`, email: `user${id}@example.com`, ...fields }),
  );

const ruleItem = (number: string, { callerMask, to, name }: World['rules'][number][1]) =>
  only({ number, trunk: 'Carrier A', callerMask, name, ...to });

// ---------------------------------------------------------------- what an account holds

function liveOf(said: World): Sections {
  const queues = said.queues.map(([id]) => id);
  const agents = said.agents.map(([id]) => id);
  return sectionsOf({
    queues: said.queues.map(([id, fields]) => only({ id, ...fields })),
    agents: agentItems(said),
    memberships: Object.entries(said.members).flatMap(([queue, entries]) => {
      const there = (entries ?? []).filter((entry) => agents.includes(agentOf(entry)));
      return queues.includes(queue) && there.length > 0 ? [{ queue, agents: there }] : [];
    }),
    relayNumbers: said.rules
      .filter(([, { to }]) => !('queue' in to) || queues.includes(to.queue))
      .map(([number, fields]) => ruleItem(number, fields)),
    subscriptions: said.slots.map(([name, fields]) => only({ name, ...fields })),
  });
}

// ---------------------------------------------------------------- what a file says

const speech = fc.record({
  world,
  /** Sections that the file does not mention. */
  silent: fc.subarray(['queues', 'memberships', 'relayNumbers', 'subscriptions']),
  /** What it does not declare and wants gone. */
  gone: fc.record({
    queues: fc.subarray(QUEUES),
    agents: fc.subarray(AGENTS),
    rules: fc.subarray(NUMBERS),
    slots: fc.subarray(SLOTS),
  }),
  prune: fc.constantFrom<unknown>(false, false, true, ['agents'], ['queues', 'subscriptions']),
  floor: fc.constantFrom(0, 0, 1, 2),
});

type Speech = typeof speech extends fc.Arbitrary<infer Item> ? Item : never;

function versionOf({ world: said, silent, gone, prune, floor }: Speech): Version {
  const loud = (section: string): boolean => !silent.includes(section);
  const memberships = loud('memberships')
    ? Object.entries(said.members).flatMap(([queue, agents]) => (agents ? [{ queue, agents }] : []))
    : [];
  const named = new Set([
    ...(loud('queues') ? said.queues.flatMap(([id, fields]) => [id, ...numbersIn(fields)]) : []),
    ...memberships.flatMap((entry) => [entry.queue, ...entry.agents.map(agentOf)]),
    ...said.agents.map(([id]) => id),
    ...(loud('relayNumbers') ? said.rules.flatMap(([number, { to }]) => [number, ...numbersIn(to)]) : []),
    ...(loud('subscriptions') ? said.slots.map(([name]) => name) : []),
  ]);
  const absent = (names: readonly string[], item: (name: string) => Record<string, unknown>) =>
    names.filter((name) => !named.has(name)).map((name) => ({ ...item(name), state: 'absent' }));
  return {
    policy: { prune, staffing: { default: floor } },
    sections: sectionsOf({
      queues: loud('queues')
        ? [
            ...said.queues.map(([id, fields]) => only({ id, ...fields })),
            ...absent(gone.queues, (id) => ({ id })),
          ]
        : undefined,
      agents: [...agentItems(said), ...absent(gone.agents, (id) => ({ id }))],
      memberships: memberships.map((entry) => ({
        ...entry,
        ...(entry.agents.length === 0 ? { allowEmpty: true } : {}),
      })),
      relayNumbers: loud('relayNumbers')
        ? [
            ...said.rules.map(([number, fields]) => ruleItem(number, fields)),
            ...absent(gone.rules, (number) => ({ number, trunk: 'Carrier A' })),
          ]
        : undefined,
      subscriptions: loud('subscriptions')
        ? [
            ...said.slots.map(([name, fields]) => only({ name, ...fields })),
            ...absent(gone.slots, (name) => ({ name })),
          ]
        : undefined,
    }),
  };
}

/** Every number that something leads to, and every queue. */
function numbersIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'number' || key === 'queue') && typeof inner === 'string' ? [inner] : numbersIn(inner),
  );
}

/** Sections without an entry are not written. */
function sectionsOf(sections: Readonly<Record<string, unknown>>): Sections {
  return only(
    Object.fromEntries(
      Object.entries(sections).map(([name, content]) => [
        name,
        Array.isArray(content) && content.length === 0 ? undefined : content,
      ]),
    ),
  );
}

export const stories: fc.Arbitrary<Story> = fc
  .record({ live: world, first: speech, more: fc.array(speech, { maxLength: 1 }) })
  .map(({ live, first, more }) => ({
    live: liveOf(live),
    versions: [versionOf(first), ...more.map(versionOf)],
  }));
