// Undoing through the built program: apply, invert, apply the inverse, and live is as it was; counted at the simulator.
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cutover,
  type Folder,
  type Ran,
  type Simulator,
  simulate,
  temporaryFolder,
} from '../support/program.js';
import { bootstrap, head } from '../support/udesk-centers.js';
import { SEED_ENV } from './seed.js';

interface State {
  readonly resources: readonly { readonly address: string }[];
}
interface Log {
  readonly calls: readonly { readonly write: boolean }[];
}

const ACCOUNT = `${head()}relayNumbers:\n  - number: "057100000000"\n  - number: "057100000001"\n`;
const CENTER = bootstrap({ queues: 3, agents: 4, policy: '  maxDeletes: 100%\n' });
const ROUTED = `${CENTER}fastRoutes:\n  - { key: "0", queue: "9001", description: Old }\n`;
/** Renames a queue, drops another with its members, an agent with its extension, a subscription; adds and swaps the rest. */
const NEXT = `${head('  prune: [queues, agents, subscriptions]\n  maxDeletes: 100%\n')}queues:
  - { id: "9000", name: Front desk, strategy: longest_idle, timeout: 90, maxLength: 128 }
  - { id: "9001", name: Queue 1, strategy: longest_idle, timeout: 60, maxLength: 128 }
  - { id: "9500", name: Brand new }
agents:
  - { id: "10000", workId: "10000", name: Agent 0, role: leader, enabled: true, extensions: ["1000"] }
  - { id: "10001", workId: "10001", name: Agent 1, role: agent, enabled: false, extensions: [] }
  - { id: "10002", workId: "10002", name: Agent 2, role: agent, enabled: true, extensions: ["1002", "8800"] }
  - { id: "20000", workId: "20000", name: Newcomer, extensions: ["8801"] }
extensions:
  - { number: "1003", state: absent }
memberships:
  - { queue: "9000", agents: ["10000", "20000"] }
  - { queue: "9500", agents: ["10002"] }
relayNumbers:
  - { number: "057100000001", default: true }
subscriptions:
  - { name: crm, callback: "https://crm.example.com/new", events: [agent_ringing], enabled: false }
  - { name: fresh, callback: "https://fresh.example.com/hooks", events: [agent_hangup], enabled: true }
fastRoutes:
  - { key: "0", queue: "9500", description: Other }
  - { key: "1", queue: "9001", description: New }
`;

let folder: Folder;
let simulator: Simulator;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const good = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};
const writes = async (): Promise<number> =>
  ((await simulator.inspect('log')) as Log).calls.filter((call) => call.write).length;
const live = async (): Promise<State['resources']> =>
  [...((await simulator.inspect('state')) as State).resources].sort((a, b) =>
    a.address < b.address ? -1 : 1,
  );
const text = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
interface Made {
  readonly status: string;
  readonly changes: readonly { readonly key: string }[];
  readonly irreversible: readonly { readonly address: string; readonly reason: string }[];
}
const centerOf = (json: string): Made => JSON.parse(json).centers[0] as Made;

beforeEach(async () => {
  folder = temporaryFolder();
  folder.write('account.yaml', ACCOUNT);
  folder.write('center.yaml', CENTER);
  folder.write('next.yaml', NEXT);
  simulator = await simulate('udesk', ['--seed-file', join(folder.path, 'account.yaml')], { env: SEED_ENV });
});
afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe('a plan that created everything', () => {
  it('is undone to the empty account, its extensions included', async () => {
    const start = await live();
    await good('plan', '--out', 'plan.json', 'center.yaml');
    await good('apply', '-y', '--plan', 'plan.json');
    const made = centerOf(await good('invert', '--format', 'json', '--out', 'inverse.json', 'plan.json'));
    expect(made.changes.every(({ key }) => key.startsWith('delete '))).toBe(true);
    expect(made.irreversible).toEqual([
      { address: 'webhook-events', reason: expect.stringContaining('no call') },
    ]);
    await good('apply', '-y', '--plan', 'inverse.json');
    const left = (await live()).filter(({ address }) => address !== 'webhook-events');
    expect(left).toEqual(start);
    const sent = await writes();
    expect(await good('apply', '-y', '--plan', 'inverse.json')).toContain('nothing to do');
    expect(await writes()).toBe(sent);
  });
});

