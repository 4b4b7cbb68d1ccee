// The folded part of a comment: every change, center by center and kind by kind; what matters most when not all fit.
import { type Action, gather, type Risk } from '../../contract/index.js';
import { capitalised, count, kindTitle } from '../words.js';
import { clipped, sizeOf } from './budget.js';
import { fenced, html } from './escape.js';

export interface Item {
  readonly group: string;
  readonly risk: Risk;
  readonly action?: Action;
  /** Worked out only if there is room. */
  readonly lines: () => readonly string[];
}

export interface Folded {
  /** Raw text. */
  readonly title: string;
  readonly items: readonly Item[];
  /** Starts unfolded. */
  readonly open?: boolean;
}

export interface Details {
  readonly lines: readonly string[];
  readonly hidden: number;
}

/** What `<details>` and its code block take beside their content. */
const FRAME = 1_500;
const HEADING = 400;

/** Everything if it fits; else the riskiest first, then deletes, then the order of the plan. */
export function detailLines(parts: readonly Folded[], room: number): Details {
  const places = parts.flatMap((part, index) => part.items.map((item) => ({ part: index, item })));
  const ranked = [...places].sort((a, b) => rank(a.item) - rank(b.item));
  const chosen = new Map<Item, readonly string[]>();
  const seen = new Set<string>();
  let left = room;
  for (const { part, item } of ranked) {
    const lines = item.lines();
    const heading = seen.has(`${part} ${item.group}`) ? 0 : HEADING;
    const frame = seen.has(String(part)) ? 0 : FRAME;
    left -= sizeOf(lines) + heading + frame;
    if (left < 0) break;
    seen.add(`${part} ${item.group}`).add(String(part));
    chosen.set(item, lines);
  }
  return {
    lines: parts.flatMap((part) => block(part, chosen)),
    hidden: places.length - chosen.size,
  };
}

const RISKS: Readonly<Record<Risk, number>> = { high: 0, medium: 2, low: 4 };

function rank({ risk, action }: Item): number {
  return RISKS[risk] + (action === 'delete' ? 0 : 1);
}

function block(part: Folded, chosen: ReadonlyMap<Item, readonly string[]>): string[] {
  const shown = part.items.filter((item) => chosen.has(item));
  if (shown.length === 0) return [];
  const groupOf = ({ group }: Item): string => group;
  const total = gather(part.items, groupOf);
  const body = [...gather(shown, groupOf)].flatMap(([group, items], index) => {
    const all = total.get(group)?.length ?? 0;
    const some = items.length < all ? `${items.length} of ${all} shown` : String(all);
    return [
      ...(index > 0 ? [''] : []),
      `# ${capitalised(kindTitle(clipped(group, 60)))} (${some})`,
      ...items.flatMap((item) => chosen.get(item) ?? []),
    ];
  });
  const left = part.items.length - shown.length;
  const note = left > 0 ? `, ${left} of them not shown here` : '';
  return [
    `<details${part.open ? ' open' : ''}><summary>${html(clipped(part.title, 100))}: ${count(part.items.length, 'change')}${note}</summary>`,
    '',
    ...fenced(body, 'diff'),
    '',
    '</details>',
    '',
  ];
}
