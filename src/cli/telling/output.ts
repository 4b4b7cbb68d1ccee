// Where a result goes: standard output, or the file that `--out` names.
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../../contract/index.js';
import { makeFolder } from '../../state/folder.js';
import type { Io } from '../io.js';
import { problem, systemReason } from '../problem.js';

/** Writes `text` to a file, or to standard output for `-`. No secret that was met by then is in either. */
export function writeResult(path: string, text: string, io: Io, mode = 0o644): void {
  if (path === '-') {
    io.write(text);
    return;
  }
  try {
    makeFolder(dirname(path));
    writeFileSync(path, io.redactor.output(text), { mode });
  } catch (error) {
    const message = `The result cannot be written (${systemReason(error)}). Name another file.`;
    throw new InputError([problem('unwritable-file', message, path)]);
  }
}
