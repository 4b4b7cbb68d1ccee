// The built program is interrupted, killed and started beside itself: what is sent, what is on disk, who has the lock.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulator as udesk } from '../../src/providers/udesk/simulator/index.js';
import { type RunningSimulator, startSimulator } from '../../src/simulator/serve.js';
import { statePaths } from '../../src/state/center-state.js';
import type { JournalEntry } from '../../src/state/journal.js';
import { cutover, type Folder, type Ran, temporaryFolder } from '../support/program.js';
import { bootstrap } from '../support/udesk-centers.js';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cutover.js');
/** Longer than any test: an answer that is kept back for so long never comes. */
const FOR_EVER = 10 * 60_000;

let folder: Folder;
let simulator: RunningSimulator;
let env: Record<string, string>;
let paths: ReturnType<typeof statePaths>;
let children: ChildProcess[];

beforeEach(async () => {
  folder = temporaryFolder();
  folder.write('center.yaml', bootstrap({ queues: 3, agents: 4 }));
  paths = statePaths(join(folder.path, '.cutover'), 'acme-support');
  const relayNumber = { kind: 'relay-number', address: 'relay-number/057100000000', fields: {} };
  simulator = await startSimulator(udesk, { seedResources: [relayNumber] });
  const { appId = '', sid = '', authToken = '' } = simulator.credentials;
  env = { UDESK_BASE_URL: simulator.url, UDESK_APP_ID: appId, UDESK_SID: sid, UDESK_AUTH_TOKEN: authToken };
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await simulator.close();
  folder.remove();
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
  stderr(): string;
}

const APPLY = ['apply', '-y', '--format', 'json', 'center.yaml'];

function start(...options: string[]): Started {
  const child = spawn(process.execPath, [PROGRAM, ...APPLY, ...options], {
    cwd: folder.path,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
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

const apply = (): Promise<Ran> => cutover(APPLY, { cwd: folder.path, env });
const writes = (): number => simulator.log().filter(({ write }) => write).length;
const held = (): number => simulator.log().filter(({ faults }) => faults?.includes('slow')).length;
const keepBack = (which: string, ms: number): void =>
  simulator.change({ faults: { slow: `${ms}@${which}` } });
/** Lines of the journal; a settled one was put aside. */
const journal = (path = paths.journal): readonly JournalEntry[] =>
  readFileSync(existsSync(path) ? path : `${path}.old`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const types = (): readonly string[] => journal().map(({ type }) => type);

async function goesOn(): Promise<void> {
  simulator.change({ reset: ['faults'] });
  expect(await apply()).toMatchObject({ code: 0 });
  const again = await cutover(['plan', '--detailed-exitcode', 'center.yaml'], { cwd: folder.path, env });
  expect(again.code).toBe(0);
  const { resources, violations } = simulator.state();
  expect(violations).toEqual([]);
  expect(resources.filter(({ kind }) => kind === 'subscription')).toHaveLength(2);
  const secrets = readFileSync(paths.secrets, 'utf8').trimEnd().split('\n');
  const known = new Set(secrets.map((line) => JSON.parse(line).address));
  expect([...known].sort()).toEqual([0, 1, 2, 3].map((index) => `extension/${1000 + index}`));
  expect(existsSync(paths.lock)).toBe(false);
}

describe('a signal', { timeout: 60_000 }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: no new call begins, those in flight are finished and journalled, the lock is let go, 130',
    async (signal) => {
      keepBack('write:1-3', 3_000);
      const run = start('--concurrency', '3');
      await until(() => held() === 3);
      expect(types()).toEqual(['begin', 'begin', 'begin']);
      run.child.kill(signal);
      const { code, stdout, stderr } = await run.ended;

      expect(code).toBe(130);
      expect(stderr).toContain('Interrupted: finishing calls in flight');
      expect(writes()).toBe(3);
      expect([...types()].sort()).toEqual(['begin', 'begin', 'begin', 'end', 'end', 'end']);
      const outcomes = journal().map((entry) => (entry.type === 'end' ? entry.outcome : 'begun'));
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3);
      expect(existsSync(paths.lock)).toBe(false);
      const [center] = JSON.parse(stdout).centers;
      expect(center.status).toBe('partial');
      expect(center.problems).toContainEqual(expect.objectContaining({ code: 'interrupted' }));
      await goesOn();
    },
  );

  it('while an answer brings a password: it is in the sink before the program ends', async () => {
    keepBack('POST extensions:1', 3_000);
    const run = start('--concurrency', '1');
    await until(() => held() === 1);
    const sent = writes();
    run.child.kill('SIGTERM');

    expect((await run.ended).code).toBe(130);
    expect(writes()).toBe(sent);
    expect(JSON.parse(readFileSync(paths.secrets, 'utf8'))).toMatchObject({
      address: expect.stringMatching(/^extension\//),
    });
    await goesOn();
  });

  it('a second one ends it at once: the write stays open in the journal, for the next run', async () => {
    keepBack('POST extensions:1', FOR_EVER);
    const run = start('--concurrency', '1');
    await until(() => held() === 1);
    const sent = writes();
    run.child.kill('SIGINT');
    await until(() => run.stderr().includes('Interrupted: finishing calls in flight'));
    run.child.kill('SIGINT');

    expect((await run.ended).code).toBe(130);
    expect(writes()).toBe(sent);
    expect(types().at(-1)).toBe('begin');
    await goesOn();
    // Made by the run that was cut off, its password told to nobody: udesk.md C12.
    const deletes = simulator
      .log()
      .filter(({ method, path }) => method === 'DELETE' && path === 'extensions');
    expect(deletes).toHaveLength(1);
  });
});

describe('the lock', { timeout: 60_000 }, () => {
  it('keeps a second run out while the first one lives, and is taken over at once when that was killed', async () => {
    keepBack('write:1', FOR_EVER);
    const first = start('--concurrency', '1');
    await until(() => held() === 1);
    const second = await apply();
    expect(second.code).toBe(4);
    expect(second.stderr + second.stdout).toContain(`process ${first.child.pid}`);
    expect(second.stderr + second.stdout).toContain('lock-held');
    expect(writes()).toBe(1);

    first.child.kill('SIGKILL');
    await first.ended;
    expect(JSON.parse(readFileSync(paths.lock, 'utf8'))).toMatchObject({ pid: first.child.pid });
    expect(types()).toContain('begin');
    await goesOn();
  });

  it('has a heartbeat as long as its run lives', async () => {
    keepBack('write:1', FOR_EVER);
    start();
    await until(() => held() === 1);
    const longAgo = new Date(Date.now() - 110_000);
    utimesSync(paths.lock, longAgo, longAgo);

    await until(() => Date.now() - statSync(paths.lock).mtimeMs < 60_000);
    expect((await apply()).code).toBe(4);
  });

  it.each([
    ['has been silent for more than two minutes', 125_000, 0],
    ['was heard of a minute ago', 60_000, 4],
  ])('of another machine that %s', async (_what, silentMs, code) => {
    const holder = {
      id: 'a-run-elsewhere',
      host: 'elsewhere.example.com',
      space: 'boot 1',
      pid: 7,
      start: '7',
    };
    mkdirSync(dirname(paths.lock), { mode: 0o700 });
    writeFileSync(paths.lock, JSON.stringify({ ...holder, since: '2026-01-01T00:00:00.000Z' }));
    const at = new Date(Date.now() - silentMs);
    utimesSync(paths.lock, at, at);

    const ran = await apply();
    expect(ran.code).toBe(code);
    expect(existsSync(paths.lock)).toBe(code !== 0);
    expect(writes() > 0).toBe(code === 0);
  });
});
