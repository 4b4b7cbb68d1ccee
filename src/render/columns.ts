// Widths as a terminal sees them: a Chinese character takes two columns, a combining mark none.
import stringWidth from 'string-width';

const ASCII = /^[\u0020-\u007e]*$/;

/** Columns that `text` takes, colour codes not counted. */
export function columns(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Joins parts with `, ` into lines of at most `width` columns, each behind `indent`. A long part keeps its line. */
export function wrapped(parts: readonly string[], indent: string, width: number): string[] {
  return filled(
    parts.map((part, index) => (index < parts.length - 1 ? `${part},` : part)),
    indent,
    width,
  );
}

/** Words as lines of at most `width` columns, each behind `indent`. */
export function filled(pieces: readonly string[], indent: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const longer = line === '' ? piece : `${line} ${piece}`;
    if (line !== '' && indent.length + columns(longer) > width) {
      lines.push(indent + line);
      line = piece;
    } else {
      line = longer;
    }
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}

/** A sentence behind `indent` (its own leading blanks kept), what does not fit on lines of its own, further in. */
export function hanging(text: string, indent: string, width: number): string[] {
  const own = text.length - text.trimStart().length;
  const inner = indent + ' '.repeat(own);
  const [first, ...rest] = filled(text.trimStart().split(' '), inner, width - DEEPER.length);
  return first === undefined ? [] : [first, ...rest.map((line) => DEEPER + line)];
}
const DEEPER = '    ';

/** Rows as left-aligned columns, two spaces apart; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columns(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : padded(cell, widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
