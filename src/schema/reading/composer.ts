// The state of reading one file: the collections that are open, and how a finished value is put where it belongs.

import type { Holder, Places } from '../places.js';
import { isForbiddenKey, isList, isMarked, type Raw, type RawMap } from '../raw.js';
import type { Report, SchemaCode } from '../report.js';
import { positionIn, type Source } from '../source.js';
import { quoted } from '../words.js';

export interface Document {
  readonly file: number;
  readonly root: Raw;
  readonly offset: number;
  /** Collections that hold a `Marked` at any depth. */
  readonly unresolved: ReadonlySet<Holder>;
}

/** Deeper nesting than this is refused, written or made with aliases. */
export const MAX_DEPTH = 64;

export interface Composer {
  readonly file: number;
  readonly source: Source;
  readonly places: Places;
  readonly report: Report;
  readonly documents: Document[];
  /** Collections that are open, outermost first. */
  frames: Frame[];
  anchors: Map<string, Anchor>;
  unresolved: Set<Holder>;
  root: Raw;
  rootOffset: number;
  /** Values that aliases have added so far. */
  aliased: number;
  /** Offset of the event before: the place of an empty value. */
  last: number;
}

export interface Frame {
  readonly holder: Holder;
  readonly isMap: boolean;
  readonly start: number;
  /** See `Places.record`. */
  readonly numbers: number[];
  /** In the order of writing; kept only if some key looks like an index, which JavaScript would move to the front. */
  keys: string[] | undefined;
  /** Of a mapping: the key that waits for its value; `null` if that value is to be dropped. */
  key: string | null | undefined;
  keyOffset: number;
  /** It stands where a key should: reported, read to its end, forgotten. */
  readonly isKey: boolean;
  readonly anchor: Anchor | undefined;
  nodes: number;
  height: number;
  isUnresolved: boolean;
}

export interface Anchor {
  readonly value: Raw;
  /** Of a scalar: as it was written, for use as a key. */
  readonly text: string | undefined;
  nodes: number;
  height: number;
  isOpen: boolean;
}

export interface Named {
  readonly anchorStart: number;
  readonly anchorEnd: number;
}

/** Where the next value goes. Asked twice for every value: by index, which is quicker than `at(-1)`. */
export function innermost({ frames }: Composer): Frame | undefined {
  return frames[frames.length - 1];
}

export function say(composer: Composer, offset: number, code: SchemaCode, message: string): void {
  composer.report({ file: composer.file, offset }, code, message);
}

/** Puts a finished value where it belongs. */
export function add(composer: Composer, value: Raw, offset: number, nodes: number, height: number): void {
  const frame = innermost(composer);
  if (frame === undefined) {
    composer.root = value;
    composer.rootOffset = offset;
    return;
  }
  frame.nodes += nodes;
  if (height >= frame.height) frame.height = height + 1;
  if (typeof value === 'object' && value !== null) {
    if (isMarked(value) || composer.unresolved.has(value)) frame.isUnresolved = true;
  }
  const { holder } = frame;
  if (isList(holder)) {
    holder.push(value);
    frame.numbers.push(offset);
    return;
  }
  const { key } = frame;
  frame.key = undefined;
  if (key !== null && key !== undefined) put(frame, holder, key, value, offset);
}

function put(frame: Frame, holder: RawMap, key: string, value: Raw, offset: number): void {
  frame.numbers.push(frame.keyOffset, offset);
  const first = key.charCodeAt(0);
  if (frame.keys) frame.keys.push(key);
  else if (first >= 48 && first <= 57) frame.keys = [...Object.keys(holder), key];
  holder[key] = value;
}

export function setKey(
  composer: Composer,
  frame: Frame,
  key: string,
  offset: number,
  isPlain: boolean,
): void {
  frame.keyOffset = offset;
  frame.key = null;
  if (isForbiddenKey(key)) {
    const message = `The key ${key} is not allowed: it means something to the program itself. Remove it.`;
    say(composer, offset, 'forbidden-key', message);
  } else if (key === '<<' && isPlain) {
    say(composer, offset, 'merge-key', 'Merge keys (<<) are not part of YAML 1.2. Write the fields out.');
  } else if (!isList(frame.holder) && frame.holder[key] !== undefined) {
    const line = lineOf(composer, frame, key);
    say(
      composer,
      offset,
      'duplicate-key',
      `The key ${quoted(key)} is already in line ${line}. Remove one of the two.`,
    );
  } else {
    frame.key = key;
  }
}

function lineOf(composer: Composer, frame: Frame, key: string): number {
  const index = (frame.keys ?? Object.keys(frame.holder)).indexOf(key);
  return positionIn(composer.source, frame.numbers[2 + 2 * index] ?? 0).line;
}
