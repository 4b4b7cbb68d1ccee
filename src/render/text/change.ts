// One change as lines of text: its sign, its address and name, old and new values, its risk in words.
import type { Change } from '../../contract/index.js';
import { headline, reasonsOf, remark } from '../change.js';
import { plain } from '../sanitize.js';
import { shownChange, shownValue } from '../value.js';
import { columns, hanging, wrapped } from './columns.js';
import type { Theme } from './theme.js';

const INDENT = '    ';
const DEEPER = '        ';

/** `+ queue/9001 Support`, or `bind membership 9001 Support <- 10031 Li Wei`, and its fields below. */
export function changeLines(change: Change, theme: Theme, width: number, said: Said = NOTHING): string[] {
  const lines = headLines(change, theme, width, said);
  if (change.action === 'create') {
    const fields = change.fields.filter(
      (field) => field.after !== null && !(field.path === 'name' && field.after === change.label),
    );
    const parts = fields.map((field) => `${plain(field.path)} ${shownValue(field.after)}`);
    for (const line of wrapped(parts, DEEPER, width)) lines.push(theme.faint(line));
  } else if (change.action === 'update') {
    for (const field of change.fields) lines.push(`${DEEPER}${plain(field.path)} ${shownChange(field)}`);
  }
  return lines;
}

/** What it is about, and its remarks: beside it where they fit, below it where they do not. */
function headLines(change: Change, theme: Theme, width: number, said: Said): string[] {
  const colour = { create: theme.create, update: theme.update, delete: theme.remove }[change.action];
  const head = headline(change);
  const painted = `${INDENT}${colour(head)}`;
  const remarks = remarksOf(change, theme, said);
  if (remarks.length === 0) return [painted];
  const beside = [`${INDENT}${head}`, ...remarks.map((one) => one.text)].join('  ');
  return columns(beside) <= width
    ? [[painted, ...remarks.map((one) => one.paint(one.text))].join('  ')]
    : [painted, ...remarks.flatMap((one) => hanging(one.text, DEEPER, width).map(one.paint))];
}

/** Reasons that the heading of a group has given already, as `remark` writes them. */
export type Said = ReadonlySet<string>;
const NOTHING: Said = new Set();

interface Remark {
  readonly text: string;
  readonly paint: (text: string) => string;
}

function remarksOf(change: Change, theme: Theme, said: Said): Remark[] {
  return reasonsOf(change).map(([word, reason]) => {
    const whole = remark(word, reason);
    return {
      text: said.has(whole) ? `[${word}]` : `[${whole}]`,
      paint: word === 'high risk' ? theme.error : theme.warn,
    };
  });
}
