// Small NXLink teams to try the laws on. Queues and agents are made in the console; a file owns members and checks the rest.
import fc from 'fast-check';
import type { Sections, Story, Version } from '../../../src/conformance/index.js';

const QUEUES = ['NX1001', 'NX1002', 'NX1003'];
const AGENTS = ['NX8001', 'NX8002', 'NX8003', 'NX8004'];
/** In a file alone: what a person would have to make first. */
const STRANGERS = ['NX8009'];

const maybe = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item | undefined> =>
  fc.option(item, { nil: undefined });

const chosen = (names: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...names]);

const team = fc.record({
  queues: fc.subarray(QUEUES, { minLength: 1 }),
  agents: fc.subarray(AGENTS, { minLength: 1 }),
  enabled: fc.record(Object.fromEntries(AGENTS.map((agent) => [agent, fc.constantFrom(true, true, false)]))),
  numbers: fc.record(
    Object.fromEntries(AGENTS.map((agent) => [agent, fc.subarray(['6560000001', '6560000002'])])),
  ),
  members: fc.record(Object.fromEntries(QUEUES.map((queue) => [queue, chosen(AGENTS)]))),
  remark: maybe(fc.constantFrom('First line', 'Night')),
  details: fc.record({
    recording: maybe(fc.boolean()),
    recordingStorageDays: maybe(fc.constantFrom(0, 90)),
    allowCountry: maybe(fc.subarray(['SG', 'TH'], { minLength: 1 })),
    endPointName: maybe(fc.constantFrom('hk-1', 'sg-2')),
  }),
});

type Team = typeof team extends fc.Arbitrary<infer Item> ? Item : never;

const speech = fc.record({
  members: fc.record(
    Object.fromEntries(QUEUES.map((queue) => [queue, maybe(chosen([...AGENTS, ...STRANGERS]))])),
  ),
  /** Queues and agents that the file checks too. */
  checked: fc.subarray([...QUEUES, ...AGENTS]),
  /** Checked against what is not so: a person must change it. */
  mistaken: fc.constantFrom(false, false, false, true),
  floor: fc.constantFrom(0, 0, 1, 2),
});

type Speech = typeof speech extends fc.Arbitrary<infer Item> ? Item : never;

const nameOf = (queue: string): string => `Queue ${queue.slice(2)}`;

/** An object without the keys that are undefined. */
function only(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

function liveOf({ queues, agents, enabled, numbers, members, remark, details }: Team): Sections {
  return {
    queues: queues.map((id) =>
      only({ id, name: nameOf(id), remark, ringPolicy: 1, familiarizeFirst: false }),
    ),
    agents: agents.map((id) => ({
      id,
      userName: `${id.toLowerCase()}@example.com`,
      name: `Agent ${id.slice(2)}`,
      enabled: enabled[id],
      callerNumbers: numbers[id],
      ...only(details),
    })),
    ...listed(
      queues.map((queue) => ({ queue, agents: (members[queue] ?? []).filter((id) => agents.includes(id)) })),
    ),
  };
}

function versionOf(
  { members, checked, mistaken, floor }: Speech,
  { enabled, remark, details }: Team,
): Version {
  const queues = QUEUES.filter((id) => checked.includes(id));
  const agents = AGENTS.filter((id) => checked.includes(id));
  return {
    policy: { staffing: { default: floor } },
    sections: {
      ...(queues.length === 0
        ? {}
        : { queues: queues.map((id) => only({ id, name: mistaken ? 'Another name' : nameOf(id), remark })) }),
      ...(agents.length === 0
        ? {}
        : { agents: agents.map((id) => ({ id, enabled: enabled[id], ...only(details) })) }),
      ...listed(Object.entries(members).flatMap(([queue, list]) => (list ? [{ queue, agents: list }] : []))),
    },
  };
}

/** A list that is empty on purpose says so; a section without an entry is not written. */
function listed(lists: readonly { readonly queue: string; readonly agents: readonly string[] }[]): Sections {
  if (lists.length === 0) return {};
  return {
    memberships: lists.map(({ queue, agents }) => ({
      queue,
      // The second is written as an object, which says the same.
      agents: agents.map((agent, index) => (index === 1 ? { agent } : agent)),
      ...(agents.length === 0 ? { allowEmpty: true } : {}),
    })),
  };
}

export const stories: fc.Arbitrary<Story> = fc
  .record({ live: team, first: speech, more: fc.array(speech, { maxLength: 1 }) })
  .map(({ live, first, more }) => ({
    live: liveOf(live),
    versions: [versionOf(first, live), ...more.map((one) => versionOf(one, live))],
  }));
