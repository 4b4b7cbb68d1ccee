// What the conformance suite needs beside the provider and the simulator: small centers to try, drawn at random.
import fc from 'fast-check';
import { provider, simulator } from './index.js';

/** @import { ConformanceSubject } from 'cutover/conformance' */

const QUEUES = ['support', 'sales', 'night'];
const AGENTS = ['ann', 'li', 'max'];

const queue = fc.record(
  { name: fc.constantFrom('Help', 'Desk'), timeout: fc.constantFrom(0, 30, 60) },
  { requiredKeys: ['name'] },
);
const agent = fc.record(
  { name: fc.constantFrom('Ann Lee', 'Li Wei'), enabled: fc.boolean() },
  { requiredKeys: ['name'] },
);
/** @type {(ids: string[], fields: fc.Arbitrary<object>) => fc.Arbitrary<any[]>} */
const some = (ids, fields) =>
  fc.subarray(ids).chain((chosen) => fc.tuple(...chosen.map((id) => fields.map((one) => ({ id, ...one })))));

/** Everything that an account may hold, and a file may declare. */
const world = fc
  .record({
    queues: some(QUEUES, queue),
    agents: some(AGENTS, agent),
    members: fc.array(fc.subarray(AGENTS)),
  })
  .map(({ queues, agents, members }) => {
    const known = (list = []) => list.filter((id) => agents.some((one) => one.id === id));
    const memberships = queues.map(({ id }, index) => ({ queue: id, agents: known(members[index]) }));
    return { queues, agents, memberships: memberships.filter((one) => one.agents.length > 0) };
  });

/** A file: a world, perhaps silent about a section, perhaps pruning, perhaps with a floor that callers need. */
const version = fc
  .record({
    world,
    silent: fc.subarray(['queues', 'agents', 'memberships'], { maxLength: 1 }),
    prune: fc.boolean(),
    floor: fc.constantFrom(0, 0, 1),
  })
  .map(({ world, silent, prune, floor }) => {
    const sections = Object.entries(world).filter(
      ([name, list]) => list.length > 0 && !silent.includes(name),
    );
    return { sections: Object.fromEntries(sections), policy: { prune, staffing: { default: floor } } };
  });

/** @type {ConformanceSubject} */
export const subject = {
  provider,
  simulator,
  modes: [{ name: 'usual' }],
  stories: fc.record({
    live: world,
    versions: fc.tuple(version, version).map(([first, second]) => [first, second]),
  }),
  withoutFaults: {},
};
