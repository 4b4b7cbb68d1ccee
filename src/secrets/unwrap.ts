// Takes one layer of wrapping off a text: escapes of JSON, URLs and pages become what they mean, and breaks nothing.

import type { Range } from './scanner.js';

export interface Unwrapped {
  readonly text: string;
  /** Where a part of it stood in the text that was wrapped. To be asked in order. */
  from(range: Range): Range;
}

/**
 * What may stand inside a secret that is told on several lines or with something put in (spaces, line ends, control and
 * invisible characters, terminal codes, `<br>`, the `=` with which a line of a mail goes on), and what may stand for a
 * character of it (`%41`, `\u0041`, `\"`, `&lt;`). Each part is bounded, so that hostile text cannot make it slow.
 */
const WRAPPING =
  /\u001b\[[0-9;]{0,16}[A-Za-z]|[=\s\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+|<br ?\/?>|(?:%[0-9A-Fa-f]{2}){1,64}|\\(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|[nrtbfv]|[^A-Za-z0-9])|&(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});/g;

const SOME = new RegExp(WRAPPING.source);

/** The text without one layer; undefined if there is none. */
export function unwrap(text: string): Unwrapped | undefined {
  if (!SOME.test(text)) return undefined;
  const pieces: Piece[] = [];
  let out = '';
  let done = 0;
  const keep = (end: number): void => {
    if (end > done) pieces.push({ at: out.length, from: done, to: end, isPlain: true });
    out += text.slice(done, end);
  };
  for (const match of text.matchAll(WRAPPING)) {
    keep(match.index);
    done = match.index + match[0].length;
    const meant = meaning(match[0]);
    if (meant !== '') pieces.push({ at: out.length, from: match.index, to: done, isPlain: false });
    out += meant;
  }
  keep(text.length);
  let next = 0;
  const pieceOf = (at: number): Piece | undefined => {
    while ((pieces[next + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    return pieces[next];
  };
  return {
    text: out,
    from([start, end]) {
      const first = pieceOf(start);
      const last = pieceOf(end - 1);
      if (!first || !last) return [0, 0];
      return [
        first.isPlain ? first.from + start - first.at : first.from,
        last.isPlain ? last.from + end - last.at : last.to,
      ];
    },
  };
}

interface Piece {
  /** Where it begins without the wrapping. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Stands as it stood, character by character. */
  readonly isPlain: boolean;
}

const NAMED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

function meaning(part: string): string {
  if (part.startsWith('%')) return Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8');
  if (part.startsWith('&')) return NAMED[part] ?? character(part.slice(2, -1).replace(/^[xX]/, '0x'));
  if (!part.startsWith('\\')) return '';
  const code = /^\\u\{?([0-9A-Fa-f]+)/.exec(part)?.[1];
  if (code !== undefined) return character(`0x${code}`);
  return /^\\[nrtbfv]$/.test(part) ? '' : part.slice(1);
}

function character(code: string): string {
  const number = Number(code);
  return number <= 0x10ffff ? String.fromCodePoint(number) : '';
}
