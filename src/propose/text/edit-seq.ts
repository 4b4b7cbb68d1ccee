// Elements of a list that go and come, as cuts of the text: whole lines of a block, parts of a line of a flow list.
import { isMap, isNode, isScalar, isSeq, type Pair, type YAMLSeq } from 'yaml';
import { blankAround, type Region } from './block-lines.js';
import { flowEdit, type Span } from './edit-flow.js';
import {
  commentsAbove,
  indentOf,
  isBlank,
  isComment,
  lineAt,
  lineEnd,
  lineStart,
  newlineOf,
} from './lines.js';
import { merged, type Splice } from './splices.js';
import { colonOf, dashesOf, spanOf } from './yaml-file.js';
import { blockElement, flowYaml, type Written } from './yaml-text.js';

export interface SeqChange {
  readonly drop: ReadonlySet<number>;
  readonly add: readonly Written[];
}

/** Undefined: the list is laid out in a way that cannot be cut. `pair` is the entry that holds the list. */
export function editSeq(
  text: string,
  seq: YAMLSeq,
  pair: Pair | undefined,
  change: SeqChange,
): readonly Splice[] | undefined {
  return seq.flow === true ? editFlow(text, seq, change) : editBlock(text, seq, pair, change);
}

// ---------------------------------------------------------------- block

/** The lines of each element, its own comment included. */
export function elementRegions(text: string, seq: YAMLSeq): readonly Region[] | undefined {
  const dashes = dashesOf(seq);
  if (dashes.length !== seq.items.length) return undefined;
  const regions: Region[] = [];
  for (const [index, dash] of dashes.entries()) {
    if (dash === undefined) return undefined;
    const start = lineStart(text, dash);
    if (!isBlank(text.slice(start, dash))) return undefined;
    const item = seq.items[index];
    const body = isNode(item) ? Math.max(spanOf(item).to, dash + 1) : dash + 1;
    const end = deeperComments(text, endOfLine(text, body), dash - start);
    const floor = regions.at(-1)?.end ?? 0;
    regions.push({ lead: commentsAbove(text, start, floor), start, end });
  }
  return regions;
}

/** The end of the line that holds the last character before `offset`. */
function endOfLine(text: string, offset: number): number {
  return text[offset - 1] === '\n' ? offset : lineEnd(text, offset);
}

/** Comment lines below that are indented as parts of the element. */
function deeperComments(text: string, end: number, indent: number): number {
  let at = end;
  while (at < text.length) {
    const line = lineAt(text, at);
    if (!isComment(line) || indentOf(line) <= indent) break;
    at = lineEnd(text, at);
  }
  return at;
}

function editBlock(
  text: string,
  seq: YAMLSeq,
  pair: Pair | undefined,
  { drop, add }: SeqChange,
): Splice[] | undefined {
  const regions = elementRegions(text, seq);
  const last = regions?.at(-1);
  if (!regions || !last) return undefined;
  const splices = regions.flatMap((region, index): Splice[] => {
    if (!drop.has(index)) return [];
    const isLast = regions.every((_, other) => other <= index || drop.has(other));
    const from = ownsComment(text, seq, regions, index) ? region.lead : region.start;
    return [
      { ...blankAround(text, { from, to: region.end }, isLast && drop.size < regions.length), text: '' },
    ];
  });
  if (drop.size === regions.length && add.length === 0) {
    const colon = pair && colonOf(pair);
    if (colon === undefined) return undefined;
    return [{ from: colon, to: colon, text: ' []' }, ...splices];
  }
  if (add.length > 0) splices.push(addition(text, seq, regions, drop, add));
  return merged(splices);
}

/** New elements below the last one, in its style. */
function addition(
  text: string,
  seq: YAMLSeq,
  regions: readonly Region[],
  drop: ReadonlySet<number>,
  add: readonly Written[],
): Splice {
  const last = regions.at(-1) ?? { lead: 0, start: 0, end: 0 };
  const kept = [...seq.items.keys()].filter((index) => !drop.has(index));
  const sample = seq.items[kept.at(-1) ?? seq.items.length - 1];
  const line = lineAt(text, last.start);
  const indent = line.slice(0, indentOf(line));
  const newline = newlineOf(text);
  const isSpaced =
    regions.length > 1 && regions.every((region, index) => index === 0 || hasBlankAbove(text, region.lead));
  const blocks = add.map((value) => blockElement(value, indent, sample, text).join(newline));
  const body = blocks.join(isSpaced ? newline + newline : newline);
  const gap = isSpaced ? newline : '';
  return { from: last.end, to: last.end, text: gap + body + newline };
}

function hasBlankAbove(text: string, start: number): boolean {
  return start > 0 && isBlank(lineAt(text, lineStart(text, start - 1)));
}

/**
 * Whether the comment above an element speaks of it alone and goes with it: it names the element, stands over several
 * lines of it, or is set apart from the next one. A comment above the first of several plain lines may be a heading.
 */
function ownsComment(text: string, seq: YAMLSeq, regions: readonly Region[], index: number): boolean {
  const region = regions[index];
  if (!region || region.lead === region.start) return true;
  const next = regions[index + 1];
  if (!next || next.lead < next.start || hasBlankAbove(text, next.lead)) return true;
  const item = seq.items[index];
  if (text.slice(region.start, region.end).trimEnd().includes('\n')) return true;
  const comment = text.slice(region.lead, region.start);
  return wordsOf(item).some((word) => comment.includes(word));
}

function wordsOf(node: unknown): string[] {
  if (isScalar(node)) return String(node.value ?? '').length > 1 ? [String(node.value)] : [];
  if (isMap(node)) return node.items.flatMap((pair) => wordsOf(pair.value));
  return isSeq(node) ? node.items.flatMap(wordsOf) : [];
}

// ---------------------------------------------------------------- flow

function editFlow(text: string, seq: YAMLSeq, { drop, add }: SeqChange): Splice[] | undefined {
  const spans = seq.items.map((item) => (isNode(item) ? partOf(text, item) : undefined));
  if (spans.some((span) => span === undefined)) return undefined;
  const [from = 0, to = 0] = seq.range ?? [];
  const sample = seq.items[0];
  return flowEdit(text, { from, to }, spans as readonly Span[], drop, (first) =>
    add.map((value) => flowYaml(value, isNode(sample) && !first ? sample : sample, text)),
  );
}

/** An element with the anchor or tag that may stand before it. */
function partOf(text: string, node: Parameters<typeof spanOf>[0]): Span {
  const { from, to } = spanOf(node);
  const before = /(?:[&!][^\s,[\]{}]*[ \t]+)+$/.exec(text.slice(Math.max(0, from - 200), from));
  return { from: before ? from - before[0].length : from, to };
}
