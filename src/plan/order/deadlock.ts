// When nothing can go on: the smallest set of changes that wait for one another, and why.

import { components } from '../graph.js';
import { type Board, changeOf, groupOf } from './board.js';
import type { RuleName } from './edges.js';
import type { State } from './state.js';

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

/** Everything that one change waits for, each with the first reason found. */
function waitsOf(board: Board, state: State, change: number): Wait[] {
  const waits = new Map<number, Wait>();
  const open = (board.itemsOfChange[change] ?? []).filter((item) => !state.done[item]);
  for (const wait of [
    ...open.flatMap((item) => [...orderWaits(board, state, item), ...sameCallWaits(board, state, item)]),
    ...poolWaits(board, state, change),
  ]) {
    if (wait.waitsFor !== change && !waits.has(wait.waitsFor)) waits.set(wait.waitsFor, wait);
  }
  return [...waits.values()];
}

/** What comes before it by a rule. */
function orderWaits(board: Board, state: State, item: number): Wait[] {
  const change = changeOf(board, item);
  return (board.before[item] ?? []).flatMap((other) => {
    const waitsFor = changeOf(board, other);
    return state.done[other] ? [] : [{ waitsFor, rule: ruleOf(board, change, waitsFor) }];
  });
}

/** What one call makes with it that cannot be split. */
function sameCallWaits(board: Board, state: State, item: number): Wait[] {
  const group = board.groups[groupOf(board, item)];
  if (!group?.whole) return [];
  return group.changes
    .filter((mate) => isOpen(board, state, mate))
    .map((waitsFor) => ({ waitsFor, rule: 'same-call' }));
}

/** What could give to a pool that has nothing left for it. */
function poolWaits(board: Board, state: State, change: number): Wait[] {
  return (board.takesOf.get(change) ?? []).flatMap((event): Wait[] => {
    const index = board.takes[event]?.pool ?? 0;
    const pool = board.pools[index];
    if (state.taken[event] || !pool || (state.tokens[index] ?? 0) > 0) return [];
    return pool.gives
      .flat()
      .filter((giver) => isOpen(board, state, giver))
      .map((waitsFor) => ({ waitsFor, rule: pool.rule, pool: pool.name }));
  });
}

function isOpen(board: Board, state: State, change: number): boolean {
  return (board.itemsOfChange[change] ?? []).some((item) => !state.done[item]);
}

function ruleOf(board: Board, change: number, waitsFor: number): RuleName {
  return board.edges.find((edge) => edge.change === change && edge.waitsFor === waitsFor)?.rule ?? 'vendor';
}
