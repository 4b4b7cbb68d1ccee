// Finds thousands of known secrets in a text in one pass, also as they look in a URL or in JSON.

/** A shorter literal would blank out half of every text; only its key hides it. */
const SHORTEST = 4;

/** Replaces every known literal, and its encoded forms, by `hidden`. Longest first where two overlap. */
export function createLiteralFilter(hidden: string): {
  add(literal: string): void;
  apply(text: string): string;
} {
  /** By their first characters. */
  const known = new Map<string, Bucket>();
  const add = (literal: string): void => {
    if (literal.length < SHORTEST) return;
    for (const form of forms(literal)) {
      const head = form.slice(0, SHORTEST);
      const bucket = known.get(head) ?? { lengths: [], byLength: new Map() };
      known.set(head, bucket);
      remember(bucket, form);
    }
  };
  const apply = (text: string): string => {
    if (known.size === 0 || text.length < SHORTEST) return text;
    let kept = '';
    let from = 0;
    for (let at = 0; at <= text.length - SHORTEST; ) {
      const bucket = known.get(text.slice(at, at + SHORTEST));
      const found = bucket && longestAt(bucket, text, at);
      if (found === undefined) {
        at++;
        continue;
      }
      kept += text.slice(from, at) + hidden;
      at += found.length;
      from = at;
    }
    return from === 0 ? text : kept + text.slice(from);
  };
  return { add, apply };
}

/** Literals that begin alike: a thousand passwords of one kind must not be compared one by one. */
interface Bucket {
  /** Longest first. */
  lengths: number[];
  readonly byLength: Map<number, Set<string>>;
}

function remember(bucket: Bucket, form: string): void {
  const same = bucket.byLength.get(form.length);
  if (same) {
    same.add(form);
    return;
  }
  bucket.byLength.set(form.length, new Set([form]));
  bucket.lengths = [...bucket.byLength.keys()].sort((a, b) => b - a);
}

function longestAt({ lengths, byLength }: Bucket, text: string, at: number): string | undefined {
  for (const length of lengths) {
    const part = text.slice(at, at + length);
    if (byLength.get(length)?.has(part)) return part;
  }
  return undefined;
}

/** The literal as it looks in plain text, in a URL (both spellings of hex and of a space), and in JSON. */
function forms(literal: string): Set<string> {
  const url = encodeSafely(literal);
  const form = url.replace(/%20/g, '+');
  const json = JSON.stringify(literal).slice(1, -1);
  const strict = url.replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const twice = JSON.stringify(json).slice(1, -1);
  return new Set([
    literal,
    url,
    form,
    strict,
    strict.replace(/%20/g, '+'),
    lower(url),
    lower(strict),
    json,
    twice,
  ]);
}

/** A lone surrogate cannot be percent-encoded; it becomes the replacement character, as on the wire. */
function encodeSafely(literal: string): string {
  const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  return encodeURIComponent(literal.replace(lone, '\ufffd'));
}
