// The texts that were read, and the line and column of an offset into one; worked out only when something asks.

import { oncePer, type Position } from '../contract/index.js';

export interface Source {
  /** As a person would name it. */
  readonly path: string;
  readonly text: string;
}

/** Lines and columns count from 1; a column is a UTF-16 unit, as editors count. */
export function positionIn(source: Source, offset: number): Position {
  const lines = lineStarts(source);
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: source.path, line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

const lineStarts = oncePer(({ text }: Source): readonly number[] => {
  const found = [0];
  if (text.includes('\r')) {
    for (const match of text.matchAll(/\r\n?|\n/g)) found.push(match.index + match[0].length);
  } else {
    // A large file of one kind of line break: without a match for each line.
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) found.push(end + 1);
  }
  return found;
});
