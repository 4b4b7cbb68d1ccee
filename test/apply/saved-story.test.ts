// Saved plans through the built program when live has moved, or a run was cut off, between the review and the apply.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SEED_ENV } from '../cli/seed.js';
import {
  cutover,
  type Folder,
  type Ran,
  type Simulator,
  simulate,
  temporaryFolder,
} from '../support/program.js';
import { bootstrap, head } from '../support/udesk-centers.js';

const CENTER = bootstrap({ queues: 3, agents: 4 });
/** Drops a queue, changes another, adds an agent to it, and makes a new one with a member. */
const NEXT = `${head('  maxDeletes: 100%\n')}queues:
  - { id: "9000", timeout: 90 }
  - { id: "9002", state: absent }
  - { id: "9500", name: Brand new }
agents:
  - { id: "20000", workId: "20000", name: Newcomer }
memberships:
  - { queue: "9001", agents: ["10000", "10001", "10002", "10003", "20000"] }
  - { queue: "9500", agents: ["10002"] }
`;

let folder: Folder;
let simulator: Simulator;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const writes = async (): Promise<number> =>
  ((await simulator.inspect('log')) as { calls: { write: boolean }[] }).calls.filter(({ write }) => write)
    .length;
interface Outcome {
  readonly key: string;
  readonly status: string;
  readonly because: string | null;
}
/** Applies the saved plan: exit code, and what was not done. */
async function applySaved(...more: string[]): Promise<{ code: number | null; held: string[]; done: number }> {
  const { code, stdout } = await run('apply', '-y', '--format', 'json', '--plan', 'plan.json', ...more);
  const { outcomes } = JSON.parse(stdout).centers[0] as { outcomes: Outcome[] };
  const held = outcomes.filter(({ status }) => status !== 'done');
  return {
    code,
    held: held.map(({ key, because }) => `${key}: ${because}`),
    done: outcomes.length - held.length,
  };
}

beforeEach(async () => {
  folder = temporaryFolder();
  folder.write('account.yaml', `${head()}relayNumbers:\n  - number: "057100000000"\n`);
  folder.write('center.yaml', CENTER);
  folder.write('next.yaml', NEXT);
  simulator = await simulate('udesk', ['--seed-file', join(folder.path, 'account.yaml')], { env: SEED_ENV });
  expect((await run('apply', '-y', '-q', 'center.yaml')).code).toBe(0);
  expect((await run('plan', '--out', 'plan.json', 'next.yaml')).code).toBe(0);
});
afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe('a saved plan', () => {
  it('goes on where a run was cut off, and finds nothing to do when all is done', async () => {
    const part = ['queue/9500', 'membership/9002/10000', 'membership/9002/10001'];
    expect((await run('apply', '-y', '--only', ...part, 'next.yaml')).code).toBe(0);
    expect(await applySaved()).toMatchObject({ code: 0, held: [] });
    expect((await run('plan', '--detailed-exitcode', 'next.yaml')).code).toBe(0);
    const sent = await writes();
    expect(await applySaved('--strict')).toEqual({ code: 0, held: [], done: 0 });
    expect(await writes()).toBe(sent);
  });

  it('refuses to delete a queue that somebody else has staffed since, and makes the rest', async () => {
    await simulator.inspect('options', {
      put: [
        {
          kind: 'agent',
          address: 'agent/30000',
          fields: { workId: '30000', name: 'Late', role: 'agent', enabled: true },
        },
        { kind: 'membership', address: 'membership/9002/30000', fields: {} },
      ],
    });
    const { code, held, done } = await applySaved();
    expect(code).toBe(5);
    expect(held.sort()).toEqual([
      'delete membership/9002/30000: not in the saved plan',
      'delete queue/9002: queue/9002 or what it relies on moved since the plan was saved',
    ]);
    expect(done).toBeGreaterThan(5);
    expect((await applySaved()).code).toBe(4);
  });

  it('does not bring back a member that somebody took out since: nobody reviewed that', async () => {
    await simulator.inspect('options', {
      drop: ['membership/9001/10002', 'membership/9000/10002', 'membership/9002/10002'],
    });
    const { code, held } = await applySaved();
    expect(code).toBe(5);
    expect(held).toEqual(['create membership/9001/10002: not in the saved plan']);
  });

  it('is refused with other credentials than it was made with, and asks for those that are missing', async () => {
    const other = await cutover(['apply', '-y', '--plan', 'plan.json'], {
      cwd: folder.path,
      env: { ...simulator.env, UDESK_AUTH_TOKEN: 'another' },
    });
    expect(other.code).toBe(4);
    expect(other.stderr).toContain('plan-altered');
    const { UDESK_AUTH_TOKEN: _none, ...env } = simulator.env;
    const missing = await cutover(['apply', '-y', '--plan', 'plan.json'], { cwd: folder.path, env });
    expect(missing.code).toBe(3);
    expect(missing.stderr).toContain('UDESK_AUTH_TOKEN');
  });

  it('sends nothing that stands in it: with its calls altered it is refused, and none of them is needed', async () => {
    const saved = JSON.parse(readFileSync(join(folder.path, 'plan.json'), 'utf8')) as {
      centers: { calls: unknown[] }[];
    };
    for (const center of saved.centers) center.calls = [];
    folder.write('plan.json', JSON.stringify(saved));
    const before = await writes();
    expect((await run('apply', '-y', '--plan', 'plan.json')).code).toBe(4);
    expect(await writes()).toBe(before);
  });
});
