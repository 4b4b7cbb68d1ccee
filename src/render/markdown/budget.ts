// A comment has a largest size: lists are written as far as there is room, and say how much they leave out.

/** Longer texts of others are cut: one name must not fill a comment. */
const MOST_OF_ONE_TEXT = 300;

/** The text, or its beginning and how much is missing. */
export function clipped(text: string, most = MOST_OF_ONE_TEXT): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${text.length - kept.length} characters more)`;
}

/** Length of lines with their line ends. */
export function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** Lines as far as `room` characters reach, then `more` about the rest. */
export function within(lines: readonly string[], room: number, more: (hidden: number) => string): string[] {
  let left = room;
  const kept: string[] = [];
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return kept.length === lines.length ? kept : [...kept, more(lines.length - kept.length)];
}
