// Makes a folder and those above it. Node's own `recursive` never ends where the file system has no such place (/proc).

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { hasCode } from './system-error.js';

/** What is there already is left as it is. Throws the system's error when the folder cannot be made. */
export function makeFolder(path: string, mode = 0o777): void {
  if (attempt(path, mode)) return;
  makeFolder(dirname(path), mode);
  mkdirSync(path, { mode });
}

/** False if the folder above is missing. */
function attempt(path: string, mode: number): boolean {
  try {
    mkdirSync(path, { mode });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return true;
    if (hasCode(error, 'ENOENT') && dirname(path) !== path) return false;
    throw error;
  }
}
