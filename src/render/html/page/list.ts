// The list of changes: groups that fold, and rows that are made only when they come near the window. Ten thousand rows
// cost what a hundred do; the scroll bar is right all the same.
import { gather } from '../../../contract/index.js';
import { capitalised, kindTitle } from '../../words.js';
import { type Child, h } from './dom.js';
import { figure } from './labels.js';
import { type RowWorld, rowElement } from './row.js';
import type { Row } from './rows.js';

const BLOCK = 50;
/** Rows that are made without waiting for anybody to look. */
const AT_ONCE = 100;
/** Height of a closed row in CSS pixels, for rows that are not there yet. */
const ROW_HEIGHT = 37;

export interface List {
  readonly element: HTMLElement;
  show(rows: readonly Row[]): void;
  /** Brings one row to the window and opens it; false if it is filtered out. */
  reveal(row: Row): boolean;
  /** Makes every row, for paper and for who wants the whole page. */
  fillAll(): void;
  /** Opens or closes every row, those to come included. */
  expandAll(isOpen: boolean): void;
}

interface Block {
  readonly element: HTMLElement;
  readonly rows: readonly Row[];
  fill(): void;
}

export function createList(world: RowWorld, isOneCenter: boolean): List {
  const element = h('div', { class: 'list' });
  const folded = new Set<string>();
  let blocks: Block[] = [];
  let allOpen = false;
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) blocks.find((block) => block.element === target)?.fill();
      }
    },
    { rootMargin: '1200px 0px' },
  );

  const blockOf = (rows: readonly Row[], from: number, of: number): Block =>
    createBlock(rows, watcher, (row, index) => rowElement(row, from + index + 1, of, world, allOpen));

  const groupOf = (name: string, title: string, rows: readonly Row[]): HTMLElement => {
    const body = h('div', { class: 'group-body', hidden: folded.has(name) });
    for (let from = 0; from < rows.length; from += BLOCK) {
      const block = blockOf(rows.slice(from, from + BLOCK), from, rows.length);
      blocks.push(block);
      body.append(block.element);
    }
    const button = foldButton(
      body,
      name,
      folded,
      title,
      h('span', { class: 'note' }, ` ${figure(rows.length)}`),
    );
    return h('section', { class: 'group' }, h('h3', {}, button), body);
  };

  return {
    element,
    show(rows) {
      watcher.disconnect();
      element.classList.remove('whole');
      blocks = [];
      const groups = gather(rows, ({ center, change }) => JSON.stringify([center.center, change.kind]));
      const sections = [...groups].map(([name, group]) => groupOf(name, titleOf(group, isOneCenter), group));
      element.replaceChildren(...sections);
      // The first rows without waiting for the watcher, so that they are there with the first frame.
      let made = 0;
      for (const block of blocks) {
        if (made < AT_ONCE) block.fill();
        else watcher.observe(block.element);
        made += block.rows.length;
      }
    },
    reveal(row) {
      const block = blocks.find(({ rows }) => rows.includes(row));
      if (!block) return false;
      const fold = block.element.closest('.group')?.querySelector('.fold');
      if (fold instanceof HTMLElement && fold.getAttribute('aria-expanded') === 'false') fold.click();
      block.fill();
      const line = block.element.children[block.rows.indexOf(row)]?.querySelector('.line');
      if (!(line instanceof HTMLElement)) return false;
      if (line.getAttribute('aria-expanded') === 'false') line.click();
      line.scrollIntoView({ block: 'center' });
      line.focus({ preventScroll: true });
      return true;
    },
    fillAll() {
      element.classList.add('whole');
      for (const block of blocks) block.fill();
    },
    expandAll(isOpen) {
      allOpen = isOpen;
      for (const line of element.querySelectorAll<HTMLElement>(`.line[aria-expanded="${String(!isOpen)}"]`))
        line.click();
    },
  };
}

/** As high as its rows will be, which come when they are asked for. */
function createBlock(
  rows: readonly Row[],
  watcher: IntersectionObserver,
  element: (row: Row, index: number) => HTMLElement,
): Block {
  const list = h('ul', { class: 'rows', role: 'list' });
  list.style.height = `${rows.length * ROW_HEIGHT}px`;
  let isFilled = false;
  return {
    element: list,
    rows,
    fill() {
      if (isFilled) return;
      isFilled = true;
      watcher.unobserve(list);
      list.style.height = '';
      list.append(...rows.map(element));
    },
  };
}

/** Shows and hides the body of a group; `folded` remembers which are hidden, by name. */
function foldButton(
  body: HTMLElement,
  name: string,
  folded: Set<string>,
  ...content: readonly Child[]
): HTMLElement {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'fold',
      'aria-expanded': String(!folded.has(name)),
      click: () => {
        if (folded.has(name)) folded.delete(name);
        else folded.add(name);
        body.hidden = folded.has(name);
        button.setAttribute('aria-expanded', String(!body.hidden));
      },
    },
    ...content,
  );
  return button;
}

function titleOf([first]: readonly Row[], isOneCenter: boolean): string {
  if (!first) return '';
  const kind = capitalised(kindTitle(first.change.kind));
  return isOneCenter ? kind : `${first.center.center} · ${kind}`;
}
