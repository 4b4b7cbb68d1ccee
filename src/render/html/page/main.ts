// The page's program: reads the data that stands in the page and shows it. It loads nothing and sends nothing.
import { collect } from '../../../contract/index.js';
import { count } from '../../words.js';
import type { PageCenter, PageData } from '../data.js';
import { h } from './dom.js';
import { headElements, headlineOf } from './head.js';
import { titleOf } from './labels.js';
import { createList, type List } from './list.js';
import { picture } from './picture.js';
import type { RowWorld } from './row.js';
import { facetsOf, matching, type Row, rowsOf } from './rows.js';
import { runLine } from './run-line.js';
import { createToolbar } from './toolbar.js';

const NOUNS = { plan: 'Plan', drift: 'Drift', apply: 'Applied', validate: 'Files' } as const;

function start(): void {
  const data: PageData = JSON.parse(document.getElementById('data')?.textContent ?? '{}');
  const rows = rowsOf(data);
  const list = changeList(data, rows);
  const main = h(
    'main',
    { id: 'main' },
    h('h1', {}, h('span', { class: 'eyebrow' }, eyebrow(data)), headlineOf(data)),
    ...headElements(data),
    ...(list ? [pictures(data, rows, list.narrow), ...timelines(data), list.element] : []),
  );
  document.body.append(
    h(
      'header',
      { class: 'top' },
      h('span', { class: 'brand' }, data.tool),
      navigation(list !== undefined),
      themeButton(),
    ),
    main,
  );
}

/** Ways past a long beginning. */
function navigation(hasChanges: boolean): HTMLElement {
  const links = hasChanges
    ? [h('a', { href: '#waves' }, 'Calls'), h('a', { href: '#changes' }, 'Changes')]
    : [];
  return h('nav', { 'aria-label': 'On this page' }, ...links);
}

function eyebrow({ what, centers }: PageData): string {
  const [only] = centers;
  if (!only) return NOUNS[what];
  return `${NOUNS[what]} · ${centers.length === 1 ? only.center : count(centers.length, 'center')}`;
}

interface ChangeList {
  readonly element: HTMLElement;
  narrow(center: PageCenter, keys: readonly string[], title: string): void;
}

function changeList(data: PageData, rows: readonly Row[]): ChangeList | undefined {
  if (rows.length === 0) return undefined;
  const facets = facetsOf(data, rows);
  const find = (center: PageCenter): ReadonlyMap<string, Row> => {
    const known =
      byKey.get(center) ??
      new Map(rows.filter((row) => row.center === center).map((row) => [row.change.key, row]));
    byKey.set(center, known);
    return known;
  };
  const byKey = new Map<PageCenter, ReadonlyMap<string, Row>>();
  const calls = new Map<PageCenter, ReadonlyMap<string, PageCenter['calls'][number][]>>();
  const world: RowWorld = {
    what: data.what,
    callsOf({ center, change }) {
      const known = calls.get(center) ?? callsByChange(center);
      calls.set(center, known);
      return known.get(change.key) ?? [];
    },
    reveal(from, key) {
      const row = find(from.center).get(key);
      if (!row || list.reveal(row)) return;
      toolbar.clear();
      list.reveal(row);
    },
  };
  const list: List = createList(world, data.centers.length === 1);
  const refresh = (): void => {
    const shown = matching(rows, facets, toolbar.wish());
    list.show(shown);
    toolbar.found(shown.length, rows.length);
  };
  const toolbar = createToolbar(facets, {
    changed: refresh,
    expandAll: list.expandAll,
    showAll: list.fillAll,
  });
  refresh();
  const element = h(
    'section',
    { class: 'changes', 'aria-labelledby': 'changes' },
    h('h2', { id: 'changes' }, 'Changes'),
    toolbar.element,
    list.element,
  );
  element.addEventListener('keydown', walk);
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      toolbar.focus();
    }
  });
  // Paper shows every row, whatever was made so far.
  window.addEventListener('beforeprint', list.fillAll);
  return {
    element,
    narrow(center, keys, title) {
      const known = find(center);
      toolbar.narrow(new Set(keys.flatMap((key) => known.get(key)?.index ?? [])), title);
      element.scrollIntoView();
    },
  };
}

/** Arrow keys go from row to row. */
function walk(event: KeyboardEvent): void {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { target } = event;
  if (way === undefined || !(target instanceof HTMLElement) || !target.classList.contains('line')) return;
  const lines = [...(target.closest('.list')?.querySelectorAll<HTMLElement>('.line') ?? [])];
  lines[lines.indexOf(target) + way]?.focus();
  event.preventDefault();
}

function callsByChange({ calls }: PageCenter): Map<string, PageCenter['calls'][number][]> {
  const found = new Map<string, PageCenter['calls'][number][]>();
  for (const call of calls) {
    for (const key of call.changes) collect(found, key, call);
  }
  return found;
}

function pictures(data: PageData, rows: readonly Row[], narrow: ChangeList['narrow']): HTMLElement {
  const stirring = data.centers.filter(({ calls }) => calls.length > 0);
  const place = h('div', {});
  const show = (center: PageCenter | undefined): void => {
    if (!center) return;
    const own = new Map(
      rows.filter((row) => row.center === center).map((row) => [row.change.key, row.change]),
    );
    const drawn = picture(center, {
      titleOf(key) {
        const change = own.get(key);
        return change ? titleOf(change) : key;
      },
      statusOf(keys) {
        const statuses = new Set(keys.map((key) => own.get(key)?.outcome?.status));
        return ['failed', 'skipped', 'done'].find((status) => [...statuses].includes(status as 'done'));
      },
      narrow: (keys, title) => narrow(center, keys, title),
    });
    place.replaceChildren(drawn);
  };
  show(stirring[0]);
  const pick = h(
    'select',
    { id: 'picture-of', change: () => show(stirring[pick.selectedIndex]) },
    ...stirring.map(({ center }) => h('option', {}, center)),
  );
  return h(
    'section',
    { class: 'picture', 'aria-labelledby': 'waves', hidden: stirring.length === 0 },
    h('h2', { id: 'waves' }, data.what === 'drift' ? 'Calls that would put it back' : 'Waves of calls'),
    stirring.length > 1 && h('p', {}, h('label', { for: 'picture-of' }, 'Center '), pick),
    place,
  );
}

function timelines({ centers }: PageData): HTMLElement[] {
  const runs = centers.flatMap(({ center, run }) =>
    run && run.timeline.length > 0 ? [{ center, run }] : [],
  );
  if (runs.length === 0) return [];
  const parts = runs.flatMap(({ center, run }) => [
    ...(centers.length > 1 ? [h('h3', {}, center)] : []),
    runLine(run.timeline, run.durationMs),
  ]);
  return [h('section', { 'aria-labelledby': 'time' }, h('h2', { id: 'time' }, 'Time line'), ...parts)];
}

function themeButton(): HTMLElement {
  const isDark = (): boolean =>
    (document.documentElement.dataset.theme ??
      (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const button = h(
    'button',
    {
      type: 'button',
      class: 'theme',
      click: () => {
        document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
      },
    },
    'Light or dark',
  );
  return button;
}

start();
