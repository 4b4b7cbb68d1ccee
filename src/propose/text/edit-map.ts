// Entries of a mapping that go, come or take another value, as cuts of the text.
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { blankAround, type Region } from './block-lines.js';
import { flowEdit, type Span } from './edit-flow.js';
import { commentsAbove, isBlank, lineAt, lineEnd, lineStart, newlineOf } from './lines.js';
import { merged, type Splice } from './splices.js';
import { colonOf, isEmptyScalar, pairEnd, spanOf } from './yaml-file.js';
import { blockEntry, flowYaml, isArray, isRecord, scalarYaml, type Written } from './yaml-text.js';

export interface MapChange {
  readonly drop: ReadonlySet<Pair>;
  readonly add: Readonly<Record<string, Written>>;
  /** A sibling whose style new entries take. */
  readonly like?: YAMLMap | undefined;
}

export function editMap(text: string, map: YAMLMap, change: MapChange): readonly Splice[] | undefined {
  if (map.flow === true) return editFlow(text, map, change);
  return editBlock(text, map, change);
}

function editFlow(text: string, map: YAMLMap, { drop, add, like }: MapChange): Splice[] | undefined {
  const spans = map.items.map((pair): Span | undefined =>
    isNode(pair.key) ? { from: spanOf(pair.key).from, to: pairEnd(pair) } : undefined,
  );
  if (spans.some((span) => span === undefined)) return undefined;
  const [from = 0, to = 0] = map.range ?? [];
  const gone = new Set(map.items.flatMap((pair, index) => (drop.has(pair) ? [index] : [])));
  return flowEdit(text, { from, to }, spans as readonly Span[], gone, () =>
    Object.entries(add).map(
      ([key, value]) => `${scalarYaml(key)}: ${flowYaml(value, sampleOf(like, key), text)}`,
    ),
  );
}

function editBlock(text: string, map: YAMLMap, { drop, add, like }: MapChange): Splice[] | undefined {
  const splices: Splice[] = [];
  for (const pair of drop) {
    const cut = entryCut(text, map, pair);
    if (!cut) return undefined;
    splices.push(cut);
  }
  const entries = Object.entries(add);
  const first = map.items[0];
  const last = map.items.at(-1);
  if (entries.length === 0) return merged(splices);
  if (!first || !last || !isNode(first.key)) return undefined;
  const keyAt = spanOf(first.key).from;
  const indent = ' '.repeat(keyAt - lineStart(text, keyAt));
  const lines = entries.flatMap(([key, value]) => blockEntry(key, value, indent, like, text));
  const newline = newlineOf(text);
  const end = pairEnd(last);
  const at = text[end - 1] === '\n' ? end : lineEnd(text, end);
  const body = lines.join(newline);
  return merged([...splices, { from: at, to: at, text: body + newline }]);
}

function sampleOf(map: YAMLMap | undefined, key: string): unknown {
  return map?.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
}

/** The lines of an entry, its own comment included. */
function entryRegion(text: string, pair: Pair, floor: number): Region | undefined {
  if (!isNode(pair.key)) return undefined;
  const keyAt = spanOf(pair.key).from;
  const start = lineStart(text, keyAt);
  if (!isBlank(text.slice(start, keyAt))) return undefined;
  const end = pairEnd(pair);
  return {
    lead: commentsAbove(text, start, floor),
    start,
    end: text[end - 1] === '\n' ? end : lineEnd(text, end),
  };
}

/** What takes one entry out of a block. The first one behind a dash lets the next one take its place. */
function entryCut(text: string, map: YAMLMap, pair: Pair): Splice | undefined {
  const index = map.items.indexOf(pair);
  const before = map.items[index - 1];
  const next = map.items[index + 1];
  const region = entryRegion(text, pair, before ? pairEnd(before) : 0);
  if (!region) {
    if (index !== 0 || !next || !isNode(pair.key) || !isNode(next.key)) return undefined;
    return { from: spanOf(pair.key).from, to: spanOf(next.key).from, text: '' };
  }
  const nextLead = next && entryRegion(text, next, region.end);
  const isApart = !nextLead || nextLead.lead < nextLead.start || isBlank(lineAt(text, region.end));
  const isTall = text.slice(region.start, region.end).trimEnd().includes('\n');
  const names = isScalar(pair.key) && text.slice(region.lead, region.start).includes(String(pair.key.value));
  const from = isApart || isTall || names ? region.lead : region.start;
  return { ...blankAround(text, { from, to: region.end }, next === undefined), text: '' };
}

// ---------------------------------------------------------------- values

/** Puts another value in the place of an entry's. Nothing of the old one stays. */
export function replaceValue(text: string, pair: Pair, value: Written): Splice | undefined {
  const { value: node } = pair;
  const colon = colonOf(pair);
  if (!isNode(node) || (isScalar(node) && isEmptyScalar(node))) {
    return colon === undefined
      ? undefined
      : { from: colon, to: colon, text: ` ${flowYaml(value, undefined, text)}` };
  }
  return replaceNode(text, node, value);
}

export function replaceNode(text: string, node: Node, value: Written): Splice | undefined {
  const { from, to } = spanOf(node);
  if (isScalar(node) && !isArray(value) && !isRecord(value)) {
    const isBlockText = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    const tail = isBlockText ? (/\r?\n$/.exec(text.slice(from, to))?.[0] ?? '') : '';
    return { from, to, text: scalarYaml(value, isBlockText ? undefined : node) + tail };
  }
  if ((isMap(node) || isSeq(node)) && node.flow !== true) return replaceBlock(text, node, value);
  return { from, to, text: flowYaml(value, isAlias(node) ? undefined : node, text) };
}

/** A block below its key: the value moves up beside the key. */
function replaceBlock(text: string, node: YAMLMap | YAMLSeq, value: Written): Splice | undefined {
  const { from, to } = spanOf(node);
  const indent = text.slice(lineStart(text, from), from);
  if (!isBlank(indent.replace(/-/g, ''))) return undefined;
  const back = text.slice(0, from).trimEnd().length;
  return text[back - 1] === ':' ? { from: back, to, text: ` ${flowYaml(value, node, text)}` } : undefined;
}
