// A queue's members are all replaced: the simulator's record never shows fewer than the floor; the same calls in naive
// order show the gap.
import { afterEach, describe, expect, it } from 'vitest';
import type { Sections } from '../../src/conformance/index.js';
import type { LogEntry } from '../../src/simulator/log.js';
import { udesk } from '../conformance/udesk/subject.js';
import { send } from './udesk-caller.js';
import { type Vendor, vendor } from './vendor.js';

const QUEUE = 'queue/9001';
const queues = [{ id: '9001', name: 'Support' }];
const ids = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(first + index));
const person = (id: string, enabled = true): Record<string, unknown> => ({
  id,
  workId: `w${id}`,
  name: `Agent ${id}`,
  role: 'agent',
  enabled,
});

const open: Vendor[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

interface Case {
  readonly floor: number;
  readonly leave: number;
  readonly join: number;
  /** Of those who join: made, or enabled, by the same plan. */
  readonly made: number;
  readonly enabled: number;
}

const CASES: readonly Case[] = [
  { floor: 1, leave: 1, join: 1, made: 0, enabled: 0 },
  { floor: 2, leave: 3, join: 2, made: 0, enabled: 1 },
  { floor: 3, leave: 3, join: 5, made: 2, enabled: 1 },
  { floor: 6, leave: 6, join: 6, made: 2, enabled: 2 },
];

function centers({ leave, join, made, enabled }: Case): { before: Sections; after: Sections } {
  const [old, young] = [ids(101, leave), ids(201, join)];
  const waiting = young.slice(made);
  const list = (agents: readonly string[]) => [{ queue: '9001', agents }];
  return {
    before: {
      queues,
      agents: [...old.map((id) => person(id)), ...waiting.map((id, at) => person(id, at >= enabled))],
      memberships: list(old),
    },
    after: { queues, agents: [...old, ...young].map((id) => person(id)), memberships: list(young) },
  };
}

async function started(before: Sections): Promise<Vendor> {
  const one = await vendor(udesk, { live: before, latencyMs: 4 });
  open.push(one);
  return one;
}

const least = ({ simulator }: Vendor): number | undefined => simulator.state().staffing[QUEUE]?.min;
const writesOf = ({ simulator }: Vendor): LogEntry[] => simulator.log().filter(({ write }) => write);
const membersOf = ({ simulator }: Vendor): string[] =>
  simulator
    .state()
    .resources.filter(({ kind }) => kind === 'membership')
    .map(({ address }) => address);
const told = (calls: readonly LogEntry[]): string[] =>
  calls.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`).sort();
const isUnbind = ({ method, path }: LogEntry): boolean => method === 'DELETE' && path === 'agents/queues';

describe('a full replacement of a queue’s members', () => {
  it.each(CASES)('with a floor of $floor: $leave leave, $join join', async (one) => {
    const { before, after } = centers(one);
    const careful = await started(before);
    careful.declare(after, { staffing: { default: one.floor } });
    expect(least(careful)).toBe(one.leave);
    const { code, stderr } = await careful.run([
      'apply',
      '-y',
      '--quiet',
      '--concurrency',
      '8',
      'center.yaml',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(membersOf(careful)).toEqual(ids(201, one.join).map((id) => `membership/9001/${id}`));
    expect(least(careful)).toBeGreaterThanOrEqual(one.floor);

    // The very same calls: first everybody leaves, then everybody comes.
    const naive = await started(before);
    const calls = writesOf(careful);
    const unbinds = calls.filter(isUnbind);
    expect(unbinds).toHaveLength(one.leave);
    for (const call of [...unbinds, ...calls.filter((entry) => !isUnbind(entry))]) {
      expect(await send(naive.simulator, call)).toBe('000000');
    }
    expect(told(writesOf(naive))).toEqual(told(calls));
    expect(membersOf(naive)).toEqual(membersOf(careful));
    expect(least(naive)).toBe(0);
  });

  it('that cannot keep the floor is refused before a call is sent', async () => {
    const one = await started({
      queues,
      agents: [person('101')],
      memberships: [{ queue: '9001', agents: ['101'] }],
    });
    one.declare(
      { memberships: [{ queue: '9001', agents: [], allowEmpty: true }] },
      { staffing: { '9001': 1 }, maxDeletes: '100%' },
    );
    const { code, stdout } = await one.run(['apply', '-y', '--quiet', 'center.yaml']);
    expect(code).toBe(4);
    expect(stdout).toContain('staffing');
    expect(writesOf(one)).toEqual([]);
    expect(least(one)).toBe(1);
  });
});
