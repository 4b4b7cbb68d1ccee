// Says quickly that a text holds none of many others, which is so of nearly every text that passes.

/** Character by character: passed over, or perhaps the begin of an escape. */
const PASSED = 1;
const ESCAPE = 2;
const ASCII = new Uint8Array(128);
ASCII.fill(PASSED, 0, 33);
for (const sign of '\u007f=') ASCII[sign.charCodeAt(0)] = PASSED;
for (const sign of '%\\&<\u001b') ASCII[sign.charCodeAt(0)] = ESCAPE;

/** Spaces and invisible characters beyond ASCII; all others count as one. */
const isPassed = (code: number): boolean =>
  code <= 0xa0 ||
  code === 0xad ||
  code === 0x61c ||
  code === 0x180e ||
  code === 0xfeff ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202f) ||
  (code >= 0x2060 && code <= 0x206f);

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
  // One loop without a call in it: every character of every output comes by here.
  const scan = (text: string, escapes: boolean, from: number): number => {
    let one = 0;
    let two = 0;
    for (let at = from; at < text.length; at += 1) {
      let code = text.charCodeAt(at);
      if (code < 128) {
        const kind = ASCII[code];
        if (kind === PASSED) continue;
        if (kind === ESCAPE && escapes) return at;
        if (code >= 65 && code <= 90) code += 32;
      } else {
        if (isPassed(code)) continue;
        code = 1;
      }
      if (begins[(one * 961 + two * 31 + code) & 0xffff] === 1) return at;
      one = two;
      two = code;
    }
    return -1;
  };
  return {
    add(text) {
      const codes = text.split('').flatMap((sign) => codeOf(sign.charCodeAt(0)) ?? []);
      const [one, two, three] = codes;
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

/** In one case; undefined for what is passed over. */
function codeOf(code: number): number | undefined {
  if (code >= 128) return isPassed(code) ? undefined : 1;
  if (ASCII[code] === PASSED) return undefined;
  return code >= 65 && code <= 90 ? code + 32 : code;
}
