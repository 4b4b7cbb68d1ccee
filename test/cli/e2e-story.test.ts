// The main job through the built program: plan, apply, plan again, pull, drift, saved plans; counted at the simulator.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedQuery } from '../../src/providers/udesk/sign.js';
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

interface Log {
  readonly calls: readonly { readonly write: boolean; readonly refused: boolean }[];
}

interface State {
  readonly resources: readonly { readonly kind: string }[];
  readonly violations: readonly string[];
}

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cutover.js');
const CENTER = bootstrap({ queues: 3, agents: 4 });
let folder: Folder;
let simulator: Simulator;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const writes = async (): Promise<number> =>
  ((await simulator.inspect('log')) as Log).calls.filter((call) => call.write).length;
const applied = async (): Promise<void> => {
  const { code, stderr } = await run('apply', '-y', '--quiet', 'center.yaml');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
};
/** Somebody changes a queue by hand. */
const meddle = (queue = '9000', timeout = 15): Promise<unknown> =>
  simulator.inspect('options', {
    put: [
      {
        kind: 'queue',
        address: `queue/${queue}`,
        fields: { name: 'Moved', strategy: 'longest_idle', timeout, maxLength: 128 },
      },
    ],
  });

beforeEach(async () => {
  folder = temporaryFolder();
  folder.write('account.yaml', `${head()}relayNumbers:\n  - number: "057100000000"\n`);
  folder.write('center.yaml', CENTER);
  simulator = await simulate('udesk', ['--seed-file', join(folder.path, 'account.yaml')], { env: SEED_ENV });
});
afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe('a center is built and kept', () => {
  it('from the first plan to a clean one', async () => {
    const plan = await run('plan', 'center.yaml');
    expect(plan.code).toBe(0);
    expect(plan.stdout).toMatch(
      /\nPlan: \d+ to create, \d+ to change, 0 to delete\. 18 calls, lower bound 18\. Verified on the model\.\n$/,
    );
    expect(plan.stdout).toContain('bind membership 9000 Queue 0 <- 10000 Agent 0');
    expect(plan.stdout).not.toContain('\u001b');
    expect(await writes()).toBe(0);
    expect((await run('plan', '--detailed-exitcode', 'center.yaml')).code).toBe(2);

    const result = await run('apply', '-y', '--format', 'json', 'center.yaml');
    expect(result.code).toBe(0);
    const [center] = JSON.parse(result.stdout).centers;
    expect(center).toMatchObject({
      center: 'acme-support',
      status: 'converged',
      callCount: 20,
      rounds: 1,
      remaining: [],
    });
    expect(await writes()).toBe(20);

    const again = await run('plan', '--detailed-exitcode', 'center.yaml');
    expect(again.code).toBe(0);
    expect(again.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect((await run('apply', '-y', 'center.yaml')).code).toBe(0);
    expect((await run('drift', 'center.yaml')).code).toBe(0);
    expect(await writes()).toBe(20);
  });

  it('with the pulled file as good as the one that made it, its provider block untouched', async () => {
    await applied();
    const { code, stdout } = await run('pull', 'center.yaml', '-o', 'live.yaml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const text = readFileSync(join(folder.path, 'live.yaml'), 'utf8');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the file keeps its variables
    expect(text).toContain('authToken: "${UDESK_AUTH_TOKEN}"');
    expect(text).not.toContain(simulator.credentials.authToken);
    expect((await run('plan', '--detailed-exitcode', 'live.yaml')).code).toBe(0);
    expect((await run('pull', 'center.yaml')).stdout).toBe(text);
  });

  it('pulled into the file itself, whose policy stays, in a folder from which an editor finds the schema', async () => {
    await applied();
    mkdirSync(join(folder.path, 'centers'));
    const file = join('centers', 'own.yaml');
    const policy = 'policy:\n  prune: [subscriptions]\n  maxDeletes: 5%\n  protect: [queue/9000]\n';
    folder.write(file, head(policy.replace('policy:\n', '')));
    expect((await run('pull', file, '-o', file)).code).toBe(0);
    const text = readFileSync(join(folder.path, file), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/node_modules\/cutover\//);
    expect(text).toContain(policy.replace('5%', '"5%"'));
    expect((await run('plan', '--detailed-exitcode', file)).code).toBe(0);
  });

  it('with events, a line each, when a program watches', async () => {
    const { stdout, code } = await run('apply', '-y', '--format', 'ndjson', 'center.yaml');
    expect(code).toBe(0);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; center: string; at: string });
    for (const event of events)
      expect(event).toMatchObject({ center: 'acme-support', at: expect.any(String) });
    const count = (name: string): number => events.filter((event) => event.event === name).length;
    expect(count('call-start')).toBeGreaterThanOrEqual(18);
    expect(count('call-end')).toBe(count('call-start'));
    expect(events.at(-1)).toMatchObject({ event: 'end', status: 'converged' });
  });

  it('with a trace of every call', async () => {
    await run('plan', '--trace', 'trace.jsonl', 'center.yaml');
    const lines = readFileSync(join(folder.path, 'trace.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ method: 'GET', status: 200 });
    expect(statSync(join(folder.path, 'trace.jsonl')).mode & 0o777).toBe(0o600);
  });
});

describe('drift', () => {
  it('says in which direction, and ends with 2', async () => {
    await applied();
    await meddle();
    const text = await run('drift', 'center.yaml');
    expect(text.code).toBe(2);
    expect(text.stdout).toContain('timeout: live 15, desired 60');
    const { code, stdout } = await run('drift', '--format', 'json', 'center.yaml');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).centers[0].changes).toMatchObject([
      { key: 'update queue/9000', direction: 'ours-changed' },
    ]);
    await applied();
    expect((await run('drift', 'center.yaml')).code).toBe(0);
  });
});

describe('two live subscriptions of one name', () => {
  /** Somebody makes one by hand; Udesk takes a name twice. */
  const subscribe = async (): Promise<void> => {
    const { UDESK_BASE_URL = '', UDESK_APP_ID = '', UDESK_SID = '', UDESK_AUTH_TOKEN = '' } = simulator.env;
    const credentials = { appId: UDESK_APP_ID, sid: UDESK_SID, authToken: UDESK_AUTH_TOKEN };
    const query = signedQuery(credentials, Date.now(), 'seconds');
    const answer = await fetch(`${UDESK_BASE_URL}/ccapi/v2/subscriptions?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        subscriptions: [
          { name: 'twice', callback: 'https://crm.example.com/hooks/cti', events: ['agent_answer'] },
        ],
      }),
    });
    expect(answer.status).toBe(201);
  };

  it('are a remark of the pulled file, which plans to no change; declared, they are named to a person', async () => {
    await applied();
    await subscribe();
    await subscribe();
    expect((await run('pull', '-o', 'pulled.yaml', 'center.yaml')).code).toBe(0);
    const pulled = readFileSync(join(folder.path, 'pulled.yaml'), 'utf8');
    expect(pulled).toMatch(/# .*subscription\/twice: 2 live subscriptions share this name/);
    expect((await run('plan', '--detailed-exitcode', 'pulled.yaml')).code).toBe(0);
    const declared = pulled.replace(
      /^subscriptions:\n/m,
      'subscriptions:\n  - name: twice\n    callback: https://crm.example.com/hooks/cti\n    events: [agent_answer]\n',
    );
    expect(declared).not.toBe(pulled);
    folder.write('declared.yaml', declared);
    const plan = await run('plan', '--detailed-exitcode', 'declared.yaml');
    expect(plan.code).toBe(2);
    expect(plan.stdout.replace(/\s+/g, ' ')).toContain(
      'subscription/twice: 2 live subscriptions share this name; delete all but one at Udesk',
    );
  });
});

describe('a saved plan', () => {
  it('is shown as it was, applied once, and finds nothing to do the second time', async () => {
    const made = await run('plan', '--out', 'plan.json', 'center.yaml');
    expect(statSync(join(folder.path, 'plan.json')).mode & 0o777).toBe(0o600);
    expect((await run('show', 'plan.json')).stdout).toBe(made.stdout);
    const json = await run('plan', '--format', 'json', 'center.yaml');
    // The same bytes: also the keys stand in the same order.
    expect((await run('show', '--format', 'json', 'plan.json')).stdout).toBe(json.stdout);
    expect((await run('apply', '-y', '--plan', 'plan.json')).code).toBe(0);
    const sent = await writes();
    expect((await run('apply', '-y', '--plan', 'plan.json')).code).toBe(0);
    expect(await writes()).toBe(sent);
    expect((await run('plan', '--detailed-exitcode', 'center.yaml')).code).toBe(0);
  });

  it('is refused when it was altered, and by --strict when anything moved (udesk.md C24)', async () => {
    await applied();
    await meddle('9000');
    await meddle('9001');
    const saved = await run('plan', '--out', 'plan.json', 'center.yaml');
    expect(saved.code).toBe(0);
    const text = readFileSync(join(folder.path, 'plan.json'), 'utf8');
    folder.write('altered.json', text.replace('"timeout"', '"Timeout"'));
    const altered = await run('apply', '-y', '--plan', 'altered.json');
    expect(altered.code).toBe(4);
    expect(altered.stderr).toContain('plan-altered');

    const before = await writes();
    await meddle('9001', 17);
    expect((await run('apply', '-y', '--strict', '--plan', 'plan.json')).code).toBe(4);
    expect(await writes()).toBe(before);
    const partly = await run('apply', '-y', '--format', 'json', '--plan', 'plan.json');
    expect(partly.code).toBe(5);
    const { outcomes } = JSON.parse(partly.stdout).centers[0];
    expect(outcomes).toHaveLength(2);
    expect(outcomes).toContainEqual({ key: 'update queue/9000', status: 'done', because: null });
    expect(outcomes).toContainEqual({
      key: 'update queue/9001',
      status: 'skipped',
      because: expect.stringContaining('moved'),
    });
    const nothing = await run('apply', '-y', '--plan', 'plan.json');
    expect(nothing.code).toBe(4);
    expect(nothing.stderr).toContain('stale-plan');
  });

  it('keeps to what it was restricted to', async () => {
    await applied();
    await meddle('9000');
    await meddle('9001');
    expect((await run('plan', '--only', 'queue/9000', '--out', 'plan.json', 'center.yaml')).code).toBe(0);
    expect((await run('apply', '-y', '--plan', 'plan.json')).code).toBe(0);
    const { stdout } = await run('plan', '--format', 'json', 'center.yaml');
    expect(JSON.parse(stdout).centers[0].changes).toMatchObject([{ key: 'update queue/9001' }]);
  });
});

describe('an interruption', () => {
  it('ends with 130 when the calls in flight are done, and the next run goes on', async () => {
    await simulator.inspect('options', { latencyMs: 150 });
    const ran = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const child = spawn(
        process.execPath,
        [PROGRAM, 'apply', '-y', '--concurrency', '1', '--format', 'ndjson', 'center.yaml'],
        { cwd: folder.path, env: { ...process.env, ...simulator.env } },
      );
      let ended = 0;
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        ended += text.split('"call-end"').length - 1;
        if (ended >= 5 && !child.killed) child.kill('SIGINT');
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.once('close', (code) => resolve({ code, stderr }));
    });
    expect(ran.code).toBe(130);
    expect(ran.stderr).toContain('Interrupted: finishing calls in flight');
    expect(await writes()).toBeLessThan(18);
    await simulator.inspect('options', { latencyMs: 0 });
    await applied();
    expect((await run('plan', '--detailed-exitcode', 'center.yaml')).code).toBe(0);
    const { resources, violations } = (await simulator.inspect('state')) as State;
    expect(violations).toEqual([]);
    expect(resources.filter((one) => one.kind === 'subscription')).toHaveLength(2);
    const secrets = readFileSync(join(folder.path, '.cutover', 'acme-support.secrets.jsonl'), 'utf8');
    expect(secrets.trimEnd().split('\n')).toHaveLength(4);
  });
});

describe('approval', () => {
  it('cannot be given without a terminal: the plan is shown and nothing is sent', async () => {
    const ran = await cutover(['apply', 'center.yaml'], {
      cwd: folder.path,
      env: simulator.env,
      input: 'yes\n',
    });
    expect(ran.code).toBe(4);
    expect(ran.stdout).toContain('18 calls, lower bound 18');
    expect(ran.stderr).toContain('--auto-approve');
    expect(await writes()).toBe(0);
  });
});

describe('a plan that deletes too much', () => {
  it('is shown, refused with 4, and accepted by its exact number', async () => {
    const many = bootstrap({ queues: 12, agents: 4 });
    folder.write('center.yaml', many);
    await applied();
    const gone = [...many.matchAll(/^ {2}- \{ id: "(\d+)"/gm)].slice(0, 6).map((match) => match[1]);
    folder.write(
      'fewer.yaml',
      `${head()}queues:\n${gone.map((id) => `  - { id: "${id}", state: absent }\n`).join('')}`,
    );
    const plan = await run('plan', '--format', 'json', 'fewer.yaml');
    expect(plan.code).toBe(4);
    const [center] = JSON.parse(plan.stdout).centers;
    expect(center.status).toBe('refused');
    expect(center.problems.map((problem: { code: string }) => problem.code)).toContain('max-deletes');
    const before = await writes();
    expect((await run('apply', '-y', 'fewer.yaml')).code).toBe(4);
    expect((await run('apply', '-y', '--allow-deletes', '1', 'fewer.yaml')).code).toBe(4);
    expect(await writes()).toBe(before);
    const number = String(center.summary.delete);
    expect((await run('apply', '-y', '--allow-deletes', number, 'fewer.yaml')).code).toBe(0);
  });
});