describe('a plan that creates, changes and deletes', () => {
  let before: string;
  beforeEach(async () => {
    folder.write('center.yaml', ROUTED);
    await good('apply', '-y', '--quiet', 'center.yaml');
    before = await good('pull', 'center.yaml');
    await good('plan', '--out', 'plan.json', 'next.yaml');
  });

  it('is undone to what was live before, and says what is lost', async () => {
    const sent = await writes();
    const shown = await good('invert', '--out', 'inverse.json', 'plan.json');
    expect(await writes()).toBe(sent);
    expect(statSync(join(folder.path, 'inverse.json')).mode & 0o777).toBe(0o600);
    expect(shown).toMatch(/Cannot be undone\n.*extension\/1003: .*another password/);
    expect(shown).toContain('Verified on the model.');
    expect(await good('show', 'inverse.json')).toBe(shown);
    const { irreversible } = centerOf(await good('show', '--format', 'json', 'inverse.json'));
    expect(irreversible.map(({ address }) => address)).toEqual(['extension/1003', 'subscription/wallboard']);
    const { sid = '', authToken = '' } = simulator.credentials;
    const passwords = [...text('.cutover/acme-support.secrets.jsonl').matchAll(/"value":"([^"]+)"/g)];
    expect(passwords.length).toBe(4);
    const secrets = [sid, authToken, ...passwords.map(([, password = '']) => password)];
    const kept = text('plan.json') + text('inverse.json');
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);

    await good('apply', '-y', '--plan', 'plan.json');
    expect(await good('pull', 'center.yaml')).not.toBe(before);
    await good('apply', '-y', '--plan', 'inverse.json');
    expect(await good('pull', 'center.yaml')).toBe(before);
    expect((await run('plan', '--detailed-exitcode', 'center.yaml')).code).toBe(0);
  });

  it('has an inverse whose own inverse makes it again', async () => {
    await good('invert', '--out', 'inverse.json', 'plan.json');
    await good('invert', '--out', 'again.json', 'inverse.json');
    await good('apply', '-y', '--plan', 'plan.json');
    const after = await good('pull', 'center.yaml');
    await good('apply', '-y', '--plan', 'inverse.json');
    await good('apply', '-y', '--plan', 'again.json');
    expect(await good('pull', 'center.yaml')).toBe(after);
  });

  it('is undone where a part of it was applied', async () => {
    await good('invert', '--out', 'inverse.json', 'plan.json');
    const part = ['queue/9000', 'subscription/fresh', 'membership/9500/*', 'agent/10001', 'fast-route/*'];
    expect((await run('apply', '-y', '--only', ...part, 'next.yaml')).code).toBe(0);
    expect(await good('pull', 'center.yaml')).not.toBe(before);
    await good('apply', '-y', '--plan', 'inverse.json');
    expect(await good('pull', 'center.yaml')).toBe(before);
  });

  it('leaves alone what somebody changed since, and what hangs on it', async () => {
    await good('invert', '--out', 'inverse.json', 'plan.json');
    await good('apply', '-y', '--plan', 'plan.json');
    await simulator.inspect('options', {
      put: [
        {
          kind: 'queue',
          address: 'queue/9000',
          fields: { name: 'Mine', strategy: 'longest_idle', timeout: 33, maxLength: 128 },
        },
      ],
    });
    const strict = await run('apply', '-y', '--strict', '--plan', 'inverse.json');
    expect(strict.code).toBe(4);
    const partly = await run('apply', '-y', '--format', 'json', '--plan', 'inverse.json');
    expect(partly.code).toBe(5);
    const { outcomes } = JSON.parse(partly.stdout).centers[0] as {
      outcomes: { key: string; status: string; because: string | null }[];
    };
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([
      { key: 'update queue/9000', status: 'skipped', because: expect.stringContaining('queue/9000 moved') },
    ]);
    const again = await run('apply', '-y', '--plan', 'inverse.json');
    expect(again.code).toBe(4);
    expect(again.stderr).toContain('stale-plan');
  });
});

