// What goes with lines that are cut out of a block: the blank line that set them apart.
import { isBlank, lineAt, lineEnd, lineStart } from './lines.js';

/** The lines of one element or entry. `lead`: with the comment lines above it. */
export interface Region {
  readonly lead: number;
  readonly start: number;
  readonly end: number;
}

interface Cut {
  readonly from: number;
  readonly to: number;
}

/** The cut with one side of the blank lines around it, so that no gap grows. */
export function blankAround(text: string, cut: Cut, isLast: boolean): Cut {
  let { from, to } = cut;
  const hasBlankAbove = from > 0 && isBlank(lineAt(text, lineStart(text, from - 1)));
  if (hasBlankAbove && !isLast) while (to < text.length && isBlank(lineAt(text, to))) to = lineEnd(text, to);
  if (hasBlankAbove && isLast) {
    while (from > 0 && isBlank(lineAt(text, lineStart(text, from - 1)))) from = lineStart(text, from - 1);
  }
  return { from, to };
}
