// NXLink end to end: one call for a queue whose members change, and what only a person can do is said.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headOf } from '../support/heads.js';
import {
  cutover,
  type Folder,
  type Ran,
  type Simulator,
  simulate,
  temporaryFolder,
} from '../support/program.js';

const HEAD = headOf('nxlink', 'acme-outbound', '{ maxDeletes: 100% }');
const TEAM = `queues: [{ id: Q1, name: Renewals }, { id: Q2, name: Welcome }]
agents: [{ id: A1, name: Ana }, { id: A2, name: Ben }, { id: A3, name: Cher }]
`;
const members = (...lists: readonly string[]): string =>
  `memberships:\n${lists.map((list, index) => `  - { queue: Q${index + 1}, agents: [${list}] }\n`).join('')}`;

let folder: Folder;
let simulator: Simulator;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const writes = async (): Promise<readonly { refused: boolean }[]> => {
  const { calls } = (await simulator.inspect('log')) as { calls: { write: boolean; refused: boolean }[] };
  return calls.filter((call) => call.write);
};
const start = async (text: string, ...options: string[]): Promise<void> => {
  simulator = await simulate('nxlink', [
    '--seed-file',
    folder.write('account.yaml', HEAD + text),
    ...options,
  ]);
};

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe('members', () => {
  it('are set with one call a queue; afterwards nothing is left to do', async () => {
    await start(TEAM + members('A1, A3', 'A2'));
    folder.write('center.yaml', HEAD + TEAM + members('A1, A2', 'A2, A3'));
    const plan = JSON.parse((await run('plan', '--format', 'json', 'center.yaml')).stdout).centers[0];
    expect(plan).toMatchObject({
      callCount: 2,
      lowerBound: 2,
      verified: true,
      summary: { create: 2, delete: 1 },
    });
    expect(plan.calls[0].body).toMatchObject({ queueNo: 'Q1', members: ['A1', 'A2'] });

    expect((await run('apply', '-y', 'center.yaml')).code).toBe(0);
    expect(await writes()).toEqual([
      expect.objectContaining({ refused: false }),
      expect.objectContaining({ refused: false }),
    ]);
    expect((await run('plan', '--detailed-exitcode', 'center.yaml')).code).toBe(0);
    expect((await run('pull', 'center.yaml', '-o', 'pulled.yaml')).code).toBe(0);
    expect((await run('plan', '--detailed-exitcode', 'pulled.yaml')).code).toBe(0);
    expect(await writes()).toHaveLength(2);
  });

  it('that a server only adds are told by name and not sent again (nxcloud.md 6 no. 6)', async () => {
    await start(TEAM + members('A1, A3', 'A2'), '--option', 'updateMembers=add');
    folder.write('center.yaml', HEAD + TEAM + members('A1', 'A2'));
    const applied = await run('apply', '-y', '--no-verify', '--format', 'json', 'center.yaml');
    expect(applied.code).toBe(5);
    expect(JSON.parse(applied.stdout).centers[0]).toMatchObject({
      status: 'partial',
      remaining: ['delete membership/Q1/A3'],
    });
    expect(await writes()).toHaveLength(1);
  });

  it('may be none only if that is meant', async () => {
    await start(TEAM + members('A1', 'A2'));
    folder.write('center.yaml', HEAD + TEAM + members('', 'A2'));
    const refused = await run('plan', 'center.yaml');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('allowEmpty: true');
    folder.write('center.yaml', `${HEAD + TEAM}memberships: [{ queue: Q1, agents: [], allowEmpty: true }]\n`);
    expect((await run('apply', '-y', 'center.yaml')).code).toBe(0);
    expect(await writes()).toHaveLength(1);
  });
});

describe('what only the console can do', () => {
  it('is told; the rest goes on (exit 5)', async () => {
    await start(TEAM + members('A1', 'A2'));
    folder.write(
      'center.yaml',
      `${HEAD}queues: [{ id: Q1, name: Renewed }, { id: Q9, name: Missing }]
agents: [{ id: A3, state: absent }]
memberships: [{ queue: Q1, agents: [A1, A2, A9] }, { queue: Q9, agents: [A1] }]
`,
    );
    const plan = await run('plan', '--format', 'json', '--detailed-exitcode', 'center.yaml');
    expect(plan.code).toBe(2);
    const [center] = JSON.parse(plan.stdout).centers;
    expect(center.changes.map((change: { key: string }) => change.key)).toEqual(['create membership/Q1/A2']);
    expect(
      center.manual.map((item: { address: string; blocks: string[] }) => [item.address, item.blocks]),
    ).toEqual([
      ['agent/A3', []],
      ['agent/A9', ['membership/Q1/A9']],
      ['queue/Q1', []],
      ['queue/Q9', ['membership/Q9/A1']],
    ]);
    expect((await run('apply', '-y', 'center.yaml')).code).toBe(5);
    expect(await writes()).toHaveLength(1);
  });
});
