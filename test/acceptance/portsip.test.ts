// PortSIP end to end: built, drifted and repaired under the rules of both releases and by both ways of signing in.
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'portsip.yaml');
const HEAD = headOf('portsip', 'harbor', '{ maxDeletes: 100% }');
const person = (id: string, more = ''): string =>
  `  - { id: "${id}", username: u.${id}, name: User ${id}, email: u${id}@example.com${more} }\n`;
const TEAM = `queues:
  - { id: "6000", name: Desk, strategy: PRIORITIZED_HUNT, maxLength: 9, language: en-US }
agents:
${person('1001')}${person('1002')}${person('1003')}memberships: [{ queue: "6000", agents: ["1001", "1002"] }]
`;

interface Logged {
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly status: number;
  readonly write: boolean;
  readonly refused: boolean;
}

let folder: Folder;
let simulator: Simulator;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const logged = async (): Promise<readonly Logged[]> =>
  ((await simulator.inspect('log')) as { calls: Logged[] }).calls;
const writes = async (): Promise<string[]> =>
  (await logged())
    .filter(({ write }) => write)
    .map(({ route, refused }) => (refused ? `no ${route}` : route));
const routes = async (pattern: RegExp): Promise<string[]> =>
  (await logged()).map(({ route }) => route).filter((route) => pattern.test(route));
const planOf = async (file: string) =>
  JSON.parse((await run('plan', '--format', 'json', file)).stdout).centers[0];
const forget = () => simulator.inspect('options', { reset: ['log'] });
const start = async (text: string | undefined, ...options: string[]): Promise<void> => {
  const seed = text === undefined ? [] : ['--seed-file', folder.write('account.yaml', HEAD + text)];
  simulator = await simulate('portsip', [...seed, ...options.flatMap((option) => ['--option', option])]);
};

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await simulator?.stop();
  folder.remove();
});

describe('the example', () => {
  it.each([
    ['22.2, /auth/sign_in', ['rules=22.2', 'signIn=auth'], 'POST auth/sign_in'],
    ['22.8, the OAuth form', ['rules=22.8', 'signIn=oauth', 'roleBy=id'], 'POST login/oauth/token'],
  ])(
    '%s: made, pulled, drifted and put back; nothing is left to do',
    async (_name, options, door) => {
      await start(undefined, ...options);
      copyFileSync(EXAMPLE, join(folder.path, 'c.yaml'));
      expect((await run('validate', 'c.yaml')).code).toBe(0);
      expect(await planOf('c.yaml')).toMatchObject({
        callCount: 16,
        lowerBound: 16,
        verified: true,
        summary: { create: 20, update: 0, delete: 0 },
      });
      const applied = await run('apply', '-y', 'c.yaml');
      expect({ code: applied.code, err: applied.stderr }).toEqual({ code: 0, err: '' });
      expect((await writes()).filter((route) => route === 'POST call_queues/{id}/agents')).toHaveLength(3);
      expect(await routes(/sign_in|oauth\/token/)).toContain(door);

      const sink = join(folder.path, '.cutover', 'harbor-helpdesk.secrets.jsonl');
      expect(statSync(sink).mode & 0o777).toBe(0o600);
      const secrets = readFileSync(sink, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { value: string }).value);
      expect(secrets).toHaveLength(18);
      expect(secrets.filter((secret) => (applied.stdout + applied.stderr).includes(secret))).toEqual([]);

      await forget();
      expect((await run('plan', '--detailed-exitcode', 'c.yaml')).code).toBe(0);
      expect((await run('pull', 'c.yaml', '-o', 'pulled.yaml')).code).toBe(0);
      expect(await run('plan', '--detailed-exitcode', 'pulled.yaml')).toMatchObject({ code: 0, stderr: '' });
      expect(await writes()).toEqual([]);

      await simulator.inspect('options', {
        drift: ['queue-changed:6002', 'order-changed:6000/1004', 'slot-disabled', 'rule-gone:4400@Carrier A'],
      });
      expect((await run('drift', 'c.yaml')).code).toBe(2);
      expect(await planOf('c.yaml')).toMatchObject({ callCount: 4, lowerBound: 4, verified: true });
      expect((await run('apply', '-y', 'c.yaml')).code).toBe(0);
      expect(await writes()).toHaveLength(4);
      expect((await run('plan', '--detailed-exitcode', 'c.yaml')).code).toBe(0);
    },
    120_000,
  );
});

