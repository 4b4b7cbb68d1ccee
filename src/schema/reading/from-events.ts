// YAML events to values: scalars keep their text, collections their places; hostile structure is reported and left out.

import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { Places } from '../places.js';
import { emptyMap, marked, type Raw } from '../raw.js';
import type { Report } from '../report.js';
import type { Source } from '../source.js';
import { quoted } from '../words.js';
import { alias, remember } from './aliases.js';
import { add, type Composer, type Document, innermost, say, setKey } from './composer.js';

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

// ---------------------------------------------------------------- scalars

/** Tags of YAML itself that change nothing here: text stays text. */
const TEXT_TAGS: ReadonlySet<string> = new Set(['!', '!!str', '!<tag:yaml.org,2002:str>']);

function scalar(composer: Composer, event: ScalarEvent): void {
  const { text } = composer.source;
  const offset = offsetOf(event, composer.last);
  composer.last = offset;
  const frame = innermost(composer);
  const isKey = frame?.isMap === true && frame.key === undefined;
  const written = getScalarValue(text, event);
  const tag = event.tagStart < 0 ? '' : text.slice(event.tagStart, event.tagEnd);
  if (tag !== '' && !TEXT_TAGS.has(tag) && (tag !== '!csv' || isKey))
    unknownTag(composer, tag, event.tagStart);
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
  const parent = innermost(composer);
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
    numbers: [composer.file, event.start],
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
  composer.places.record(holder, frame.numbers, frame.keys);
  if (frame.isUnresolved) composer.unresolved.add(holder);
  if (anchor) Object.assign(anchor, { nodes: frame.nodes, height: frame.height, isOpen: false });
  const parent = innermost(composer);
  if (frame.isKey && parent) {
    parent.key = null;
    return;
  }
  add(composer, holder, start, frame.nodes, frame.height);
}
