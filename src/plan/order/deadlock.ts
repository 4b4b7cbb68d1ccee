// When nothing can go on: the smallest set of changes that wait for one another, and why.

import { components } from '../graph.js';
import type { Board, State } from './board.js';
import type { RuleName } from './edges.js';

/** Why one change waits for another in a deadlock. */
export interface Wait {
  readonly waitsFor: number;
  readonly rule: RuleName | 'same-call';
  readonly pool?: string;
}

/** Changes that wait for each other, whatever is done first. */
export interface Deadlock {
  readonly changes: readonly number[];
  readonly waits: ReadonlyMap<number, readonly Wait[]>;
}

/** The smallest set of changes that wait for one another: a component with no way out. */
export function findDeadlock(board: Board, state: State): Deadlock {
  const left = [...new Set(board.items.filter((_, item) => !state.done[item]).map((item) => item.change))];
  left.sort((a, b) => a - b);
  const waits = new Map(left.map((change) => [change, waitsOf(board, state, change)]));
  const next = (change: number): number[] => (waits.get(change) ?? []).map((wait) => wait.waitsFor);
  const closed = components(left, next).filter((members) => {
    const inside = new Set(members);
    return members.every((member) => next(member).every((other) => inside.has(other)));
  });
  closed.sort((a, b) => a.length - b.length || (a[0] ?? 0) - (b[0] ?? 0));
  const changes = closed[0] ?? left;
  return { changes, waits };
}

function waitsOf(board: Board, state: State, change: number): Wait[] {
  const waits: Wait[] = [];
  const seen = new Set<number>([change]);
  const add = (wait: Wait): void => {
    if (seen.has(wait.waitsFor)) return;
    seen.add(wait.waitsFor);
    waits.push(wait);
  };
  const isOpen = (other: number): boolean =>
    (board.itemsOfChange[other] ?? []).some((item) => !state.done[item]);
  for (const item of board.itemsOfChange[change] ?? []) {
    if (state.done[item]) continue;
    for (const w of board.before[item] ?? []) {
      const other = board.items[w]?.change;
      if (other !== undefined && !state.done[w]) add({ waitsFor: other, rule: ruleOf(board, change, other) });
    }
    const group = board.items[item]?.group ?? -1;
    for (const mate of board.groups[group]?.whole ? (board.groups[group]?.changes ?? []) : []) {
      if (isOpen(mate)) add({ waitsFor: mate, rule: 'same-call' });
    }
  }
  for (const event of board.takesOf.get(change) ?? []) {
    const index = board.takes[event]?.pool ?? 0;
    const pool = board.pools[index];
    if (state.taken[event] || !pool || (state.tokens[index] ?? 0) > 0) continue;
    for (const giver of pool.gives.flat()) {
      if (isOpen(giver)) add({ waitsFor: giver, rule: pool.rule, pool: pool.name });
    }
  }
  return waits;
}

function ruleOf(board: Board, change: number, waitsFor: number): RuleName {
  return board.edges.find((edge) => edge.change === change && edge.waitsFor === waitsFor)?.rule ?? 'vendor';
}
