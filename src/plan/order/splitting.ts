// How a call can be split when no whole call can go on.

import { type Board, changeOf } from './board.js';
import { type State, shortPool, undoneOf } from './state.js';

export interface Split {
  readonly group: number;
  readonly items: readonly number[];
}

/** The largest part of each call that could run now; those that take nothing first, then one for each thing to prefer. */
export function possibleSplits(board: Board, state: State): Split[] {
  const calm: Split[] = [];
  const hungry: Split[] = [];
  const others: Split[] = [];
  board.groups.forEach((group, index) => {
    if (group.whole || (state.left[index] ?? 0) < 2) return;
    const open = readyItems(board, state, index);
    const items = largestPart(board, state, open);
    if (items.length === 0) return;
    const takes = items.some((item) => board.takesOf.has(changeOf(board, item)));
    (takes ? hungry : calm).push({ group: index, items });
    if (!takes || items.length === open.length) return;
    const left = open.filter((item) => !items.includes(item)).slice(0, 4);
    for (const item of left) {
      const other = largestPart(board, state, [item, ...open.filter((one) => one !== item)]);
      if (other.length > 0) others.push({ group: index, items: other });
    }
  });
  return [...calm, ...hungry, ...others];
}

/** Items of a call that wait for nothing outside of it; those that give what others lack come first. */
function readyItems(board: Board, state: State, group: number): number[] {
  const open = undoneOf(board, state, group);
  const inside = new Set(open);
  // Drop what waits for anything outside, then what waits for the dropped, until nothing more falls.
  const dropped = open.filter((item) =>
    (board.before[item] ?? []).some((w) => !state.done[w] && !inside.has(w)),
  );
  for (let next = 0; next < dropped.length; next += 1) {
    const item = dropped[next] ?? -1;
    if (!inside.delete(item)) continue;
    for (const other of board.after[item] ?? []) if (inside.has(other)) dropped.push(other);
  }
  const helps = (item: number): boolean => {
    const gives = board.givesOf.get(changeOf(board, item)) ?? [];
    return gives.some((event) => (state.tokens[board.gives[event]?.pool ?? -1] ?? 0) <= 0);
  };
  const ready = open.filter((item) => inside.has(item));
  return [...ready.filter(helps), ...ready.filter((item) => !helps(item))];
}

/** As many of the items as may be done at once, the first ones preferred. */
function largestPart(board: Board, state: State, items: readonly number[]): number[] {
  const part: number[] = [];
  const chosen = new Set<number>();
  const fits = (item: number): boolean => {
    if ((board.before[item] ?? []).some((w) => !state.done[w] && !chosen.has(w))) return false;
    const takes = board.takesOf.has(changeOf(board, item));
    return !takes || shortPool(board, state, [...part, item]) === undefined;
  };
  for (let size = -1; size < part.length; ) {
    size = part.length;
    for (const item of items) {
      if (chosen.has(item) || !fits(item)) continue;
      part.push(item);
      chosen.add(item);
    }
  }
  return part;
}
