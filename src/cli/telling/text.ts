// How results are laid out as text: for which colours and width, and with which gaps between them.
import { createTheme, type TextOptions } from '../../render/text/theme.js';
import type { CommonFlags } from '../grammar/options.js';
import { type Io, wantsColour } from '../io.js';

/** For standard output. */
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
