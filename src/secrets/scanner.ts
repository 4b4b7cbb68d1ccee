// Looks for thousands of known texts in one pass.

/** From the first character of a find to the one after its last. */
export type Range = readonly [number, number];

export interface Scanner {
  /** `reach`: in how wide a search it is still looked for. */
  add(form: string, reach: number): void;
  /**
   * Every place where a text of at least that reach stands, in order; the longest where several begin. None overlap.
   * `cuts`: also where one begins and the text was cut off.
   */
  find(text: string, reach: number, cuts: boolean): Range[];
}

/** Known texts of at least `head` characters, in whatever case. */
export function createScanner(head: number): Scanner {
  /** By their first characters. */
  const known = new Map<string, Bucket>();
  /** One bit for each pair of first characters (of their low bytes): most places of a text are passed by this alone. */
  const begins = new Uint8Array(1 << 16);
  const pairAt = (text: string, at: number): number =>
    ((text.charCodeAt(at) & 0xff) << 8) | (text.charCodeAt(at + 1) & 0xff);
  return {
    add(written, reach) {
      const form = folded(written);
      if (form.length < head) return;
      const key = form.slice(0, head);
      const bucket = known.get(key) ?? { lengths: [], byLength: new Map() };
      known.set(key, bucket);
      begins[pairAt(form, 0)] = 1;
      remember(bucket, form, reach);
    },
    find(written, reach, cuts) {
      const text = folded(written);
      const found: Range[] = [];
      if (known.size === 0) return found;
      for (let at = 0; at <= text.length - head; ) {
        const bucket = begins[pairAt(text, at)] === 1 ? known.get(text.slice(at, at + head)) : undefined;
        const length =
          bucket &&
          (longestAt(bucket, text, at, reach) ?? (cuts ? cutAt(bucket, text, at, reach) : undefined));
        if (length !== undefined) found.push([at, at + length]);
        at += length ?? 1;
      }
      return found;
    },
  };
}

/** In one case, each character still at its place. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

/** Texts that begin alike: a thousand passwords of one kind must not be compared one by one. */
interface Bucket {
  /** Longest first. */
  lengths: number[];
  /** Each text with its reach. */
  readonly byLength: Map<number, Map<string, number>>;
}

function remember(bucket: Bucket, form: string, reach: number): void {
  const same = bucket.byLength.get(form.length);
  if (same) {
    same.set(form, Math.max(reach, same.get(form) ?? reach));
    return;
  }
  bucket.byLength.set(form.length, new Map([[form, reach]]));
  bucket.lengths = [...bucket.byLength.keys()].sort((a, b) => b - a);
}

function longestAt(
  { lengths, byLength }: Bucket,
  text: string,
  at: number,
  reach: number,
): number | undefined {
  return lengths.find((length) => (byLength.get(length)?.get(text.slice(at, at + length)) ?? -1) >= reach);
}

/** What is left of a text that was cut off: so much of it that it can be told, and then the end. */
export const LEAST = 6;
const END = /^\\{0,4}(?:$|["'`)\]}\u2026]|\.\.\.|&quot;)/;

/** How much of a known text stands at the end of a quotation, or of the whole. */
function cutAt({ byLength }: Bucket, text: string, at: number, reach: number): number | undefined {
  let most = 0;
  for (const forms of byLength.values()) {
    for (const [form, own] of forms) if (own >= reach) most = Math.max(most, commonLength(form, text, at));
  }
  return most >= LEAST && END.test(text.slice(at + most, at + most + 10)) ? most : undefined;
}

function commonLength(form: string, text: string, at: number): number {
  let length = 0;
  while (length < form.length && form.charCodeAt(length) === text.charCodeAt(at + length)) length += 1;
  return length;
}
