// Small Udesk centers to try the laws on: a few of everything, and every way in which a file may speak of it.
import fc from 'fast-check';
import type { Sections, Story, Version } from '../../../src/conformance/index.js';

const QUEUES = ['9001', '9002', '9003'];
const AGENTS = ['101', '102', '103', '104'];
const EXTENSIONS = ['8001', '8002', '8003', '8004'];
const NUMBERS = ['057100000001', '057100000002'];
const SUBSCRIPTIONS = ['crm', 'qa', 'wall'];
const MOST_EXTENSIONS = 2;

const maybe = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item | undefined> =>
  fc.option(item, { nil: undefined });

/** An object without the keys that are undefined. */
function only(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

// ---------------------------------------------------------------- objects

const queueFields = fc.record({
  name: fc.constantFrom('Support', 'Sales'),
  strategy: maybe(fc.constantFrom('longest_idle', 'round_robin')),
  timeout: maybe(fc.constantFrom(0, 60, 90)),
  maxLength: maybe(fc.constantFrom(1, 128, 512)),
});

const agentFields = fc.record({
  workId: fc.constantFrom('w', 'x'),
  name: maybe(fc.option(fc.constantFrom('Li Wei', 'Ann Lee'))),
  mobile: maybe(fc.option(fc.constantFrom('13800000000', '13900000000'))),
  email: maybe(fc.option(fc.constantFrom('li.wei@example.com', 'ann@example.com'))),
  role: maybe(fc.constantFrom('agent', 'leader')),
  enabled: maybe(fc.constantFrom(true, true, false)),
});

const subscriptionFields = fc.record({
  callback: fc.constantFrom('https://crm.example.com/hooks', 'https://wall.example.com/hooks'),
  events: fc.subarray(['agent_answer', 'agent_hangup', 'agent_ringing'], { minLength: 1 }),
  enabled: maybe(fc.boolean()),
});

const webhookEvents = fc.record({
  agent_state: maybe(fc.constant(['acd_agent_state'])),
  call: maybe(fc.subarray(['begin', 'end', 'user_ringing'])),
  agent_call_mode: maybe(fc.constant(['agent_call_mode_change'])),
  ext_state: maybe(fc.constant(['ext_state'])),
});

const some = <Fields>(names: readonly string[], fields: fc.Arbitrary<Fields>) =>
  fc
    .subarray([...names])
    .chain((chosen) => fc.tuple(...chosen.map((name) => fields.map((one) => [name, one] as const))));

/** Who has which extension; `free` is bound to nobody. */
const owners = fc.record(
  Object.fromEntries(EXTENSIONS.map((number) => [number, fc.constantFrom('none', 'free', ...AGENTS)])),
);

const members = fc.record(Object.fromEntries(QUEUES.map((queue) => [queue, maybe(fc.subarray(AGENTS))])));

const world = fc.record({
  queues: some(QUEUES, queueFields),
  agents: some(AGENTS, agentFields),
  owners,
  members,
  numbers: fc.subarray(NUMBERS),
  standard: maybe(fc.constantFrom(...NUMBERS)),
  defaults: fc.record(
    Object.fromEntries(AGENTS.map((agent) => [agent, maybe(fc.option(fc.constantFrom(...NUMBERS)))])),
  ),
  subscriptions: some(SUBSCRIPTIONS, subscriptionFields),
  webhookEvents: maybe(webhookEvents),
  fastRoutes: maybe(some(['1', '2'], fc.constantFrom(...QUEUES))),
});

type World = typeof world extends fc.Arbitrary<infer Item> ? Item : never;

// ---------------------------------------------------------------- what an account holds

function liveOf(said: World): Sections {
  const queues = said.queues.map(([id]) => id);
  const agents = said.agents.map(([id]) => id);
  const extensions = extensionsOf(said.owners, agents);
  const owned = (number: string | null | undefined): string | undefined =>
    number && said.numbers.includes(number) ? number : undefined;
  return sectionsOf({
    queues: said.queues.map(([id, fields]) => only({ id, ...fields })),
    agents: said.agents.map(([id, fields]) =>
      only({
        id,
        ...fields,
        workId: `${fields.workId}${id}`,
        extensions: extensions.get(id) ?? [],
        relayNumber: owned(said.defaults[id]),
      }),
    ),
    extensions: free(said.owners),
    memberships: Object.entries(said.members)
      .filter(([queue, list]) => queues.includes(queue) && list?.some((agent) => agents.includes(agent)))
      .map(([queue, list]) => ({ queue, agents: list?.filter((agent) => agents.includes(agent)) })),
    relayNumbers: said.numbers.map((number) =>
      only({ number, default: number === said.standard ? true : undefined }),
    ),
    subscriptions: said.subscriptions.map(([name, fields]) => only({ name, ...fields })),
    webhookEvents: said.webhookEvents && only(said.webhookEvents),
    fastRoutes: said.fastRoutes
      ?.filter(([, queue]) => queues.includes(queue))
      .map(([key, queue]) => ({ key, queue, description: 'Desk' })),
  });
}

// ---------------------------------------------------------------- what a file says

const speech = fc.record({
  world,
  /** Sections that the file does not mention. */
  silent: fc.subarray(['queues', 'memberships', 'relayNumbers', 'subscriptions', 'fastRoutes']),
  /** Agents whose extensions the file does not mention. */
  mute: fc.subarray(AGENTS),
  /** What it does not declare and wants gone. */
  gone: fc.record({
    queues: fc.subarray(QUEUES),
    agents: fc.subarray(AGENTS),
    extensions: fc.subarray(EXTENSIONS),
    subscriptions: fc.subarray(SUBSCRIPTIONS),
  }),
  previously: maybe(fc.constantFrom('old', ...SUBSCRIPTIONS)),
  prune: fc.constantFrom<unknown>(false, false, true, ['agents'], ['queues', 'subscriptions']),
  floor: fc.constantFrom(0, 0, 1, 2),
});

type Speech = typeof speech extends fc.Arbitrary<infer Item> ? Item : never;

function versionOf({ world: said, silent, mute, gone, previously, prune, floor }: Speech): Version {
  const loud = (section: string): boolean => !silent.includes(section);
  const agents = said.agents.map(([id]) => id);
  const extensions = extensionsOf(said.owners, agents);
  const memberships = loud('memberships')
    ? Object.entries(said.members).flatMap(([queue, list]) => (list ? [{ queue, agents: list }] : []))
    : [];
  const routes = loud('fastRoutes') ? said.fastRoutes : undefined;
  const named = new Set([
    ...(loud('queues') ? said.queues.map(([id]) => id) : []),
    ...memberships.flatMap((entry) => [entry.queue, ...entry.agents]),
    ...(routes ?? []).map(([, queue]) => queue),
    ...agents,
    ...[...extensions].flatMap(([agent, list]) => (mute.includes(agent) ? [] : list)),
    ...free(said.owners).map(({ number }) => number),
    ...(loud('subscriptions') ? said.subscriptions.map(([name]) => name) : []),
  ]);
  const absent = (key: string, names: readonly string[]) =>
    names.filter((name) => !named.has(name)).map((name) => ({ [key]: name, state: 'absent' }));
  const [renamed] = said.subscriptions;
  return {
    policy: { prune, staffing: { default: floor } },
    sections: sectionsOf({
      queues: loud('queues')
        ? [...said.queues.map(([id, fields]) => only({ id, ...fields })), ...absent('id', gone.queues)]
        : undefined,
      agents: [
        ...said.agents.map(([id, fields]) =>
          only({
            id,
            ...fields,
            workId: `${fields.workId}${id}`,
            extensions: mute.includes(id) ? undefined : (extensions.get(id) ?? []),
            relayNumber: said.defaults[id],
          }),
        ),
        ...absent('id', gone.agents),
      ],
      extensions: [...free(said.owners), ...absent('number', gone.extensions)],
      memberships: memberships.map((entry) => ({
        ...entry,
        agents: eitherForm(entry.agents),
        ...(entry.agents.length === 0 ? { allowEmpty: true } : {}),
      })),
      relayNumbers: loud('relayNumbers')
        ? said.numbers.map((number) =>
            only({ number, default: said.standard === undefined ? undefined : number === said.standard }),
          )
        : undefined,
      subscriptions: loud('subscriptions')
        ? [
            ...said.subscriptions.map(([name, fields]) =>
              only({
                name,
                ...fields,
                previously:
                  previously !== undefined && name === renamed?.[0] && !named.has(previously)
                    ? [previously]
                    : undefined,
              }),
            ),
            ...absent(
              'name',
              gone.subscriptions.filter((name) => name !== previously),
            ),
          ]
        : undefined,
      webhookEvents: said.webhookEvents && only(said.webhookEvents),
      fastRoutes: routes?.map(([key, queue]) => ({ key, queue, description: 'Desk' })),
    }),
  };
}

/** The second of a list is written as an object, which says the same. */
function eitherForm(agents: readonly string[]): readonly unknown[] {
  return agents.map((agent, index) => (index === 1 ? { agent } : agent));
}

/** Sections without an entry are not written: a section that is empty on purpose needs leave of its own. */
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

function extensionsOf(given: World['owners'], agents: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [number, owner] of Object.entries(given)) {
    const list = found.get(owner) ?? [];
    if (agents.includes(owner) && list.length < MOST_EXTENSIONS) found.set(owner, [...list, number]);
  }
  return found;
}

function free(given: World['owners']): { number: string }[] {
  return Object.entries(given)
    .filter(([, owner]) => owner === 'free')
    .map(([number]) => ({ number }));
}

export const stories: fc.Arbitrary<Story> = fc
  .record({ live: world, first: speech, more: fc.array(speech, { maxLength: 1 }) })
  .map(({ live, first, more }) => ({
    live: liveOf(live),
    versions: [versionOf(first), ...more.map(versionOf)],
  }));