describe('the session', () => {
  it('is refreshed in time, and renewed after a 401, each time with the newest pair', async () => {
    await start(TEAM, 'tokenCalls=4', 'refresh=once');
    folder.write('c.yaml', HEAD + TEAM);
    expect((await run('plan', '--detailed-exitcode', 'c.yaml')).code).toBe(0);
    const ended = (await logged()).filter(({ status }) => status === 401).length;
    expect(ended).toBeGreaterThan(0);
    expect((await routes(/refresh_token|sign_in/)).length).toBeGreaterThan(1);
  });

  it('with a second factor is refused with advice, and not tried again', async () => {
    await start(TEAM, 'twoFactor=on');
    folder.write('c.yaml', HEAD + TEAM);
    const refused = await run('plan', 'c.yaml');
    expect({ code: refused.code, advice: refused.stderr }).toEqual({
      code: 1,
      advice: expect.stringContaining('without two-factor authentication'),
    });
    expect(await routes(/./)).toEqual(['POST auth/sign_in']);
  });

  it('is refused once for a wrong password, whose text appears nowhere', async () => {
    await start(TEAM, 'maxFailedLogins=2');
    folder.write('c.yaml', HEAD + TEAM);
    const env = { ...simulator.env, PORTSIP_PASSWORD: 'wrong-Word_77' };
    const refused = await cutover(['plan', 'c.yaml'], { cwd: folder.path, env });
    expect(refused.code).toBe(1);
    expect(refused.stdout + refused.stderr).not.toContain('wrong-Word_77');
    expect(await routes(/./)).toEqual(['POST auth/sign_in']);
  });
});

describe('updates', () => {
  it.each([
    ['22.2', 'nulls=refused'],
    ['22.8', 'nulls=clear'],
  ])('%s, where they replace, %s: what the file does not name stays', async (rules, nulls) => {
    const live = `${TEAM.replace('maxLength: 9', 'maxLength: 9, ringTime: 33, slaTime: 12, nightMode: { action: HANGUP }')}`;
    await start(
      live,
      `rules=${rules}`,
      'update=replace',
      nulls,
      'unknownFields=refused',
      'immutable=refused',
    );
    folder.write(
      'c.yaml',
      `${HEAD}queues: [{ id: "6000", timeout: 75 }]\nagents: [{ id: "1001", department: Desk }]\n`,
    );
    const before = await resources();
    expect((await run('apply', '-y', 'c.yaml')).code).toBe(0);
    // Neither waits for the other.
    expect((await writes()).sort()).toEqual(['POST call_queues/{id}', 'POST users/{id}']);
    const after = await resources();
    const changed = Object.keys(after).filter(
      (address) => JSON.stringify(after[address]) !== JSON.stringify(before[address]),
    );
    expect(changed).toEqual(['agent/1001', 'queue/6000']);
    expect(after['queue/6000']).toEqual({ ...before['queue/6000'], timeout: 75 });
    expect(after['agent/1001']).toEqual({ ...before['agent/1001'], department: 'Desk' });
  });

  it('tell of a prompt that the server dropped', async () => {
    await start(TEAM, 'update=replace', 'prompts=6000=wait.wav');
    folder.write('c.yaml', `${HEAD}queues: [{ id: "6000", timeout: 75 }]\n`);
    expect((await run('plan', 'c.yaml')).stdout).toContain('loses moh wait.wav');
    const applied = await run('apply', '-y', 'c.yaml');
    expect(applied.code).toBe(0);
    expect(applied.stdout + applied.stderr).toContain('dropped prompts');
  });

  it('saved as a plan, are applied as they were shown', async () => {
    await start(TEAM, 'nulls=refused', 'update=replace');
    folder.write('c.yaml', `${HEAD}queues: [{ id: "6000", timeout: 75 }]\n`);
    expect((await run('plan', '--out', 'plan.json', 'c.yaml')).code).toBe(0);
    const applied = await run('apply', '-y', '--plan', 'plan.json');
    expect({ code: applied.code, err: applied.stderr }).toEqual({ code: 0, err: '' });
    expect(await writes()).toEqual(['POST call_queues/{id}']);
  });
});

