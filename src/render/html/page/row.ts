// One change: a line to read at a glance, and under it before and after, reasons, calls and what it waits for.
import { shownChange, shownValue } from '../../value.js';
import { aloud, type Child, h } from './dom.js';
import { labelOf, SIGNS, tieOf } from './labels.js';
import type { Row } from './rows.js';
import { fieldRow } from './values.js';

export interface RowWorld {
  readonly what: string;
  /** The calls that serve a change. */
  callsOf(row: Row): readonly Row['center']['calls'][number][];
  /** Shows the change with this key, wherever it is. */
  reveal(row: Row, key: string): void;
}

const SHORT = 90;

/** The line; its details are made when it is opened for the first time. */
export function rowElement(
  row: Row,
  position: number,
  of: number,
  world: RowWorld,
  isOpen: boolean,
): HTMLLIElement {
  const { change } = row;
  const more = h('div', { class: 'more', id: `more-${row.index}`, hidden: true });
  const open = (wanted: boolean): void => {
    if (wanted && more.childElementCount === 0) more.append(...details(row, world));
    more.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted));
  };
  const button = h(
    'button',
    {
      type: 'button',
      class: 'line',
      'aria-expanded': 'false',
      'aria-controls': `more-${row.index}`,
      click: () => open(more.hidden !== false),
    },
    h('span', { class: `sign ${change.action}`, 'aria-hidden': 'true' }, SIGNS[change.action]),
    aloud(`${labelOf(change.action)} `),
    h('span', { class: 'subject' }, ...subject(row)),
    h('span', { class: 'glance' }, glance(row, world.what)),
    h('span', { class: 'badges' }, ...badges(row)),
  );
  const item = h(
    'li',
    { class: 'row', 'aria-setsize': of, 'aria-posinset': position, 'data-key': change.key },
    button,
    more,
  );
  if (isOpen) open(true);
  return item;
}

function subject({ change }: Row): Child[] {
  if (change.ends) return [h('span', { class: 'name' }, tieOf(change.ends))];
  const id = change.address.slice(change.address.indexOf('/') + 1);
  const isNamed = change.label !== undefined && change.label !== '' && change.label !== id;
  return [h('code', {}, change.address), isNamed && h('span', { class: 'name' }, ` ${change.label}`)];
}

/** What came of it, what an update does, or why it is risky, as far as a line has room. */
function glance({ change }: Row, what: string): string {
  if (change.outcome && change.outcome.because !== null) return short(change.outcome.because);
  const [first, ...others] = change.fields;
  if (change.action !== 'update' || first === undefined) return short(change.riskReason ?? '');
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const values =
    what === 'drift'
      ? `${first.path}: live ${shownValue(first.before)}, files ${shownValue(first.after)}`
      : `${first.path} ${shownChange(first)}`;
  return `${short(values)}${more}`;
}

function short(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function badges({ change }: Row): Child[] {
  const { outcome, direction, risk, certainty } = change;
  return [
    outcome && h('span', { class: `badge ${outcome.status}` }, outcome.status),
    direction !== undefined && h('span', { class: `badge ${direction}` }, labelOf(direction)),
    risk !== 'low' && h('span', { class: `badge ${risk}` }, labelOf(risk)),
    certainty !== 'verified' && certainty !== direction && h('span', { class: 'badge unsure' }, certainty),
  ];
}

function details(row: Row, world: RowWorld): HTMLElement[] {
  const { change } = row;
  const facts: (readonly [string, Child[]])[] = [
    ['Result', outcomeText(row)],
    ['Risk', [labelOf(change.risk), change.riskReason !== undefined && `: ${change.riskReason}`]],
    ['Certainty', [change.certainty, change.certaintyReason !== undefined && `: ${change.certaintyReason}`]],
    ['Waits for', change.waitsFor.map((key) => jump(row, key, world))],
    [
      'Declared in',
      change.source ? [`${change.source.file}:${change.source.line}:${change.source.column}`] : [],
    ],
    ['Calls', world.callsOf(row).map(callElement)],
  ];
  return [
    ...fieldTable(row, world),
    h('dl', {}, ...facts.flatMap(([title, content]) => fact(title, content))),
  ];
}

function outcomeText({ change: { outcome } }: Row): Child[] {
  if (!outcome) return [];
  const parts = (outcome.details ?? []).map(({ id, message }) => h('div', {}, `${id}: ${message}`));
  return [outcome.status, outcome.because !== null && `: ${outcome.because}`, ...parts];
}

function fact(title: string, content: readonly Child[]): HTMLElement[] {
  const shown = content.filter((part) => part !== false && part !== undefined && part !== '');
  return shown.length === 0 ? [] : [h('dt', {}, title), h('dd', {}, ...shown)];
}

function fieldTable({ change }: Row, world: RowWorld): HTMLElement[] {
  if (change.fields.length === 0) return [];
  const [before, after] = world.what === 'drift' ? ['live', 'in the files'] : ['before', 'after'];
  const head = ['field', before, after].map((title) => h('th', { scope: 'col' }, title));
  const caption = h('caption', { class: 'aloud' }, `Fields of ${change.address}`);
  return [
    h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        { class: 'fields' },
        caption,
        h('thead', {}, h('tr', {}, ...head)),
        h('tbody', {}, ...change.fields.map(fieldRow)),
      ),
    ),
  ];
}

function jump(row: Row, key: string, world: RowWorld): HTMLElement {
  return h('button', { type: 'button', class: 'jump', click: () => world.reveal(row, key) }, key);
}

function callElement({
  id,
  method,
  path,
  body,
  conditional,
  wave,
}: Row['center']['calls'][number]): HTMLElement {
  return h(
    'div',
    { class: 'call' },
    h('code', {}, `${id}  ${method} ${path}`),
    h(
      'span',
      { class: 'note' },
      `  wave ${wave}${conditional === undefined ? '' : `, only if ${conditional}`}`,
    ),
    body !== undefined && h('pre', { tabindex: '0', 'aria-label': `Body of ${id}` }, ...lines(body)),
  );
}

function lines(body: unknown): Child[] {
  return (JSON.stringify(body, null, 2) ?? '').split('\n').flatMap((line) => [line, h('br')]);
}
