// The groups that may run now, in the order in which one run takes them: those that take nothing first, since they can
// only help; then those that somebody asked for, those that something waits for, and the rest, each in plan order.

import { createHeap } from '../graph.js';
import type { Board } from './board.js';

export interface Agenda {
  add(group: number): void;
  next(): number | undefined;
  /** Puts a group aside until something is given to a pool that is too low for it. */
  park(group: number, pool: number): void;
  /** Takes up again what was put aside for want of this pool. */
  unpark(pool: number): void;
}

/** `asked`: changes whose groups go first among those that take from pools. */
export function createAgenda(board: Board, asked: ReadonlySet<number>): Agenda {
  const smallest = board.groups.map(({ changes }) => changes[0] ?? 0);
  const takes = board.groups.map(({ changes }) => changes.some((change) => board.takesOf.has(change)));
  const calm = createHeap((group) => smallest[group] ?? 0);
  const hungry = createHeap((group) => (smallest[group] ?? 0) + board.count * hunger(board, asked, group));
  const parked: number[][] = board.pools.map(() => []);
  return {
    add: (group) => (takes[group] ? hungry : calm).push(group),
    next: () => calm.pop() ?? hungry.pop(),
    park: (group, pool) => void parked[pool]?.push(group),
    unpark(pool) {
      for (const group of parked[pool]?.splice(0) ?? []) hungry.push(group);
    },
  };
}

/** 0 to 3; the smallest goes first. */
function hunger(board: Board, asked: ReadonlySet<number>, group: number): number {
  const changes = board.groups[group]?.changes ?? [];
  const isAsked = changes.some((change) => asked.has(change));
  const helps =
    changes.some((change) => board.givesOf.has(change)) ||
    (board.itemsOfGroup[group] ?? []).some((item) => board.after[item] !== undefined);
  return (isAsked ? 0 : 2) + (helps ? 0 : 1);
}
