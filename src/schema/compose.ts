// YAML events to values: scalars keep their text, collections their places; hostile structure is reported and left out.

import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { Holder, Places } from './places.js';
import {
  emptyMap,
  isCollection,
  isForbiddenKey,
  isList,
  isMarked,
  marked,
  type Raw,
  type RawMap,
} from './raw.js';
import type { Report, SchemaCode } from './report.js';
import { positionIn, type Source } from './source.js';
import { quoted } from './words.js';

export interface Document {
  readonly file: number;
  readonly root: Raw;
  readonly offset: number;
  /** Collections that hold a `Marked` at any depth. */
  readonly unresolved: ReadonlySet<Holder>;
}

/** Deeper nesting than this is refused, written or made with aliases. */
export const MAX_DEPTH = 64;
/** How many values aliases may add to those that are written, in one file. */
const MAX_ALIASED = 1_000_000;

interface Composer {
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

interface Frame {
  readonly holder: Holder;
  readonly isMap: boolean;
  readonly start: number;
  /** See `Places.record`. */
  readonly children: number[];
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

interface Anchor {
  readonly value: Raw;
  /** Of a scalar: as it was written, for use as a key. */
  readonly text: string | undefined;
  nodes: number;
  height: number;
  isOpen: boolean;
}

interface Named {
  readonly anchorStart: number;
  readonly anchorEnd: number;
}

/** Makes the documents of one file. */
export function compose(
  file: number,
  source: Source,
  events: readonly Event[],
  places: Places,
  report: Report,
): Document[] {
  const composer: Composer = {
    file,
    source,
    places,
    report,
    documents: [],
    frames: [],
    anchors: new Map(),
    unresolved: new Set(),
    root: null,
    rootOffset: 0,
    aliased: 0,
    last: 0,
  };
  for (const event of events) take(composer, event);
  return composer.documents;
}

function take(composer: Composer, event: Event): void {
  if (event.type === EVENT_ID.SCALAR) scalar(composer, event);
  else if (event.type === EVENT_ID.MAPPING) open(composer, event, true);
  else if (event.type === EVENT_ID.SEQUENCE) open(composer, event, false);
  else if (event.type === EVENT_ID.POP) close(composer);
  else if (event.type === EVENT_ID.ALIAS) alias(composer, event);
  else begin(composer);
}

function begin(composer: Composer): void {
  composer.frames = [];
  composer.anchors = new Map();
  composer.unresolved = new Set();
  composer.root = null;
  composer.rootOffset = composer.last;
}

function say(composer: Composer, offset: number, code: SchemaCode, message: string): void {
  composer.report({ file: composer.file, offset }, code, message);
}

// ---------------------------------------------------------------- scalars

/** Tags of YAML itself that change nothing here: text stays text. */
const TEXT_TAGS: ReadonlySet<string> = new Set(['', '!', '!!str', '!<tag:yaml.org,2002:str>']);

function scalar(composer: Composer, event: ScalarEvent): void {
  const { text } = composer.source;
  const offset = offsetOf(event, composer.last);
  composer.last = offset;
  const frame = composer.frames.at(-1);
  const isKey = frame?.isMap === true && frame.key === undefined;
  const written = getScalarValue(text, event);
  const tag = event.tagStart < 0 ? '' : text.slice(event.tagStart, event.tagEnd);
  if (!TEXT_TAGS.has(tag) && (tag !== '!csv' || isKey)) unknownTag(composer, tag, event.tagStart);
  const isPlain = event.style === SCALAR_STYLE.PLAIN && tag === '';
  const value = scalarValue(written, isPlain, tag);
  remember(composer, event, value, written);
  if (isKey) setKey(composer, frame, written, offset, isPlain);
  else add(composer, value, offset, 1, 0);
}

function scalarValue(written: string, isPlain: boolean, tag: string): Raw {
  if (tag === '!csv') return marked('csv', written);
  if (isPlain && isNull(written)) return null;
  return written.includes('${') ? marked('env', written) : written;
}

/** YAML 1.2, core schema. */
function isNull(written: string): boolean {
  if (written.length === 0) return true;
  if (written.length === 1) return written === '~';
  return written.length === 4 && (written === 'null' || written === 'Null' || written === 'NULL');
}

/** Where a person sees the scalar begin: at its tag or quote; an empty one at what stands before it. */
function offsetOf(event: ScalarEvent, before: number): number {
  if (event.tagStart >= 0) return event.tagStart;
  if (event.valueStart < 0) return before;
  const isQuoted = event.style === SCALAR_STYLE.DOUBLE_QUOTED || event.style === SCALAR_STYLE.SINGLE_QUOTED;
  return isQuoted ? event.valueStart - 1 : event.valueStart;
}

function unknownTag(composer: Composer, tag: string, offset: number): void {
  const hint =
    tag === '!csv'
      ? 'It stands before the name of a file, as a value'
      : 'Only !csv is known; remove this one';
  say(composer, offset, 'unknown-tag', `The tag ${quoted(tag)} has no meaning here. ${hint}.`);
}

// ---------------------------------------------------------------- collections

function open(composer: Composer, event: Extract<Event, { start: number }>, isMap: boolean): void {
  composer.last = event.start;
  if (event.tagStart >= 0) {
    const tag = composer.source.text.slice(event.tagStart, event.tagEnd);
    if (tag !== (isMap ? '!!map' : '!!seq') && tag !== '!') unknownTag(composer, tag, event.tagStart);
  }
  const parent = composer.frames.at(-1);
  const isKey = parent?.isMap === true && parent.key === undefined;
  if (isKey)
    say(composer, event.start, 'complex-key', 'A key must be a single text, not a list or a mapping.');
  const holder = isMap ? emptyMap() : [];
  const anchor = remember(composer, event, holder, undefined);
  if (anchor) anchor.isOpen = true;
  composer.frames.push({
    holder,
    isMap,
    start: event.start,
    children: [],
    keys: undefined,
    key: undefined,
    keyOffset: event.start,
    isKey,
    anchor,
    nodes: 1,
    height: 0,
    isUnresolved: false,
  });
}

function close(composer: Composer): void {
  const frame = composer.frames.pop();
  if (frame === undefined) {
    const { file, root, rootOffset: offset, unresolved } = composer;
    composer.documents.push({ file, root, offset, unresolved });
    return;
  }
  const { holder, start, anchor } = frame;
  composer.places.record(holder, composer.file, start, frame.children, frame.keys);
  if (frame.isUnresolved) composer.unresolved.add(holder);
  if (anchor) Object.assign(anchor, { nodes: frame.nodes, height: frame.height, isOpen: false });
  const parent = composer.frames.at(-1);
  if (frame.isKey && parent) {
    parent.key = null;
    return;
  }
  add(composer, holder, start, frame.nodes, frame.height);
}

/** Puts a finished value where it belongs. */
function add(composer: Composer, value: Raw, offset: number, nodes: number, height: number): void {
  const frame = composer.frames.at(-1);
  if (frame === undefined) {
    composer.root = value;
    composer.rootOffset = offset;
    return;
  }
  frame.nodes += nodes;
  if (height >= frame.height) frame.height = height + 1;
  if (isMarked(value) || (isCollection(value) && composer.unresolved.has(value))) frame.isUnresolved = true;
  const { holder } = frame;
  if (isList(holder)) {
    holder.push(value);
    frame.children.push(offset);
    return;
  }
  const { key } = frame;
  frame.key = undefined;
  if (key !== null && key !== undefined) put(frame, holder, key, value, offset);
}

function put(frame: Frame, holder: RawMap, key: string, value: Raw, offset: number): void {
  frame.children.push(frame.keyOffset, offset);
  const first = key.charCodeAt(0);
  if (frame.keys) frame.keys.push(key);
  else if (first >= 48 && first <= 57) frame.keys = [...Object.keys(holder), key];
  holder[key] = value;
}

function setKey(composer: Composer, frame: Frame, key: string, offset: number, isPlain: boolean): void {
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
  return positionIn(composer.source, frame.children[2 * index] ?? 0).line;
}

// ---------------------------------------------------------------- anchors and aliases

function remember(
  composer: Composer,
  event: Named,
  value: Raw,
  text: string | undefined,
): Anchor | undefined {
  if (event.anchorStart < 0) return undefined;
  const anchor = { value, text, nodes: 1, height: 0, isOpen: false };
  composer.anchors.set(composer.source.text.slice(event.anchorStart, event.anchorEnd), anchor);
  return anchor;
}

function alias(composer: Composer, event: Named): void {
  const offset = event.anchorStart - 1;
  composer.last = offset;
  const name = composer.source.text.slice(event.anchorStart, event.anchorEnd);
  const anchor = composer.anchors.get(name);
  const frame = composer.frames.at(-1);
  const wrong = aliasProblem(composer, name, anchor);
  if (frame?.isMap && frame.key === undefined) {
    aliasKey(composer, frame, anchor, offset, wrong ?? `The alias *${name} is a key and stands for no text.`);
  } else if (wrong === undefined && anchor) {
    add(composer, anchor.value, offset, anchor.nodes, anchor.height);
  } else {
    say(composer, offset, 'bad-alias', wrong ?? '');
    addSpoiled(composer, offset);
  }
}

function aliasKey(
  composer: Composer,
  frame: Frame,
  anchor: Anchor | undefined,
  offset: number,
  otherwise: string,
): void {
  if (anchor?.text !== undefined) {
    setKey(composer, frame, anchor.text, offset, false);
    return;
  }
  frame.key = null;
  say(composer, offset, 'bad-alias', otherwise);
}

/** Something stands here that could not be read. */
function addSpoiled(composer: Composer, offset: number): void {
  const frame = composer.frames.at(-1);
  const key = frame && (isList(frame.holder) ? frame.holder.length : frame.key);
  add(composer, null, offset, 1, 0);
  if (frame && key !== null && key !== undefined) composer.places.spoil(frame.holder, key);
}

function aliasProblem(composer: Composer, name: string, anchor: Anchor | undefined): string | undefined {
  if (anchor === undefined) return `There is no anchor &${name} above this alias. Write the value out.`;
  if (anchor.isOpen) return `The alias *${name} stands inside what it stands for. Write the value out.`;
  if (composer.frames.length + anchor.height > MAX_DEPTH) {
    return `With the alias *${name} this is nested more than ${MAX_DEPTH} levels deep. Write less of it.`;
  }
  composer.aliased += anchor.nodes;
  if (composer.aliased <= MAX_ALIASED) return undefined;
  return `Aliases make the file more than ${MAX_ALIASED} values larger than it is written. Write the values out.`;
}
