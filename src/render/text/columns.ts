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

/**
 * Rows as left-aligned columns, two spaces apart, below a head that keeps its line. Where all of it is wider than
 * `width`, the widest columns get narrower and their cells take several lines.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): [head: string, ...rows: string[]] {
  const widths = fitting(head, rows, width);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => padded(cell, widths[index] ?? 0))
      .join(GAP)
      .trimEnd();
  const lines = (row: readonly string[]): string[] => {
    const cells = row.map((cell, index) => filled(cell.split(' '), '', widths[index] ?? 0));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, at) => line(cells.map((parts) => parts[at] ?? '')));
  };
  return [line(head), ...rows.flatMap(lines)];
}
const GAP = '  ';

/** How wide each column is: as its widest cell or, one step after the other, less, down to its longest word. */
function fitting(head: readonly string[], rows: readonly (readonly string[])[], width: number): number[] {
  const widest = (texts: readonly string[]): number => Math.max(...texts.map(columns));
  const cells = head.map((title, index) => [title, ...rows.map((row) => row[index] ?? '')]);
  const widths = cells.map(widest);
  const least = cells.map(([title = '', ...texts]) =>
    widest([title, ...texts.flatMap((text) => text.split(' '))]),
  );
  let over = widths.reduce((sum, one) => sum + one, GAP.length * (head.length - 1)) - width;
  for (; over > 0; over -= 1) {
    const room = widths.map((one, index) => (one > (least[index] ?? 0) ? one : 0));
    const at = room.indexOf(Math.max(...room));
    if ((room[at] ?? 0) === 0) break;
    widths[at] = (widths[at] ?? 0) - 1;
  }
  return widths;
}
