// The picture of the waves: which call waits for which. Choosing one lights up what it needs and what needs it, and
// says the same in words below.
import { plain } from '../../sanitize.js';
import { count } from '../../words.js';
import type { PageCenter } from '../data.js';
import { append, h, s } from './dom.js';
import { figure } from './labels.js';
import { reach, type WaveNode, type Waves, wavesOf } from './waves.js';

const BOX = { width: 248, height: 40, gapX: 64, gapY: 12, top: 30, left: 8 };
const PADDING = 10;
/** Of the bold line and of the one below: what a box holds of Latin letters. */
const LETTERS = 29;
const LETTERS_BELOW = 40;
/** Calls and neighbours that are told in words. */
const TOLD = 12;

export interface PictureWorld {
  /** The line of a change for people. */
  titleOf(key: string): string;
  /** How it went, of an applied run. */
  statusOf(keys: readonly string[]): string | undefined;
  /** Shows only these changes in the list. */
  narrow(keys: readonly string[], title: string): void;
}

export function picture(center: PageCenter, world: PictureWorld): HTMLElement {
  const waves = wavesOf(center.calls);
  const nodes = new Map(waves.nodes.map((node) => [node.id, node]));
  const words = h('div', { class: 'words', 'aria-live': 'polite' });
  const boxes = new Map<string, SVGGElement>();
  const lines: { readonly from: string; readonly to: string; readonly line: SVGPathElement }[] = [];
  let chosen: string | undefined;

  const choose = (node: WaveNode | undefined): void => {
    chosen = node?.id;
    const needs = node ? reach(nodes, node.id, 'after') : new Set<string>();
    const needed = node ? reach(nodes, node.id, 'before') : new Set<string>();
    const lit = (name: string): boolean => !node || needs.has(name) || needed.has(name);
    for (const [name, box] of boxes) {
      box.classList.toggle('dim', !lit(name));
      box.setAttribute('aria-pressed', String(name === chosen));
    }
    for (const { from, to, line } of lines) {
      const isOn = (needs.has(from) && needs.has(to)) || (needed.has(from) && needed.has(to));
      line.classList.toggle('dim', node !== undefined && !isOn);
      line.classList.toggle('lit', node !== undefined && isOn);
    }
    words.replaceChildren(...(node ? inWords(node, nodes, world) : []));
  };

  const step = (node: WaveNode, way: number): void => {
    const next = waves.nodes[waves.nodes.indexOf(node) + way];
    if (!next) return;
    boxes.get(node.id)?.setAttribute('tabindex', '-1');
    boxes.get(next.id)?.setAttribute('tabindex', '0');
    boxes.get(next.id)?.focus();
  };

  const svg = frame(center.center, waves);
  for (const node of waves.nodes) {
    for (const from of node.after) {
      const other = nodes.get(from);
      if (!other) continue;
      const line = s('path', { class: 'edge', d: curve(other, node) });
      lines.push({ from, to: node.id, line });
      append(svg, line);
    }
  }
  for (const [index, node] of waves.nodes.entries()) {
    const box = boxElement(node, world, index === 0);
    box.addEventListener('click', () => choose(chosen === node.id ? undefined : node));
    box.addEventListener('keydown', (event) => {
      const way = STEPS[event.key];
      if (way !== undefined) step(node, way);
      else if (event.key === 'Enter' || event.key === ' ') choose(chosen === node.id ? undefined : node);
      else if (event.key === 'Escape') choose(undefined);
      else return;
      event.preventDefault();
    });
    boxes.set(node.id, box);
    append(svg, box);
  }
  return h(
    'div',
    {},
    h(
      'p',
      { class: 'note' },
      `${waves.isGrouped ? HINT.grouped : HINT.single} Choose a box to see what it needs and what needs it.`,
    ),
    h(
      'div',
      { class: 'scroll canvas', tabindex: '0', role: 'region', 'aria-label': 'Picture of the calls' },
      svg,
    ),
    words,
  );
}

const HINT = {
  grouped: 'A box is all calls of one sort in one wave; a line: some of them wait for some of those.',
  single:
    'A box is a call; a line: the right one waits for the left one. Calls of one wave wait for none of each other.',
};

