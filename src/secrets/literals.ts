// Finds known secrets in a text in every form that one may repeat them in, also wrapped up and broken up.

import { formsOf, LAYERS } from './forms.js';
import { createHint } from './hint.js';
import { createScanner, LEAST, type Range } from './scanner.js';
import { unwrap } from './unwrap.js';

/** A shorter literal would blank out half of every text; only its key hides it. */
const SHORTEST = 4;
/** A shorter one is not looked for across line ends and spaces, where words that stand side by side may look like it. */
const SHORTEST_WRAPPED = 8;

/** A longer output is looked through line by line. */
const WHOLE = 16_384;

/** Where a secret is looked for: in messages alone, also in data, or also in finished output. */
export const REACH = { messages: 0, data: 1, output: 2 } as const;

export interface LiteralFilter {
  add(literal: string, reach: number): void;
  /** `text` with every known secret of at least that reach replaced. */
  apply(text: string, reach: number): string;
}

/** Replaces every known literal, and its encoded forms, by `hidden`. Longest first where two overlap. */
export function createLiteralFilter(hidden: string): LiteralFilter {
  const scanner = createScanner(SHORTEST);
  const hint = createHint();
  const seen = new Set<string>();
  const replaced = (text: string, reach: number): string => {
    // A message quotes what others said, and may have cut it off in the middle of a secret.
    const cuts = reach === REACH.messages;
    if (!cuts && hint.next(text, reach === REACH.data) < 0) return text;
    const find = (within: string): Range[] => scanner.find(within, reach, cuts);
    const ranges = findWrapped(text, find, cuts ? LEAST : SHORTEST_WRAPPED, LAYERS);
    return ranges.length === 0 ? text : blanked(text, ranges, hidden);
  };
  return {
    add(literal, reach) {
      if (literal.length < SHORTEST || seen.has(literal)) return;
      seen.add(literal);
      for (const form of formsOf(literal)) {
        scanner.add(form, reach);
        if (reach !== REACH.messages) hint.add(form);
      }
    },
    apply(text, reach) {
      if (seen.size === 0 || text.length < SHORTEST) return text;
      // Output is written by us, line by line: what stands in it on two lines was looked for as data.
      if (reach !== REACH.output || text.length <= WHOLE) return replaced(text, reach);
      let out = '';
      let kept = 0;
      for (let at = hint.next(text, false); at >= 0; at = hint.next(text, false, kept + 1)) {
        const [start, end] = lineAround(text, at);
        out += text.slice(kept, start) + replaced(text.slice(start, end), reach);
        kept = end;
      }
      return out + text.slice(kept);
    },
  };
}

/** Without its line end, which may be the character at `at`. */
function lineAround(text: string, at: number): [start: number, end: number] {
  const end = text.indexOf('\n', at);
  return [at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end];
}

/** Finds in the text as it is, and as it is without so many layers of wrapping, as ranges of the text itself. */
function findWrapped(
  text: string,
  find: (text: string) => Range[],
  shortest: number,
  layers: number,
): Range[] {
  const found = find(text);
  const bare = layers > 0 ? unwrap(text) : undefined;
  if (!bare) return found;
  const deeper = findWrapped(bare.text, find, shortest, layers - 1)
    .filter(([start, end]) => end - start >= shortest)
    .sort(([a], [b]) => a - b);
  return [...found, ...deeper.map(bare.from)];
}

function blanked(text: string, ranges: readonly Range[], hidden: string): string {
  let kept = '';
  let from = 0;
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    if (start >= from) kept += text.slice(from, start) + hidden;
    from = Math.max(from, end);
  }
  return kept + text.slice(from);
}
