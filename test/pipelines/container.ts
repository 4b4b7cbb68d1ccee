// Runs cutover as a container would: as nobody in particular, in a folder that is not theirs, with folders for its volumes.
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from '../support/program.js';
import { ROOT } from './stage.js';

export const NOBODY = 65_532;
/** Only root may become somebody else. */
export const CAN_CHANGE_USER = process.getuid?.() === 0;

export interface ContainerRun {
  readonly program: readonly string[];
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Path in the container -> folder here. */
  readonly mounts: Readonly<Record<string, string>>;
}

/** A folder that others can pass through and read, and nobody but us write. */
export function openFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  return path;
}

/** A folder for a volume: the container's user may write it. */
export function volume(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (CAN_CHANGE_USER) chownSync(path, NOBODY, NOBODY);
  return path;
}

/** The built program, in a folder that anybody may read. */
export function programIn(folder: string): readonly string[] {
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  return [process.execPath, join(folder, 'dist', 'cutover.js')];
}

/** What a ConfigMap looks like in a pod: links to links, so that all files change at once. */
export function configMapIn(folder: string, data: Readonly<Record<string, string>>): string {
  const version = openFolder(join(openFolder(folder), '..2026_01_01_00_00_00.1'));
  symlinkSync('..2026_01_01_00_00_00.1', join(folder, '..data'));
  for (const [name, text] of Object.entries(data)) {
    writeFileSync(join(version, name), text);
    symlinkSync(join('..data', name), join(folder, name));
  }
  return folder;
}

export function runContainer({ program, args, cwd, env, mounts }: ContainerRun): Promise<Ran> {
  const here = (arg: string): string => {
    const target = Object.keys(mounts).find((path) => arg === path || arg.startsWith(`${path}/`));
    return target === undefined ? arg : `${mounts[target]}${arg.slice(target.length)}`;
  };
  const [file = '', ...first] = program;
  const child = spawn(file, [...first, ...args.map(here)], {
    cwd,
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(CAN_CHANGE_USER ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
