// Runs the built program as a user does: a process, its two streams, its exit code; and simulators to run it against.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cutover.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Sent when the program has run for this long. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly when: (stderr: string) => boolean };
}

/** Environment of a child: this process's, without anything that would change its output. */
function environment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _color, NO_COLOR: _none, ...rest } = process.env;
  return { ...rest, NO_COLOR: '1', ...extra };
}

/** Runs `cutover ARGS` and waits for its end. */
export function cutover(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd,
    env: environment(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    let signalled = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (options.signal && !signalled && options.signal.when(stderr)) {
        signalled = true;
        child.kill(options.signal.name);
      }
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export interface Simulator {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** What a `provider` block written with these variables needs. */
  readonly env: Readonly<Record<string, string>>;
  inspect(what: 'state' | 'log' | 'options', change?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts `cutover simulate TYPE ARGS` and reads the line it prints. */
export async function simulate(
  type: string,
  args: readonly string[] = [],
  options: RunOptions & { readonly prefix?: string } = {},
): Promise<Simulator> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, 'simulate', type, ...args], {
    cwd: options.cwd,
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the simulator has no streams');
  let complaint = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}: ${complaint}`)));
  });
  const { url, credentials } = JSON.parse(line) as Pick<Simulator, 'url' | 'credentials'>;
  const prefix = options.prefix ?? type.toUpperCase();
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return {
    url,
    credentials,
    env: {
      [`${prefix}_BASE_URL`]: url,
      ...Object.fromEntries(
        Object.entries(credentials).map(([name, value]) => [`${prefix}_${snake(name)}`, value]),
      ),
    },
    inspect: async (what, change) => {
      const init = change === undefined ? {} : { method: 'POST', body: JSON.stringify(change) };
      const answer = await fetch(new URL(`/__sim/${what}`, url), init);
      return answer.json();
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

export interface Folder {
  readonly path: string;
  /** Writes a file and returns its path. */
  write(name: string, text: string): string;
  remove(): void;
}

/** A folder of one test's own. */
export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'cutover-test-'));
  return {
    path,
    write: (name, text) => {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
