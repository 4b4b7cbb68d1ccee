// Says quickly that a text holds none of many others, which is so of nearly every text that passes.

/** What each character counts as: in one case, all beyond ASCII alike; 0 is passed over. */
const SIGNS = new Uint8Array(1 << 16).fill(1);
for (let code = 0; code < 128; code += 1) SIGNS[code] = code;
for (let code = 65; code <= 90; code += 1) SIGNS[code] = code + 32;
// Spaces and characters that nobody sees, and the `=` with which a line of a mail goes on.
const PASSED: readonly (readonly [first: number, last: number])[] = [
  [0, 32],
  [61, 61],
  [127, 160],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202f],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
];
for (const [first, last] of PASSED) SIGNS.fill(0, first, last + 1);

/** What may be the begin of an escape. */
const ESCAPES = new Uint8Array(1 << 16);
for (const sign of '%\\&<\u001b') {
  ESCAPES[sign.charCodeAt(0)] = 1;
  SIGNS[sign.charCodeAt(0)] = sign.charCodeAt(0);
}

export interface Hint {
  add(text: string): void;
  /**
   * Where one of them may begin, at its third character or before, not looking before `from`; -1: none of them is in it,
   * in whatever case, also with spaces and line ends inside. `escapes`: nor escaped.
   */
  next(text: string, escapes: boolean, from?: number): number;
}

/** Knows the first three characters of each text, as a bit of their hash. */
export function createHint(): Hint {
  const begins = new Uint8Array(1 << 16);
  let isBlind = false;
  // Every character of every output comes by here.
  const scan = (text: string, escapes: boolean, from: number): number => {
    let one = 0;
    let two = 0;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (escapes && ESCAPES[code] === 1) return at;
      const sign = SIGNS[code] ?? 0;
      if (sign === 0) continue;
      if (begins[hashOf(one, two, sign)] === 1) return at;
      one = two;
      two = sign;
    }
    return -1;
  };
  return {
    add(text) {
      const signs = Array.from({ length: text.length }, (_, at) => SIGNS[text.charCodeAt(at)] ?? 0);
      const [one, two, three] = signs.filter((sign) => sign !== 0);
      if (one === undefined || two === undefined || three === undefined) isBlind = true;
      else begins[hashOf(one, two, three)] = 1;
    },
    next(text, escapes, from = 0) {
      if (!isBlind) return scan(text, escapes, from);
      return from < text.length ? from : -1;
    },
  };
}

function hashOf(one: number, two: number, three: number): number {
  return (one * 961 + two * 31 + three) & 0xffff;
}
