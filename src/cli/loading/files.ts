// FILE|DIRECTORY... as the bytes of every file they name, in an order that does not depend on the machine.
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { InputError, type Problem } from '../../contract/index.js';
import { OUTSIDE } from '../../schema/reading/resolve.js';
import { problem, systemReason } from '../problem.js';

export interface SourceFile {
  /** As a person would name it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads every file; a directory stands for its `*.yaml` and `*.yml`, sorted. All failures are reported at once. */
export function readFiles(paths: readonly string[]): SourceFile[] {
  const problems: Problem[] = [];
  const files: SourceFile[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    for (const name of expanded(path, problems)) {
      if (seen.has(resolve(name))) continue;
      seen.add(resolve(name));
      const bytes = attempt(name, problems, () => readFileSync(name));
      if (bytes) files.push({ path: name, bytes });
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return files;
}

function expanded(path: string, problems: Problem[]): string[] {
  const stats = attempt(path, problems, () => statSync(path));
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  const names = attempt(path, problems, () => readdirSync(path)) ?? [];
  const found = names.filter((name) => /\.ya?ml$/i.test(name)).sort();
  if (found.length === 0) {
    problems.push(problem('no-files', 'This folder holds no *.yaml and no *.yml file.', path));
  }
  return found.map((name) => join(path, name));
}

function attempt<T>(path: string, problems: Problem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = systemReason(error);
    const message = REASONS[code] ?? `It cannot be read (${code}).`;
    problems.push(problem('unreadable-file', message, path));
    return undefined;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder. Check the path.',
  EACCES: 'You may not read this file. Check its permissions.',
  EISDIR: 'This is a folder, not a file.',
};

/**
 * Reads a file that a document names (`!csv contacts.csv`); the path is relative to the document's folder, and a link
 * does not lead out of it: errors quote what was read, and whoever may propose a file must not read this machine so.
 */
export function readBeside(document: string, path: string): Uint8Array {
  const folder = realpathSync(dirname(document));
  const file = realpathSync(join(dirname(document), path));
  const inside = folder.endsWith(sep) ? folder : folder + sep;
  if (!file.startsWith(inside)) throw Object.assign(new Error('outside the folder'), { code: OUTSIDE });
  return readFileSync(file);
}
