// Changes of a text as pieces that are cut out and put in; everything between them stays byte for byte.

export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What is inserted at one place keeps its order. Undefined where two changes overlap. */
export function spliced(text: string, splices: readonly Splice[]): string | undefined {
  const sorted = splices
    .map((splice, index) => ({ ...splice, index }))
    .sort((a, b) => a.from - b.from || a.to - b.to || a.index - b.index);
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text: put } of sorted) {
    if (from < at) return undefined;
    parts.push(text.slice(at, from), put);
    at = to;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