describe('lists of agents', () => {
  it('that a server only adds to are told by name and not sent again (portsip.md 3.5)', async () => {
    await start(TEAM, 'agents=merge');
    folder.write('c.yaml', `${HEAD}memberships: [{ queue: "6000", agents: ["1001"] }]\n`);
    const applied = await run('apply', '-y', '--no-verify', '--format', 'json', 'c.yaml');
    expect(applied.code).toBe(5);
    expect(JSON.parse(applied.stdout).centers[0]).toMatchObject({
      status: 'partial',
      remaining: ['delete membership/6000/1002'],
    });
    expect(await writes()).toEqual(['POST call_queues/{id}/agents']);
  });

  it('in 22.8 are sent when everybody in them has the licence', async () => {
    await start(TEAM, 'rules=22.8', 'seedCc=members');
    folder.write('c.yaml', `${HEAD}memberships: [{ queue: "6000", agents: ["1003", "1001"] }]\n`);
    expect(await planOf('c.yaml')).toMatchObject({ callCount: 2, lowerBound: 2, verified: true });
    expect((await run('apply', '-y', 'c.yaml')).code).toBe(0);
    expect(await writes()).toEqual(['POST users/{id}', 'POST call_queues/{id}/agents']);
  });
});

describe('what is refused before the first write', () => {
  it('more users and queues than the tenant may have', async () => {
    await start(TEAM, 'maxExtensions=3');
    folder.write('c.yaml', `${HEAD}agents:\n${person('1004')}`);
    const refused = await run('apply', '-y', 'c.yaml');
    expect(refused.code).toBe(4);
    expect(refused.stdout + refused.stderr).toContain('users of the tenant');
    expect(await writes()).toEqual([]);
  });

  it('a number outside the pool of its trunk is left to a person', async () => {
    await start(TEAM, 'trunks=Carrier A=4400-4499');
    folder.write('c.yaml', `${HEAD}relayNumbers: [{ number: "5500", trunk: Carrier A, queue: "6000" }]\n`);
    expect((await planOf('c.yaml')).manual).toMatchObject([{ reason: expect.stringContaining('4400-4499') }]);
  });
});

describe('a webhook slot', () => {
  it('is switched off when it is absent, and stays as it is when it is declared off', async () => {
    await start(`${TEAM}subscriptions: [{ name: cdr_event, callback: "https://crm.example.com/a" }]\n`);
    folder.write(
      'off.yaml',
      `${HEAD}subscriptions: [{ name: cdr_event, callback: "https://crm.example.com/a", enabled: false }]\n`,
    );
    folder.write('gone.yaml', `${HEAD}subscriptions: [{ name: cdr_event, state: absent }]\n`);
    expect(await planOf('off.yaml')).toMatchObject({ callCount: 1, verified: true });
    expect((await run('apply', '-y', 'off.yaml')).code).toBe(0);
    expect((await run('plan', '--detailed-exitcode', 'off.yaml')).code).toBe(0);
    expect((await run('plan', '--detailed-exitcode', 'gone.yaml')).code).toBe(0);
    expect(await writes()).toEqual(['POST tenant']);
  });
});

async function resources(): Promise<Record<string, Record<string, unknown>>> {
  const state = (await simulator.inspect('state')) as {
    resources: { address: string; fields: Record<string, unknown> }[];
  };
  return Object.fromEntries(state.resources.map(({ address, fields }) => [address, fields]));
}
