// Lines of a text by their offsets: where they begin and end, which are blank or comments.

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the line end of the line of `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

export function lineAt(text: string, start: number): string {
  return text.slice(start, lineEnd(text, start));
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

export function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Where the block of comment lines directly above the line at `start` begins; `start` if there is none. */
export function commentsAbove(text: string, start: number, floor: number): number {
  let at = start;
  while (at > floor) {
    const before = lineStart(text, at - 1);
    if (before < floor || !isComment(lineAt(text, before))) break;
    at = before;
  }
  return at;
}

/** The line end that the file uses. */
export function newlineOf(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}
