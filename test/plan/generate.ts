// Random small centers for the laws: queues, agents, bindings and memberships, live and desired, with caps and floors.
import fc from 'fast-check';
import type { Said, Story } from './support.js';

const QUEUES = ['1', '2', '3', '4'];
const AGENTS = ['a', 'b', 'c', 'd'];
const EXTENSIONS = ['8001', '8002', '8003'];

interface Side {
  readonly queues: readonly string[];
  readonly agents: readonly (readonly [string, boolean])[];
  readonly members: readonly (readonly [string, string])[];
  readonly owners: readonly (string | undefined)[];
}

const side = (queues: fc.Arbitrary<string[]>): fc.Arbitrary<Side> =>
  fc
    .record({
      queues,
      agents: fc.subarray(AGENTS, { minLength: 1 }),
      enabled: fc.array(fc.boolean(), { minLength: AGENTS.length, maxLength: AGENTS.length }),
      pairs: fc.subarray(
        QUEUES.flatMap((queue) => AGENTS.map((agent) => [queue, agent] as const)),
        { maxLength: 6 },
      ),
      owners: fc.tuple(...EXTENSIONS.map(() => fc.option(fc.constantFrom(...AGENTS), { nil: undefined }))),
    })
    .map(({ queues: own, agents, enabled, pairs, owners }) => ({
      queues: own,
      agents: agents.map((agent) => [agent, enabled[AGENTS.indexOf(agent)] !== false] as const),
      members: pairs.filter(([queue, agent]) => own.includes(queue) && agents.includes(agent)),
      owners: owners.map((owner) => (owner !== undefined && agents.includes(owner) ? owner : undefined)),
    }));

function said({ queues, agents, members, owners }: Side, perAgent: number): Said[] {
  const used = new Map<string, number>();
  const fits = (agent: string, most: number): boolean => {
    used.set(agent, (used.get(agent) ?? 0) + 1);
    return most === 0 || (used.get(agent) ?? 0) <= most;
  };
  const memberships = members.filter(([, agent]) => fits(agent, perAgent));
  used.clear();
  const bindings = owners.flatMap((owner, index) =>
    owner !== undefined && fits(owner, 2) ? [`binding/${EXTENSIONS[index]}/${owner}`] : [],
  );
  return [
    ...queues.map((queue): Said => `queue/${queue}`),
    ...agents.map(([agent, enabled]): Said => [`agent/${agent}`, { enabled }]),
    ...bindings.map((binding) => `extension/${binding.split('/')[1]}`),
    ...bindings,
    ...memberships.map(([queue, agent]) => `membership/${queue}/${agent}`),
  ];
}

const addressOf = (entry: Said): string => (typeof entry === 'string' ? entry : entry[0]);

/** Whatever is live and not desired is declared absent, so that every center ends exactly as desired. */
export const story: fc.Arbitrary<Story> = fc
  .record({
    live: side(fc.subarray(QUEUES)),
    desired: side(fc.subarray(QUEUES)),
    perAgent: fc.constantFrom(0, 0, 1, 2),
    room: fc.nat(2),
    floor: fc.nat(2),
    bindBy: fc.constantFrom('cover', 'agent', 'queue', 'each' as const),
  })
  .map(({ live, desired, perAgent, room, floor, bindBy }): Story => {
    const now = said(live, perAgent);
    const then = said(desired, perAgent);
    const wanted = new Set(then.map(addressOf));
    const gone = now.map(addressOf).filter((address) => !wanted.has(address));
    return {
      live: now,
      desired: then,
      absent: gone.filter((address) => /^(?:queue|agent|extension)\//.test(address)),
      lists: [
        ...QUEUES.map((queue) => `members of queue/${queue}`),
        ...AGENTS.map((agent) => `extensions of agent/${agent}`),
      ],
      policy: { staffing: { default: floor, of: {} } },
      facts: {
        maxQueues: Math.max(live.queues.length, desired.queues.length) + room,
        ...(perAgent === 0 ? {} : { queuesPerAgent: perAgent }),
      },
      bindBy: bindBy as NonNullable<Story['bindBy']>,
    };
  });

/**
 * Centers without slack: agents that are as busy as they may be swap queues under floors, queues are replaced at the
 * cap. Here orders are hard to find, calls must be split, and sometimes there is no order at all.
 */
export const tightStory: fc.Arbitrary<Story> = fc
  .record({
    agents: fc.integer({ min: 2, max: 4 }),
    perAgent: fc.constantFrom(1, 1, 2),
    now: fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
    later: fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
    replaced: fc.subarray(['3', '4'], { maxLength: 2 }),
    room: fc.constantFrom(0, 0, 1),
    floors: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
    bindBy: fc.constantFrom('cover', 'agent', 'agent', 'queue', 'each' as const),
  })
  .map(({ agents, perAgent, now, later, replaced, room, floors, bindBy }): Story => {
    const staff = AGENTS.slice(0, agents);
    const pick = (draws: readonly number[], rename: (queue: string) => string): string[] => {
      const taken = staff.flatMap((agent, index) =>
        draws
          .slice(index * 2, index * 2 + perAgent)
          .map((draw) => `membership/${rename(QUEUES[draw] ?? '1')}/${agent}`),
      );
      return [...new Set(taken)];
    };
    const next = (queue: string): string => (replaced.includes(queue) ? `${queue}x` : queue);
    const before = pick(now, (queue) => queue);
    const after = pick(later, next);
    const members = (queue: string): number =>
      after.filter((address) => address.startsWith(`membership/${queue}/`)).length;
    const people = staff.map((agent) => `agent/${agent}`);
    return {
      live: [...QUEUES.map((queue) => `queue/${queue}`), ...people, ...before],
      desired: [...QUEUES.map((queue) => `queue/${next(queue)}`), ...people, ...after],
      absent: replaced.map((queue) => `queue/${queue}`),
      lists: QUEUES.flatMap((queue) => [`members of queue/${queue}`, `members of queue/${next(queue)}`]),
      policy: {
        staffing: {
          default: 0,
          of: Object.fromEntries(
            QUEUES.map((queue, index) => [next(queue), Math.min(floors[index] ?? 0, members(next(queue)))]),
          ),
        },
      },
      facts: { maxQueues: QUEUES.length + room, queuesPerAgent: perAgent },
      bindBy: bindBy as NonNullable<Story['bindBy']>,
    };
  });
