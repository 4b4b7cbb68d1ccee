// The built program is interrupted, killed and started beside itself: what is sent, what is on disk, who has the lock.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, type TestContext } from 'vitest';
import { simulator as udesk } from '../../src/providers/udesk/simulator/index.js';
import { startSimulator } from '../../src/simulator/serve.js';
import { statePaths } from '../../src/state/center-state.js';
import type { JournalEntry } from '../../src/state/journal-entry.js';
import { cutover, type Folder, type Ran, temporaryFolder } from '../support/program.js';
import { bootstrap } from '../support/udesk-centers.js';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cutover.js');
/** Long enough to see that an answer is kept back, and to act while it is, ms. */
const WHILE = 6_000;
/** Longer than any test: an answer that is kept back for so long never comes. */
const FOR_EVER = 10 * 60_000;

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
  stderr(): string;
}

const APPLY = ['apply', '-y', '--format', 'json', 'center.yaml'];

/** An account, a file and a folder of one test's own: the tests wait a lot, and do so side by side. */
async function open({ onTestFinished }: TestContext) {
  const folder = temporaryFolder();
  folder.write('center.yaml', bootstrap({ queues: 3, agents: 4 }));
  const relayNumber = { kind: 'relay-number', address: 'relay-number/057100000000', fields: {} };
  const simulator = await startSimulator(udesk, { seedResources: [relayNumber] });
  const children: ChildProcess[] = [];
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL');
    await simulator.close();
    folder.remove();
  });
  const { appId = '', sid = '', authToken = '' } = simulator.credentials;
  const env = {
    UDESK_BASE_URL: simulator.url,
    UDESK_APP_ID: appId,
    UDESK_SID: sid,
    UDESK_AUTH_TOKEN: authToken,
  };
  const paths = statePaths(join(folder.path, '.cutover'), 'acme-support');
  /** Lines of the journal; a settled one was put aside. */
  const journal = (): readonly JournalEntry[] =>
    readFileSync(existsSync(paths.journal) ? paths.journal : `${paths.journal}.old`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env });
  const scene = {
    simulator,
    paths,
    journal,
    types: (): readonly string[] => journal().map(({ type }) => type),
    writes: (): number => simulator.log().filter(({ write }) => write).length,
    /** Answers that are kept back. */
    held: (): number => simulator.log().filter(({ faults }) => faults?.includes('slow')).length,
    keepBack: (which: string, ms: number): void => simulator.change({ faults: { slow: `${ms}@${which}` } }),
    apply: (): Promise<Ran> => run(...APPLY),
    start: (...options: string[]): Started => {
      const started = begin([...APPLY, ...options], folder, env);
      children.push(started.child);
      return started;
    },
    /** Nothing of what was cut off is missing or there twice, and every password is known. */
    async goesOn(): Promise<void> {
      simulator.change({ reset: ['faults'] });
      expect(await scene.apply()).toMatchObject({ code: 0 });
      expect((await run('plan', '--detailed-exitcode', 'center.yaml')).code).toBe(0);
      const { resources, violations } = simulator.state();
      expect(violations).toEqual([]);
      expect(resources.filter(({ kind }) => kind === 'subscription')).toHaveLength(2);
      const secrets = readFileSync(paths.secrets, 'utf8').trimEnd().split('\n');
      const known = new Set(secrets.map((line) => JSON.parse(line).address));
      expect([...known].sort()).toEqual([0, 1, 2, 3].map((index) => `extension/${1000 + index}`));
      expect(existsSync(paths.lock)).toBe(false);
    },
  };
  return scene;
}

function begin(args: readonly string[], folder: Folder, env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder.path,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended, stderr: () => stderr };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

