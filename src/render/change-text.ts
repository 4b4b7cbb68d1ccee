// One change as lines of text: its sign, its address and name, old and new values, its risk in words.
import type { Change } from '../contract/index.js';
import { wrapped } from './columns.js';
import { plain } from './sanitize.js';
import type { Theme } from './theme.js';
import { shownChange, shownValue } from './value.js';

const INDENT = '    ';
const DEEPER = '        ';

/** `+ queue/9001 Support`, or `bind membership 9001 Support <- 10031 Li Wei`, and its fields below. */
export function changeLines(change: Change, theme: Theme, width: number): string[] {
  const colour = { create: theme.create, update: theme.update, delete: theme.remove }[change.action];
  const lines = [`${INDENT}${colour(headline(change))}${remarks(change, theme)}`];
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

/** The sign and what it is about, without colour. */
export function headline(change: Change): string {
  if (change.ends) {
    const verb = { create: 'bind', update: '~', delete: 'unbind' }[change.action];
    const [pool, member] = change.ends;
    return `${verb} ${plain(change.kind)} ${named(pool.address, pool.label)} <- ${named(member.address, member.label)}`;
  }
  const sign = { create: '+', update: '~', delete: '-' }[change.action];
  return `${sign} ${addressed(change.address, change.label)}`;
}

/** `queue/9001 Support`; the name only if it says more than the address. */
export function addressed(address: string, label?: string): string {
  const id = address.slice(address.indexOf('/') + 1);
  return label === undefined || label === '' || label === id
    ? plain(address)
    : `${plain(address)} ${plain(label)}`;
}

/** `9001 Support`: an end of a binding, its kind being known. */
function named(address: string, label?: string): string {
  const id = address.slice(address.indexOf('/') + 1);
  return label === undefined || label === '' || label === id ? plain(id) : `${plain(id)} ${plain(label)}`;
}

function remarks(change: Change, theme: Theme): string {
  const said: string[] = [];
  if (change.risk !== 'low') {
    const paint = change.risk === 'high' ? theme.error : theme.warn;
    said.push(paint(`[${change.risk} risk${because(change.riskReason)}]`));
  }
  if (change.certainty !== 'verified') {
    said.push(theme.warn(`[${change.certainty}${because(change.certaintyReason)}]`));
  }
  return said.length === 0 ? '' : `  ${said.join(' ')}`;
}

function because(reason?: string): string {
  return reason === undefined || reason === '' ? '' : `: ${plain(reason)}`;
}
