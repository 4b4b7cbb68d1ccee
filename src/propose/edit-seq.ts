// Elements of a list that go and come, as cuts of the text: whole lines of a block, parts of a line of a flow list.
import { isMap, isNode, isScalar, isSeq, type Pair, type YAMLSeq } from 'yaml';
import { blankAround, type Region } from './block-lines.js';
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
import { blockElement, flowYaml, type Written } from './render.js';
import type { Splice } from './splices.js';
import { colonOf, dashesOf, spanOf } from './yaml-file.js';

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

/** Cuts that touch or overlap, as one; what is put in stands where it stood. */
export function merged(splices: readonly Splice[]): Splice[] {
  const cuts = splices.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const joined: Splice[] = [];
  for (const cut of cuts) {
    const before = joined.at(-1);
    if (before && cut.from <= before.to && before.text === '' && cut.text === '') {
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, cut.to), text: '' };
    } else joined.push(cut);
  }
  return [
    ...joined,
    ...splices
      .filter(({ from, to }) => to === from)
      .map((put) => {
        const cut = joined.find(({ from, to }) => from < put.from && put.from < to);
        return cut ? { ...put, from: cut.to, to: cut.to } : put;
      }),
  ];
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

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** An element with the anchor or tag that may stand before it. */
function partOf(text: string, node: Parameters<typeof spanOf>[0]): Span {
  const { from, to } = spanOf(node);
  const before = /(?:[&!][^\s,[\]{}]*[ \t]+)+$/.exec(text.slice(Math.max(0, from - 200), from));
  return { from: before ? from - before[0].length : from, to };
}

/** Cuts parts out of `[a, b]` or `{a: 1, b: 2}` and adds others behind the last that stays. */
export function flowEdit(
  text: string,
  whole: Span,
  parts: readonly Span[],
  drop: ReadonlySet<number>,
  render: (isEmpty: boolean) => readonly string[],
): Splice[] {
  const kept = parts.map((_, index) => index).filter((index) => !drop.has(index));
  const added = render(parts.length === 0);
  const lastKept = kept.at(-1);
  if (lastKept === undefined) {
    const inner = text.slice(whole.from + 1, whole.to - 1);
    if (!inner.includes('#')) {
      const [pad = ''] = parts.length > 0 && added.length > 0 ? (/^[ ]*/.exec(inner) ?? []) : [];
      return [{ from: whole.from + 1, to: whole.to - 1, text: pad + added.join(', ') + pad }];
    }
  }
  const splices: Splice[] = [];
  for (const index of drop) {
    const part = parts[index];
    if (!part) continue;
    const next = parts[index + 1];
    if (next && (lastKept === undefined || index < lastKept))
      splices.push({ from: part.from, to: next.from, text: '' });
    else splices.push(...tailCut(text, parts, index));
  }
  if (added.length === 0) return merged(splices);
  const anchor = lastKept === undefined ? undefined : parts[lastKept];
  if (!anchor)
    return merged([...splices, { from: whole.from + 1, to: whole.from + 1, text: added.join(', ') }]);
  const start = lineStart(text, anchor.from);
  const isOwnLine = isBlank(text.slice(start, anchor.from)) && start > whole.from;
  if (!isOwnLine) {
    return merged([
      ...splices,
      { from: anchor.to, to: anchor.to, text: added.map((part) => `, ${part}`).join('') },
    ]);
  }
  return merged([...splices, ...linesBelow(text, anchor, whole.to, text.slice(start, anchor.from), added)]);
}

/** New parts on lines of their own, below the last one and the comment beside it. */
function linesBelow(
  text: string,
  anchor: Span,
  end: number,
  indent: string,
  added: readonly string[],
): Splice[] {
  const newline = newlineOf(text);
  const lines = added.map((part) => indent + part);
  const below = lineEnd(text, anchor.to);
  const beside = text.slice(anchor.to, below);
  if (below > end || !/^[ \t]*,?[ \t]*(?:#.*)?\r?\n$/.test(beside)) {
    return [{ from: anchor.to, to: anchor.to, text: lines.map((line) => `,${newline}${line}`).join('') }];
  }
  const hasComma = /^[ \t]*,/.test(beside);
  const body = lines.join(`,${newline}`) + (hasComma ? ',' : '') + newline;
  const put: Splice = { from: below, to: below, text: body };
  return hasComma ? [put] : [{ from: anchor.to, to: anchor.to, text: ',' }, put];
}

/** Of a part at the end: the comma before it and the part, but no comment between them. */
function tailCut(text: string, parts: readonly Span[], index: number): Splice[] {
  const part = parts[index];
  const before = parts[index - 1];
  if (!part) return [];
  let from = part.from;
  while (from > 0 && /[ \t]/.test(text[from - 1] ?? '')) from -= 1;
  const cut: Splice = { from, to: part.to, text: '' };
  if (!before) return [cut];
  const comma = text.indexOf(',', before.to);
  return comma < 0 || comma >= from ? [cut] : [{ from: comma, to: comma + 1, text: '' }, cut];
}
