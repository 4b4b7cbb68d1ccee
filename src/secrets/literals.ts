// Finds known secrets in a text in every form that one may repeat them in, also broken up by what a text breaks at.

import { formsOf } from './forms.js';
import { createScanner, type Range } from './scanner.js';

/** A shorter literal would blank out half of every text; only its key hides it. */
const SHORTEST = 4;
/** A shorter one is not looked for across line ends and spaces, where words that stand side by side may look like it. */
const SHORTEST_BROKEN = 8;

/**
 * What may stand inside a secret that is told on several lines or with something put in: spaces, line ends, control and
 * invisible characters, terminal codes, and all of these as they are written in JSON, in a URL, in a mail or on a page.
 */
const BREAKS =
  /\u001b\[[0-9;]{0,16}[A-Za-z]|=\r?\n|<br ?\/?>|%0[0-9A-Da-d]|\\+(?:[nrt]|u[01]0[0-9A-Fa-f]{2}|u00[01][0-9A-Fa-f]|u\{[0-9A-Fa-f]{1,6}\})|[\s\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+/g;

/** Whether there is one. */
const BREAK = new RegExp(BREAKS.source);

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
  const seen = new Set<string>();
  return {
    add(literal, reach) {
      if (literal.length < SHORTEST || seen.has(literal)) return;
      seen.add(literal);
      for (const form of formsOf(literal)) {
        scanner.add(form, reach);
        const bare = BREAK.test(form) ? form.replace(BREAKS, '') : form;
        if (bare.length >= SHORTEST_BROKEN && bare !== form) scanner.add(bare, reach);
      }
    },
    apply(text, reach) {
      if (seen.size === 0 || text.length < SHORTEST) return text;
      const isMessage = reach === REACH.messages;
      const find = (within: string): Range[] => scanner.find(within, reach, isMessage);
      const ranges = find(text);
      if (text.length > SHORTEST_BROKEN && BREAK.test(text)) ranges.push(...acrossBreaks(text, find));
      return ranges.length === 0 ? text : blanked(text, ranges, hidden);
    },
  };
}

/** Finds in the text without its breaks, as ranges of the text itself. */
function acrossBreaks(text: string, find: (bare: string) => readonly Range[]): Range[] {
  /** Where each piece between breaks begins: in the text, and without the breaks. */
  const pieces: (readonly [number, number])[] = [];
  let bare = '';
  let from = 0;
  for (const match of text.matchAll(BREAKS)) {
    if (match.index > from) pieces.push([from, bare.length]);
    bare += text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  if (from === 0) return [];
  pieces.push([from, bare.length]);
  bare += text.slice(from);
  let piece = 0;
  // Finds come in order, so that one walk along the pieces serves all of them.
  const inText = (at: number): number => {
    while ((pieces[piece + 1]?.[1] ?? Number.POSITIVE_INFINITY) <= at) piece += 1;
    const [begin, bareBegin] = pieces[piece] ?? [0, 0];
    return begin + at - bareBegin;
  };
  return find(bare)
    .filter(([start, end]) => end - start >= SHORTEST_BROKEN)
    .map(([start, end]) => [inText(start), inText(end - 1) + 1]);
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
