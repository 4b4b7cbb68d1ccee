// Agents take and end calls at random while a plan that lets go of them is applied: no call is cut, unless the file says
// that calls may be.
import { describe, expect, it } from 'vitest';
import type { Sections } from '../../src/conformance/index.js';
import type { RunningSimulator } from '../../src/simulator/serve.js';
import type { Received } from '../../src/simulator/spec.js';
import { udesk } from '../conformance/udesk/subject.js';
import type { Ran } from '../support/program.js';
import { dice, type Vendor, vendor } from './vendor.js';

const ids = Array.from({ length: 12 }, (_, index) => String(101 + index));
const extension = (id: string): string => `8${id}`;
const queues = [
  { id: '9001', name: 'Support' },
  { id: '9002', name: 'Sales' },
];
const agent = (id: string, more: object): object => ({
  id,
  workId: `w${id}`,
  name: `Agent ${id}`,
  role: 'agent',
  ...more,
});

const before: Sections = {
  queues,
  agents: ids.map((id) => agent(id, { enabled: true, extensions: [extension(id)] })),
  memberships: queues.map(({ id: queue }) => ({ queue, agents: ids })),
};

/** Every way to cut a call: unbound from a queue, disabled, deleted, without the line. */
const after: Sections = {
  queues,
  agents: ids.map((id, at) => {
    if (at % 4 === 1) return { id, state: 'absent' };
    return agent(id, { enabled: at % 4 !== 2, extensions: at % 4 === 3 ? [] : [extension(id)] });
  }),
  memberships: queues.map(({ id: queue }) => ({ queue, agents: ids.filter((_id, at) => at % 4 === 2) })),
};

/** On the phone the whole time; the others come and go. */
const CHATTERBOX = 'agent/101';

/**
 * Members take and end calls at the moment when somebody looks who talks. Between a look and the write that it allows
 * nobody can be asked, and a call that begins there is cut by any client: so with several calls in flight, who was
 * found free once the writing has begun takes no call any more; with one, a look is followed by its own write.
 */
function traffic(seed: number, isHeld: boolean, isEndless: boolean) {
  const { chance } = dice(seed);
  const free = new Set<string>();
  const hadOne = new Set<string>();
  let simulator: RunningSimulator | undefined;
  let looks = 0;
  const turnsAt = (one: RunningSimulator): Record<string, boolean> => {
    const { resources, inCall } = one.state();
    const members = resources.filter(({ kind }) => kind === 'agent').map(({ address }) => address);
    const begins = (member: string): boolean => !hadOne.has(member) && !free.has(member) && chance(0.4);
    const ends = (member: string): boolean => !(isEndless && member === CHATTERBOX) && chance(0.6);
    const turning = members.filter((member) => (inCall.includes(member) ? ends(member) : begins(member)));
    return Object.fromEntries(turning.map((member) => [member, !inCall.includes(member)]));
  };
  return {
    begun: () => hadOne.size,
    of(running: RunningSimulator): void {
      simulator = running;
      simulator.change({ inCall: { [CHATTERBOX]: true } });
      hadOne.add(CHATTERBOX);
    },
    onRequest({ method, path }: Received): void {
      if (!simulator || method !== 'GET' || path !== 'agents') return;
      looks += 1;
      const turns = turnsAt(simulator);
      for (const [member, begins] of Object.entries(turns)) if (begins) hadOne.add(member);
      simulator.change({ inCall: turns });
      // The first look only plans; whom a later one finds free may be written to.
      if (looks === 1 || !isHeld) return;
      const { inCall, resources } = simulator.state();
      for (const { address } of resources) if (!inCall.includes(address)) free.add(address);
    },
  };
}

interface Applied extends Ran {
  readonly one: Vendor;
  /** Members that took a call. */
  readonly begun: number;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

interface Wish {
  readonly policy: 'wait' | 'skip' | 'refuse' | 'ignore';
  readonly seed: number;
  readonly inFlight: number;
}

async function applied(
  { policy, seed, inFlight }: Wish,
  check: (applied: Applied) => void | Promise<void>,
): Promise<void> {
  const calls = traffic(seed, policy !== 'ignore' && inFlight > 1, policy !== 'wait');
  const one = await vendor(udesk, { live: before, onRequest: calls.onRequest });
  try {
    one.declare(after, { busyAgents: policy, maxDeletes: '100%' });
    calls.of(one.simulator);
    const args = ['apply', '-y', '--format', 'ndjson', '--quiet', '--concurrency', String(inFlight)];
    const ran = await one.run([...args, 'center.yaml']);
    const events = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    await check({ ...ran, one, begun: calls.begun(), events });
  } finally {
    await one.stop();
  }
}

const cut = ({ one }: Applied): number => one.simulator.state().callsCut;
const holds = ({ one }: Applied, address: string): boolean =>
  one.simulator.state().resources.some((resource) => resource.address === address);
const SEEDS = [1, 2, 3];

describe.concurrent('while agents take calls at random', () => {
  it.each([
    [1, 1],
    [2, 8],
    [3, 8],
  ])(
    'wait cuts none, and does it all in the end (seed %i, %i in flight)',
    { timeout: 90_000 },
    (seed, inFlight) =>
      applied({ policy: 'wait', seed, inFlight }, (ran) => {
        expect(ran.begun).toBeGreaterThan(3);
        expect(ran.events.filter(({ event }) => event === 'wait')).not.toEqual([]);
        expect(cut(ran)).toBe(0);
        expect({ code: ran.code, end: ran.events.at(-1) }).toMatchObject({
          code: 0,
          end: { event: 'end', status: 'converged' },
        });
      }),
  );

  it.each(SEEDS)('skip cuts none, leaves who talks as they are and says so (seed %i)', (seed) =>
    applied({ policy: 'skip', seed, inFlight: 8 }, (ran) => {
      expect(cut(ran)).toBe(0);
      expect(ran.code).toBe(5);
      expect(ran.stdout).toContain('policy.busyAgents: skip');
      expect(holds(ran, 'membership/9001/101')).toBe(true);
      // The others were let go of.
      expect(holds(ran, 'membership/9001/105')).toBe(false);
    }),
  );

  it.each(SEEDS)('refuse cuts none and ends with 4 (seed %i)', (seed) =>
    applied({ policy: 'refuse', seed, inFlight: 8 }, (ran) => {
      expect(cut(ran)).toBe(0);
      expect(ran.code).toBe(4);
      expect(holds(ran, 'membership/9001/101')).toBe(true);
    }),
  );

  it.each(SEEDS)('ignore cuts calls, and the record shows whose (seed %i)', (seed) =>
    applied({ policy: 'ignore', seed, inFlight: 8 }, (ran) => {
      expect(ran.code).toBe(0);
      expect(cut(ran)).toBeGreaterThan(0);
      expect(ran.one.simulator.state().cuts.map(({ member }) => member)).toContain(CHATTERBOX);
    }),
  );
});
