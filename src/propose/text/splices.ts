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
