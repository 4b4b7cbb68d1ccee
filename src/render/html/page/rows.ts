// The changes of all centers as one list of rows, and which of them a person wants to see. Pure.
import type { Value } from '../../../contract/index.js';
import { shownValue } from '../../value.js';
import type { PageCenter, PageChange, PageData } from '../data.js';

export interface Row {
  readonly index: number;
  readonly center: PageCenter;
  readonly change: PageChange;
}

export interface Facet {
  readonly id: string;
  readonly title: string;
  readonly of: (row: Row) => string;
  /** In the order in which they are offered. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

export interface Wish {
  readonly text: string;
  /** By facet: what is wanted; a facet without an entry wants everything. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
  /** Only these rows, if set: those of one call. */
  readonly rows?: ReadonlySet<number>;
}

export function rowsOf(data: PageData): Row[] {
  let index = 0;
  return data.centers.flatMap((center) =>
    center.changes.map((change): Row => ({ index: index++, center, change })),
  );
}

const ORDER: readonly string[] = [
  'create',
  'update',
  'delete',
  'high',
  'medium',
  'low',
  'verified',
  'assumed',
  'unknowable',
  'failed',
  'skipped',
  'done',
  'not tried',
  'ours-changed',
  'ours-gone',
  'foreign-new',
];

/** What can be filtered by; a facet with one value alone is left out. */
export function facetsOf(data: PageData, rows: readonly Row[]): Facet[] {
  const all: readonly Omit<Facet, 'values'>[] = [
    { id: 'center', title: 'Center', of: ({ center }) => center.center },
    { id: 'kind', title: 'Kind', of: ({ change }) => change.kind },
    {
      id: 'action',
      title: data.what === 'drift' ? 'To put it back' : 'Action',
      of: ({ change }) => change.action,
    },
    ...(data.what === 'drift'
      ? [{ id: 'direction', title: 'Direction', of: ({ change }: Row) => change.direction ?? 'unknowable' }]
      : []),
    ...(data.what === 'apply'
      ? [{ id: 'result', title: 'Result', of: ({ change }: Row) => change.outcome?.status ?? 'not tried' }]
      : []),
    { id: 'risk', title: 'Risk', of: ({ change }) => change.risk },
    { id: 'certainty', title: 'Certainty', of: ({ change }) => change.certainty },
  ];
  return all.flatMap((facet): Facet[] => {
    const count = new Map<string, number>();
    for (const row of rows) count.set(facet.of(row), (count.get(facet.of(row)) ?? 0) + 1);
    if (count.size < 2 && facet.id === 'center') return [];
    const values = [...count].map(([value, number]) => ({ value, count: number }));
    if (facet.id !== 'kind' && facet.id !== 'center') {
      values.sort((a, b) => ORDER.indexOf(a.value) - ORDER.indexOf(b.value));
    }
    return [{ ...facet, values }];
  });
}

/** Rows that fit every wish, in their order. */
export function matching(rows: readonly Row[], facets: readonly Facet[], wish: Wish): Row[] {
  const words = wish.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const active = facets.flatMap((facet) => {
    const chosen = wish.chosen.get(facet.id);
    return chosen === undefined || chosen.size === 0 ? [] : [{ of: facet.of, chosen }];
  });
  return rows.filter(
    (row) =>
      (wish.rows === undefined || wish.rows.has(row.index)) &&
      active.every(({ of, chosen }) => chosen.has(of(row))) &&
      (words.length === 0 || words.every((word) => searchText(row).includes(word))),
  );
}

const texts = new WeakMap<Row, string>();

/** All that can be searched for in a row, in lower case. */
function searchText(row: Row): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { change, center } = row;
  const text = [
    change.key,
    change.label,
    ...(change.ends ?? []).flatMap(({ address, label }) => [address, label]),
    ...change.fields.flatMap(({ path, before, after }) => [path, ...words(before), ...words(after)]),
    change.riskReason,
    change.certaintyReason,
    change.outcome?.because,
    change.direction,
    change.source?.file,
    center.center,
  ]
    .filter((part) => part !== undefined && part !== null)
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
}

function words(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [shownValue(value)];
  return Object.values(value).flatMap((part: Value) => words(part));
}
