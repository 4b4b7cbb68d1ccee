// Lists: top, skip, filter, search, orderby, and the envelope of count and items (portsip.md 1.1).

import type { ModelAnswer, Value } from '../../../contract/index.js';
import { invalidField, success } from './envelope.js';
import { type Fields, type Item, view } from './fields.js';
import { compareValues, readFilter } from './filter.js';
import type { PortsipState } from './state.js';

const PARAMETERS = ['top', 'skip', 'filter', 'search', 'orderby', 'count'];

type Query = Readonly<Record<string, string>>;

/** `row` turns a stored item into what its list row shows beyond its own fields. */
export function listItems(
  state: PortsipState,
  name: string,
  items: ReadonlyMap<string, Item>,
  fields: Fields,
  query: Query,
  row: (item: Item) => Item = (item) => item,
): ModelAnswer {
  const stray = Object.keys(query).find((key) => !PARAMETERS.includes(key));
  if (stray !== undefined) return invalidField(stray, 'is not a query parameter');
  const top = wholeWithin(query.top, 100, 1, 100);
  if (top === undefined) return invalidField('top', 'must be from 1 to 100');
  const skip = wholeWithin(query.skip, 0, 0, Number.MAX_SAFE_INTEGER);
  if (skip === undefined) return invalidField('skip', 'must be 0 or more');
  const chosen = select(state, name, items, fields, query);
  if (!Array.isArray(chosen)) return chosen as ModelAnswer;
  const page = (chosen as readonly Item[]).slice(skip, skip + top);
  return success(200, { count: chosen.length, items: page.map((item) => view(fields, row(item), 'L')) });
}

function wholeWithin(text: string | undefined, absent: number, min: number, max: number): number | undefined {
  if (text === undefined) return absent;
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

/** Filtered and sorted; kept until something is written, so that page after page costs nothing. */
function select(
  state: PortsipState,
  name: string,
  items: ReadonlyMap<string, Item>,
  fields: Fields,
  query: Query,
): readonly Item[] | ModelAnswer {
  const key = JSON.stringify([name, query.filter, query.search, query.orderby]);
  const kept = state.lists.get(key);
  if (kept) return kept;
  let rows = [...items.values()];
  if (query.filter !== undefined && query.filter !== '') {
    const test = readFilter(query.filter, fields);
    if (typeof test === 'string') return invalidField('filter', test);
    rows = rows.filter(test);
  }
  if (query.search) rows = rows.filter((item) => mentions(item, fields, query.search ?? ''));
  const order = readOrder(query.orderby ?? '', fields);
  if (typeof order === 'string') return invalidField('orderby', order);
  rows.sort(order);
  state.lists.set(key, rows);
  return rows;
}

/** Free text: "up to the server"; here any text of the row, in any case. */
function mentions(item: Item, fields: Fields, words: string): boolean {
  const wanted = words.toLowerCase();
  return Object.entries(fields).some(([name, field]) => {
    const value = item[name];
    return (
      name !== 'id' &&
      field.on.includes('L') &&
      typeof value === 'string' &&
      value.toLowerCase().includes(wanted)
    );
  });
}

/** The default key is not documented: ids, whose order tells nobody anything. */
function readOrder(source: string, fields: Fields): ((left: Item, right: Item) => number) | string {
  const keys: { readonly field: string; readonly sign: number }[] = [];
  for (const part of source.split(',').filter((text) => text.trim() !== '')) {
    const match = /^\s*([A-Za-z_]\w*)(?:\s+(asc|desc))?\s*$/.exec(part);
    const field = match?.[1] ?? '';
    if (!Object.hasOwn(fields, field) || !fields[field]?.on.includes('L'))
      return `${part.trim()} is not understood`;
    keys.push({ field, sign: match?.[2] === 'desc' ? -1 : 1 });
  }
  return (left, right) => {
    for (const { field, sign } of keys) {
      const order = ranked(left[field] ?? null, right[field] ?? null);
      if (order !== 0) return sign * order;
    }
    return ranked(left.id ?? null, right.id ?? null);
  };
}

function ranked(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return compareValues(left, right) ?? 0;
}
