// The file of a saved plan: found, or an error with its path.
import { readFileSync } from 'node:fs';
import { InputError } from '../../contract/index.js';
import { problem, systemReason } from '../problem.js';

/** `what` it is and what to do `next`, where it cannot be read. */
export function readPlanFile(path: string, what = 'The saved plan', next = 'Check the path.'): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw wrongFile(path, `${what} cannot be read (${systemReason(error)}). ${next}`);
  }
}

export function wrongFile(path: string, message: string): InputError {
  return new InputError([problem('unreadable-plan', message, path)]);
}
