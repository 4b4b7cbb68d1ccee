// Runs a program as a whole process and tells what it took; starts a simulator to run it against.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Took {
  /** Seconds on the clock, and of the processor. */
  readonly wall: number;
  readonly cpu: number;
  /** Megabytes at the peak. */
  readonly peak: number;
  readonly stdout: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are as they should be: 0 alone, unless said. */
  readonly codes?: readonly number[];
  /** Seconds until it is ended by force, which throws `TooLong`. */
  readonly limit?: number;
}

export class TooLong extends Error {
  override readonly name = 'TooLong';
}

let runs = 0;

/** Runs to the end; throws unless the exit code is one of `codes`. */
export function run(
  folder: string,
  command: readonly string[],
  { env = {}, codes = [0], limit }: RunOptions = {},
): Promise<Took> {
  runs += 1;
  const usage = join(folder, `usage-${runs}`);
  const [name = '', ...args] = command;
  // GNU time tells the peak memory of any program; no other tool here does. A group of its own, to be ended as a whole.
  const child = spawn('/usr/bin/time', ['-f', '%e %U %S %M', '-o', usage, name, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(new TooLong(`${command.join(' ')} took more than ${limit} s`));
    };
    const timer = limit === undefined ? undefined : setTimeout(stop, limit * 1000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      const wall = (performance.now() - started) / 1000;
      if (!codes.includes(code ?? -1)) {
        const said = Buffer.concat(err).toString().slice(0, 2000);
        reject(new Error(`${command.join(' ')} ended with ${code}: ${said}`));
        return;
      }
      const last = readFileSync(usage, 'utf8').trim().split('\n').at(-1) ?? '';
      const [, user = 0, system = 0, kilobytes = 0] = last.split(' ').map(Number);
      rmSync(usage);
      resolve({ wall, cpu: user + system, peak: kilobytes / 1024, stdout: Buffer.concat(out).toString() });
    });
  });
}

export interface Account {
  readonly env: Readonly<Record<string, string>>;
  /** Calls since the last time that this was asked. */
  calls(): Promise<{ readonly reads: number; readonly writes: number }>;
  stop(): Promise<void>;
}

/** A simulated Udesk account; `seed` is a desired-state file of what it holds. */
export async function account(
  folder: string,
  cutover: (...args: string[]) => string[],
  latency: number,
  seed?: string,
): Promise<Account> {
  const seeded = seed === undefined ? [] : ['--seed-file', seed];
  const [program = '', ...args] = cutover('simulate', 'udesk', '--latency', String(latency), ...seeded);
  const child: ChildProcess = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const { stdout } = child;
  if (!stdout) throw new Error('the simulator has no output');
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
  const { url, credentials } = JSON.parse(line) as {
    url: string;
    credentials: { appId: string; sid: string; authToken: string };
  };
  let seen = { reads: 0, writes: 0 };
  return {
    env: {
      UDESK_BASE_URL: url,
      UDESK_APP_ID: credentials.appId,
      UDESK_SID: credentials.sid,
      UDESK_AUTH_TOKEN: credentials.authToken,
    },
    calls: async () => {
      const log = (await (await fetch(`${url}/__sim/log`)).json()) as { counters: typeof seen };
      const since = {
        reads: log.counters.reads - seen.reads,
        writes: log.counters.writes - seen.writes,
      };
      seen = log.counters;
      return since;
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
