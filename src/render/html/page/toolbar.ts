// Search and filters. What they find is said aloud, and a wish is one value that the list is shown by.
import { aloud, h } from './dom.js';
import { figure, labelOf } from './labels.js';
import type { Facet, Wish } from './rows.js';

export interface Toolbar {
  readonly element: HTMLElement;
  wish(): Wish;
  /** Says how many of all are shown. */
  found(shown: number, all: number): void;
  /** Narrows to some rows, with a button that lifts it. */
  narrow(rows: ReadonlySet<number>, title: string): void;
  clear(): void;
  focus(): void;
}

export interface ToolbarActions {
  changed(): void;
  expandAll(isOpen: boolean): void;
  showAll(): void;
}

/** Values of one facet that are offered before the rest is folded. */
const OFFERED = 12;

export function createToolbar(facets: readonly Facet[], actions: ToolbarActions): Toolbar {
  const chosen = new Map<string, Set<string>>();
  let narrowed: ReadonlySet<number> | undefined;
  const status = h('p', { class: 'found', role: 'status' });
  const narrow = h('p', { class: 'narrow', hidden: true });
  const search = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Search names, addresses, values …  ( / )',
    autocomplete: 'off',
    spellcheck: 'false',
    input: actions.changed,
  });
  const lift = (): void => {
    narrowed = undefined;
    narrow.hidden = true;
  };
  const clear = (): void => {
    search.value = '';
    chosen.clear();
    lift();
    for (const box of element.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) box.checked = false;
    actions.changed();
  };
  const button = (text: string, click: () => void): HTMLElement =>
    h('button', { type: 'button', click }, text);
  const element = h(
    'form',
    { class: 'toolbar', role: 'search', 'aria-label': 'Changes', submit: (event) => event.preventDefault() },
    h('div', { class: 'search' }, h('label', { for: 'search' }, aloud('Search the changes')), search),
    h('div', { class: 'facets' }, ...facets.map((facet) => facetElement(facet, chosen, actions.changed))),
    h(
      'div',
      { class: 'actions' },
      button('Open all', () => actions.expandAll(true)),
      button('Close all', () => actions.expandAll(false)),
      button('Whole page', actions.showAll),
      button('Clear filters', clear),
    ),
    narrow,
    status,
  );
  return {
    element,
    clear,
    wish: () => ({ text: search.value, chosen, ...(narrowed === undefined ? {} : { rows: narrowed }) }),
    found(shown, all) {
      status.textContent =
        shown === all ? `All ${figure(all)} changes` : `${figure(shown)} of ${figure(all)} changes`;
    },
    narrow(rows, title) {
      narrowed = rows;
      narrow.hidden = false;
      narrow.replaceChildren(
        h('span', {}, `Only what this makes: ${title} `),
        button('Show all again', () => {
          lift();
          actions.changed();
        }),
      );
      actions.changed();
    },
    focus: () => search.focus(),
  };
}

function facetElement(facet: Facet, chosen: Map<string, Set<string>>, changed: () => void): HTMLElement {
  const boxes = facet.values.map(({ value, count }) => {
    const box = h('input', {
      type: 'checkbox',
      'data-facet': facet.id,
      value,
      change: () => {
        const wanted = chosen.get(facet.id) ?? new Set<string>();
        if (box.checked) wanted.add(value);
        else wanted.delete(value);
        chosen.set(facet.id, wanted);
        changed();
      },
    });
    return h(
      'label',
      { class: 'chip' },
      box,
      h('span', {}, facet.id === 'center' ? value : labelOf(value).replace(/ risk$/, '')),
      h('span', { class: 'note' }, ` ${figure(count)}`),
    );
  });
  const [offered, others] = [boxes.slice(0, OFFERED), boxes.slice(OFFERED)];
  const more =
    others.length === 0
      ? []
      : [h('details', {}, h('summary', {}, `${figure(others.length)} more`), ...others)];
  return h('fieldset', { class: 'facet' }, h('legend', {}, facet.title), ...offered, ...more);
}