describe.concurrent('a signal', { timeout: 120_000 }, () => {
  it.for(['SIGINT', 'SIGTERM'] as const)(
    '%s: no new call begins, those in flight are finished and journalled, the lock is let go, 130',
    async (signal, context) => {
      const at = await open(context);
      at.keepBack('write:1-3', WHILE);
      const run = at.start('--concurrency', '3');
      await until(() => at.held() === 3);
      // Calls that wait for their place may be noted already; they are not sent.
      expect(at.types().slice(0, 3)).toEqual(['begin', 'begin', 'begin']);
      run.child.kill(signal);
      const { code, stdout, stderr } = await run.ended;

      expect(code).toBe(130);
      expect(stderr).toContain('Interrupted: finishing calls in flight');
      expect(at.writes()).toBe(3);
      const entries = at.journal();
      const begun = entries.flatMap((entry) => (entry.type === 'begin' ? [entry.write] : []));
      const ended = entries.flatMap((entry) => (entry.type === 'end' ? [entry] : []));
      expect(ended.map(({ write }) => write).sort()).toEqual([...begun].sort());
      expect(ended.filter(({ outcome }) => outcome === 'done')).toHaveLength(3);
      expect(ended.every(({ outcome }) => outcome === 'done' || outcome === 'failed')).toBe(true);
      expect(existsSync(at.paths.lock)).toBe(false);
      const [center] = JSON.parse(stdout).centers;
      expect(center.status).toBe('partial');
      expect(center.problems).toContainEqual(expect.objectContaining({ code: 'interrupted' }));
      await at.goesOn();
    },
  );

  it('while an answer brings a password: it is in the sink before the program ends', async (context) => {
    const at = await open(context);
    at.keepBack('POST extensions:1', WHILE);
    const run = at.start('--concurrency', '1');
    await until(() => at.held() === 1);
    const sent = at.writes();
    run.child.kill('SIGTERM');

    expect((await run.ended).code).toBe(130);
    expect(at.writes()).toBe(sent);
    expect(JSON.parse(readFileSync(at.paths.secrets, 'utf8'))).toMatchObject({
      address: expect.stringMatching(/^extension\//),
    });
    await at.goesOn();
  });

  it('a second one ends it at once: the write stays open in the journal, for the next run', async (context) => {
    const at = await open(context);
    at.keepBack('POST extensions:1', FOR_EVER);
    const run = at.start('--concurrency', '1');
    await until(() => at.held() === 1);
    const sent = at.writes();
    run.child.kill('SIGINT');
    await until(() => run.stderr().includes('Interrupted: finishing calls in flight'));
    run.child.kill('SIGINT');

    expect((await run.ended).code).toBe(130);
    expect(at.writes()).toBe(sent);
    expect(at.types().at(-1)).toBe('begin');
    await at.goesOn();
    // Made by the run that was cut off, its password told to nobody: udesk.md C12.
    const deletes = at.simulator
      .log()
      .filter(({ method, path }) => method === 'DELETE' && path === 'extensions');
    expect(deletes).toHaveLength(1);
  });
});

describe.concurrent('the lock', { timeout: 120_000 }, () => {
  it('keeps a second run out while the first one lives, and is taken over at once when that was killed', async (context) => {
    const at = await open(context);
    at.keepBack('write:1', FOR_EVER);
    const first = at.start('--concurrency', '1');
    await until(() => at.held() === 1);
    const second = await at.apply();
    expect(second.code).toBe(4);
    expect(second.stderr + second.stdout).toContain(`process ${first.child.pid}`);
    expect(second.stderr + second.stdout).toContain('lock-held');
    expect(at.writes()).toBe(1);

    first.child.kill('SIGKILL');
    await first.ended;
    expect(JSON.parse(readFileSync(at.paths.lock, 'utf8'))).toMatchObject({ pid: first.child.pid });
    expect(at.types()).toContain('begin');
    await at.goesOn();
  });

  it('has a heartbeat as long as its run lives', async (context) => {
    const at = await open(context);
    at.keepBack('write:1', FOR_EVER);
    at.start();
    await until(() => at.held() === 1);
    const longAgo = new Date(Date.now() - 110_000);
    utimesSync(at.paths.lock, longAgo, longAgo);

    await until(() => Date.now() - statSync(at.paths.lock).mtimeMs < 60_000);
    expect((await at.apply()).code).toBe(4);
  });

  it.for([
    ['has been silent for more than two minutes', 125_000, 0],
    ['was heard of a minute ago', 60_000, 4],
  ] as const)('of another machine that %s', async ([_what, silentMs, code], context) => {
    const at = await open(context);
    const holder = {
      id: 'a-run-elsewhere',
      host: 'elsewhere.example.com',
      space: 'boot 1',
      pid: 7,
      start: '7',
    };
    mkdirSync(dirname(at.paths.lock), { mode: 0o700 });
    writeFileSync(at.paths.lock, JSON.stringify({ ...holder, since: '2026-01-01T00:00:00.000Z' }));
    const heard = new Date(Date.now() - silentMs);
    utimesSync(at.paths.lock, heard, heard);

    const ran = await at.apply();
    expect(ran.code).toBe(code);
    expect(existsSync(at.paths.lock)).toBe(code !== 0);
    expect(at.writes() > 0).toBe(code === 0);
  });
});
