// The texts that were read, and the line and column of an offset into one; worked out only when something asks.

import type { Position } from '../contract/index.js';

export interface Source {
  /** As a person would name it. */
  readonly path: string;
  readonly text: string;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const starts = new WeakMap<Source, readonly number[]>();

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

function lineStarts(source: Source): readonly number[] {
  const known = starts.get(source);
  if (known) return known;
  const { text } = source;
  const found = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const ends = code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED);
    if (ends) found.push(at + 1);
  }
  starts.set(source, found);
  return found;
}
