// Everything that a vendor or a file says is data: nothing in it may move a cursor, hide text or speak to a pipeline.

/**
 * Characters that a terminal acts on or that change how text reads: C0, DEL, C1, bidi marks and overrides,
 * line and paragraph separators, zero-width and interlinear characters, tags, and halves of surrogate pairs.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
const SUSPECT = /[^\u0020-\u007e]|::|##/;
const WORKFLOW_COMMAND = /:(?=:+(?:[a-z]|$))|##(?=\w*(?:\[|$))/gi;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return NAMED[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** One line of text that is safe to print: control characters become visible escapes. Idempotent. */
export function plain(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(UNSAFE, escaped).replace(WORKFLOW_COMMAND, (found) => `${found} `);
}

/** Several lines, each made safe; the line ends stay. For messages that we wrote and data that they quote. */
export function plainLines(text: string): string {
  return text
    .split('\n')
    .map((line) => plain(line))
    .join('\n');
}

/** JSON for people and programs: the same value, with every character that a terminal acts on written as an escape. */
export function safeJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu,
    (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
  );
}
