// Parts of `[a, b]` and `{a: 1, b: 2}` that go and come, with their commas and the comments beside them.
import { isBlank, lineEnd, lineStart, newlineOf } from './lines.js';
import { merged, type Splice } from './splices.js';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Cuts parts out of `[a, b]` or `{a: 1, b: 2}` and adds others behind the last that stays. */
export function flowEdit(
  text: string,
  whole: Span,
  parts: readonly Span[],
  drop: ReadonlySet<number>,
  render: (isEmpty: boolean) => readonly string[],
): Splice[] {
  const lastKept = parts.findLastIndex((_, index) => !drop.has(index));
  const added = render(parts.length === 0);
  const inner = text.slice(whole.from + 1, whole.to - 1);
  if (lastKept < 0 && !inner.includes('#')) {
    const [pad = ''] = parts.length > 0 && added.length > 0 ? (/^[ ]*/.exec(inner) ?? []) : [];
    return [{ from: whole.from + 1, to: whole.to - 1, text: pad + added.join(', ') + pad }];
  }
  const cuts = [...drop].flatMap((index) => partCut(text, parts, index, lastKept));
  return merged([...cuts, ...(added.length === 0 ? [] : partsPut(text, whole, parts[lastKept], added))]);
}

/** A part goes with the comma behind it, or, where no other is kept behind it, with the one before. */
function partCut(text: string, parts: readonly Span[], index: number, lastKept: number): readonly Splice[] {
  const part = parts[index];
  if (!part) return [];
  const next = parts[index + 1];
  if (next && (lastKept < 0 || index < lastKept)) return [{ from: part.from, to: next.from, text: '' }];
  return tailCut(text, parts, index);
}

/** New parts behind `anchor`, the last that stays. */
function partsPut(text: string, whole: Span, anchor: Span | undefined, added: readonly string[]): Splice[] {
  if (!anchor) return [{ from: whole.from + 1, to: whole.from + 1, text: added.join(', ') }];
  const start = lineStart(text, anchor.from);
  const indent = text.slice(start, anchor.from);
  if (isBlank(indent) && start > whole.from) return linesBelow(text, anchor, whole.to, indent, added);
  return [{ from: anchor.to, to: anchor.to, text: added.map((part) => `, ${part}`).join('') }];
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
