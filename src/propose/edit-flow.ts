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