describe('an extension that no list shows', () => {
  it('is not deleted without proof that it was made here, and its agent goes all the same', async () => {
    await good('plan', '--out', 'plan.json', 'center.yaml');
    await good('apply', '-y', '--plan', 'plan.json');
    await good('invert', '--out', 'inverse.json', 'plan.json');
    rmSync(join(folder.path, '.cutover', 'acme-support.ledger.json'));
    // Without the ledger the ids of the subscriptions are gone as well: those stay, and are told.
    const { code, stdout, stderr } = await run('apply', '-y', '--plan', 'inverse.json');
    expect(stderr).toMatch(/not-undone: .*extension\/1000 is left as it is/);
    expect(stdout).toContain('Cannot be undone');
    const left = (await live()).map(({ address }) => address);
    expect(left.filter((address) => /^(?:extension|agent|queue|membership)\//.test(address))).toEqual(
      [0, 1, 2, 3].map((index) => `extension/100${index}`),
    );
    expect(left).toContain('subscription/crm');
    expect(stderr).toMatch(/not-undone: .*subscription\/crm is left as it is: .*shows no ids/);
    expect(code).toBe(5);
  });
});

describe('an inverse that deletes too much', () => {
  it('is made, and asks for the same approval as any plan', async () => {
    folder.write('center.yaml', bootstrap({ queues: 12, agents: 12, queuesPerAgent: 1 }));
    await good('plan', '--out', 'plan.json', 'center.yaml');
    await good('apply', '-y', '--plan', 'plan.json');
    const { code, stdout, stderr } = await run(
      'invert',
      '--format',
      'json',
      '--out',
      'inverse.json',
      'plan.json',
    );
    expect(code).toBe(0);
    expect(stderr).toContain('guards refuse it');
    const center = JSON.parse(stdout).centers[0];
    expect(center.status).toBe('refused');
    expect((await run('apply', '-y', '--plan', 'inverse.json')).code).toBe(4);
    const number = String(center.summary.delete);
    await good('invert', '--allow-deletes', number, '--out', 'inverse.json', 'plan.json');
    await good('apply', '-y', '--plan', 'inverse.json');
  });
});

describe('what is not a plan of ours', () => {
  it.each([
    ['an altered file', (whole: string) => whole.replace('"timeout":60', '"timeout":61'), 4, 'plan-altered'],
    ['another JSON', () => '{"formatVersion":1}', 4, 'plan-foreign'],
    ['no JSON', () => 'queues: []', 4, 'plan-foreign'],
  ])('is not inverted: %s', async (_what, change, code, problem) => {
    await good('plan', '--out', 'plan.json', 'center.yaml');
    folder.write('other.json', change(text('plan.json')));
    const ran = await run('invert', '--out', 'inverse.json', 'other.json');
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(problem);
  });
});

describe('a list that a vendor takes as a whole', () => {
  it.each([
    ['nxlink', 'nxlink.yaml', '[NX8001, NX8002]', '[NX8001, NX8003]'],
    ['nxlink', 'nxlink.yaml', '[NX8001, NX8002]', '[NX8001, NX8002, NX8003]'],
    ['portsip', 'portsip.yaml', '["1005", "1006"]', '["1005", "1002"]'],
  ])('gets its members back at %s: %s, %s instead of %s', async (type, file, before, after) => {
    const seed = join(import.meta.dirname, '..', '..', 'examples', file);
    const vendor = await simulate(type, ['--seed-file', seed]);
    const there = async (...args: string[]): Promise<string> => {
      const ran = await cutover(args, { cwd: folder.path, env: vendor.env });
      expect(ran).toMatchObject({ code: 0 });
      return ran.stdout;
    };
    try {
      // Without a floor, which would have every list read anyway.
      const now = readFileSync(seed, 'utf8').replace(
        / {2}staffing:(?: \{.*\}\n|\n(?: {4}.*\n)+)/,
        '  maxDeletes: 100%\n',
      );
      folder.write('center.yaml', now.replace(/^relayNumbers:[\s\S]*?^(?=subscriptions)/m, ''));
      const pulled = await there('pull', 'center.yaml');
      folder.write('center.yaml', text('center.yaml').replace(before, after));
      await there('plan', 'center.yaml', '--out', 'plan.json');
      await there('apply', '--plan', 'plan.json', '-y');
      await there('invert', 'plan.json', '--out', 'undo.json');
      expect(await there('apply', '--plan', 'undo.json', '-y', '--strict')).toContain('Live is as desired.');
      expect(await there('pull', 'center.yaml')).toBe(pulled);
    } finally {
      await vendor.stop();
    }
  });
});
