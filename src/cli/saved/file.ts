// The file of a saved plan: found, or an error with its path.
import { readFileSync } from 'node:fs';
import { InputError } from '../../contract/index.js';

export function readPlanFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw wrongFile(path, `The saved plan cannot be read (${reason}). Check the path.`);
  }
}

export function wrongFile(path: string, message: string): InputError {
  return new InputError([{ code: 'unreadable-plan', severity: 'error', message, file: path, address: null }]);
}