/** The empty picture, as large as it will be, with the names of the waves. */
function frame(name: string, waves: Waves): SVGSVGElement {
  const width = BOX.left * 2 + waves.waves * (BOX.width + BOX.gapX) - BOX.gapX;
  const height = BOX.top + waves.height * (BOX.height + BOX.gapY);
  const svg = s('svg', {
    class: 'waves',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'group',
    'aria-label': `The calls of ${name} in ${count(waves.waves, 'wave')}. Arrow keys move from one to the next.`,
  });
  for (let wave = 1; wave <= waves.waves; wave += 1) {
    append(
      svg,
      s('text', { class: 'wave', x: BOX.left + (wave - 1) * (BOX.width + BOX.gapX), y: 16 }, `Wave ${wave}`),
    );
  }
  return svg;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function at(node: WaveNode): { readonly x: number; readonly y: number } {
  return {
    x: BOX.left + (node.wave - 1) * (BOX.width + BOX.gapX),
    y: BOX.top + node.place * (BOX.height + BOX.gapY),
  };
}

function curve(from: WaveNode, to: WaveNode): string {
  const [start, end] = [at(from), at(to)];
  const [x1, y1] = [start.x + BOX.width, start.y + BOX.height / 2];
  const [x2, y2] = [end.x, end.y + BOX.height / 2];
  const bend = Math.max(24, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

const MARKS: Readonly<Record<string, string>> = { done: '✓ ', failed: '✗ ', skipped: '○ ' };

function boxElement(node: WaveNode, world: PictureWorld, isFirst: boolean): SVGGElement {
  const { x, y } = at(node);
  const status = world.statusOf(node.calls.flatMap(({ changes }) => changes));
  const [title, below] = captions(node, world);
  const waits =
    node.after.length === 0 ? 'waits for nothing' : `waits for ${count(node.after.length, 'box', 'boxes')}`;
  return s(
    'g',
    {
      class: `box ${status ?? ''}`,
      role: 'button',
      tabindex: isFirst ? '0' : '-1',
      'aria-pressed': 'false',
      transform: `translate(${x} ${y})`,
    },
    // Its name for screen readers, and what a pointer shows.
    s(
      'title',
      {},
      `${title}, ${below}, wave ${node.wave}, ${waits}${status === undefined ? '' : `, ${status}`}`,
    ),
    s('rect', { width: BOX.width, height: BOX.height, rx: 6 }),
    // A picture of its own cuts off what is too long, whatever the letters' width.
    s(
      'svg',
      { x: PADDING, y: 0, width: BOX.width - 2 * PADDING, height: BOX.height },
      s('text', { x: 0, y: 17 }, `${MARKS[status ?? ''] ?? ''}${short(title)}`),
      s('text', { x: 0, y: 32, class: 'below' }, short(below, LETTERS_BELOW)),
    ),
  );
}

function captions({ calls }: WaveNode, world: PictureWorld): [string, string] {
  const [first] = calls;
  if (!first) return ['', ''];
  const changes = calls.reduce((sum, call) => sum + call.changes.length, 0);
  if (calls.length > 1) {
    const [key = ''] = first.changes;
    const path = first.path.replace(/\{.*\}|\d+/g, '…');
    return [
      `${figure(calls.length)} × ${key.slice(0, Math.max(0, key.indexOf('/'))).replace('update ', 'change ')}`,
      `${first.method} ${path} · ${figure(changes)} ${changes === 1 ? 'change' : 'changes'}`,
    ];
  }
  const more = changes > 1 ? ` and ${figure(changes - 1)} more` : '';
  return [`${world.titleOf(first.changes[0] ?? '')}${more}`, `${first.id} · ${first.method} ${first.path}`];
}

function short(text: string, letters = LETTERS): string {
  const safe = [...plain(text)];
  return safe.length > letters ? `${safe.slice(0, letters - 1).join('')}…` : safe.join('');
}

/** The same for people who cannot see the picture, or want to copy it. */
function inWords(node: WaveNode, nodes: ReadonlyMap<string, WaveNode>, world: PictureWorld): HTMLElement[] {
  const keys = node.calls.flatMap(({ changes }) => changes);
  const [title, below] = captions(node, world);
  const named = (names: readonly string[]): string => {
    const all = names.flatMap((name) => nodes.get(name) ?? []).map((one) => captions(one, world).join(' – '));
    return listed(all);
  };
  return [
    h('h4', {}, title, h('span', { class: 'note' }, ` ${below}, wave ${node.wave}`)),
    h(
      'dl',
      {},
      h('dt', {}, 'Waits for'),
      h('dd', {}, node.after.length === 0 ? 'nothing' : named(node.after)),
      h('dt', {}, 'Then can start'),
      h('dd', {}, node.before.length === 0 ? 'nothing more' : named(node.before)),
      h('dt', {}, 'Makes'),
      h('dd', {}, listed(keys.slice(0, TOLD + 1).map(world.titleOf), keys.length)),
    ),
    h(
      'button',
      { type: 'button', click: () => world.narrow(keys, title) },
      `Show ${keys.length === 1 ? 'this change' : `these ${figure(keys.length)} changes`} alone`,
    ),
  ];
}

function listed(all: readonly string[], total = all.length): string {
  const shown = all.slice(0, TOLD).join('; ');
  return total > TOLD ? `${shown} and ${figure(total - TOLD)} more` : shown;
}
