// Where a result goes: standard output, or the file that `--out` names.
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../../contract/index.js';
import type { TextOptions } from '../../render/plan-text.js';
import { createTheme } from '../../render/theme.js';
import { makeFolder } from '../../state/folder.js';
import type { CommonFlags } from '../grammar/options.js';
import { type Io, wantsColour } from '../io.js';

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
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new InputError([
      {
        code: 'unwritable-file',
        severity: 'error',
        message: `The result cannot be written (${reason}). Name another file with --out.`,
        file: path,
        address: null,
      },
    ]);
  }
}

/** How text is laid out for this output. */
export function textOptions(io: Io, flags: Partial<CommonFlags>): TextOptions {
  return {
    theme: createTheme(wantsColour(io, flags)),
    width: io.width,
    verbose: flags.verbose ?? false,
  };
}

/** Lines of several blocks, one empty line between them unless all are single lines. */
export function blocks(each: readonly (readonly string[])[]): string {
  const gap = each.some((lines) => lines.length > 1) ? '\n\n' : '\n';
  const text = each.map((lines) => lines.join('\n')).join(gap);
  return text === '' ? '' : `${text}\n`;
}
