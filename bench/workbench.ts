// What every measure needs: the built program and the floor as commands, a folder, and runs in turns.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Account, account, type RunOptions, run, type Took } from './processes.js';

/** Milliseconds that the simulated vendor takes to answer. */
export const LATENCY = 20;

export interface Command extends RunOptions {
  readonly words: readonly string[];
}

export interface Workbench {
  /** How often each command is counted. */
  readonly runs: number;
  readonly folder: string;
  readonly cutover: (...args: string[]) => string[];
  readonly floor: (...args: string[]) => string[];
  readonly render: (...args: string[]) => string[];
  /** Writes a file of the folder; its path. */
  readonly file: (name: string, text: string) => string;
  readonly newFolder: (name: string) => string;
  /** A simulated account that holds what the file `seed` says. */
  readonly account: (seed?: string) => Promise<Account>;
  readonly run: (command: Command) => Promise<Took>;
  /** Each command once in turn, so many times, so that what disturbs one disturbs all. The first turn is not counted. */
  readonly inTurns: (commands: readonly Command[], times?: number) => Promise<Took[][]>;
  readonly clear: () => void;
}

export interface Programs {
  readonly program: string;
  readonly floor: string;
  readonly render: string;
}

export function createWorkbench(programs: Programs, runs: number): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-bench-'));
  const node = (program: string) => {
    const path = resolve(program);
    return (...args: string[]): string[] => [process.execPath, path, ...args];
  };
  const cutover = node(programs.program);
  const runOne = ({ words, ...options }: Command): Promise<Took> => run(folder, words, options);
  return {
    runs,
    folder,
    cutover,
    floor: node(programs.floor),
    render: node(programs.render),
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    newFolder: (name) => mkdtempSync(join(folder, `${name}-`)),
    account: (seed) => account(folder, cutover, LATENCY, seed),
    run: runOne,
    async inTurns(commands, times = runs) {
      const took: Took[][] = commands.map(() => []);
      for (let turn = 0; turn <= times; turn += 1) {
        for (const [index, command] of commands.entries()) {
          const one = await runOne(command);
          if (turn > 0) took[index]?.push(one);
        }
      }
      return took;
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
