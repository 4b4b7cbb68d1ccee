// How far one run over the board has come: what is done, and what every pool has left.

import { type Board, givingsOf, groupOf, takingsOf } from './board.js';

export interface State {
  readonly done: boolean[];
  /** By group: what its items wait for outside of it. */
  readonly outside: number[];
  /** By group: items not done. */
  readonly left: number[];
  /** By pool: what may be taken now. */
  readonly tokens: number[];
  readonly taken: boolean[];
  /** By giving: changes of it not done. */
  readonly ungiven: number[];
  /** Items not done. */
  remaining: number;
}

const NONE: readonly number[] = [];

export function startState(board: Board): State {
  return {
    done: board.items.map(() => false),
    outside: board.itemsOfGroup.map((items, group) => {
      let count = 0;
      for (const item of items) {
        for (const other of board.before[item] ?? NONE) if (groupOf(board, other) !== group) count += 1;
      }
      return count;
    }),
    left: board.itemsOfGroup.map((items) => items.length),
    tokens: board.pools.map((pool) => pool.tokens),
    taken: board.takes.map(() => false),
    ungiven: board.gives.map((event) => event.changes),
    remaining: board.items.length,
  };
}

/** Whether a group has something left to do that waits for nothing outside of it. */
export function isReady(state: State, group: number): boolean {
  return state.outside[group] === 0 && (state.left[group] ?? 0) > 0;
}

export function undoneOf(board: Board, state: State, group: number): number[] {
  return (board.itemsOfGroup[group] ?? NONE).filter((item) => !state.done[item]);
}

/** A pool that would run short if these items were done at once; what they give back in the same pool counts. */
export function shortPool(board: Board, state: State, items: readonly number[]): number | undefined {
  if (board.pools.length === 0) return undefined;
  for (const [pool, difference] of balanceOf(board, state, items)) {
    if (difference < 0 && (state.tokens[pool] ?? 0) + difference < 0) return pool;
  }
  return undefined;
}

/** By pool: what these items would give, less what they would take. */
function balanceOf(board: Board, state: State, items: readonly number[]): ReadonlyMap<number, number> {
  const balance = new Map<number, number>();
  const add = (pool: number, by: 1 | -1): void => void balance.set(pool, (balance.get(pool) ?? 0) + by);
  const taken = new Set<number>();
  const giving = new Map<number, number>();
  for (const item of items) {
    for (const event of takingsOf(board, item)) {
      if (state.taken[event] || taken.has(event)) continue;
      taken.add(event);
      add(board.takes[event]?.pool ?? 0, -1);
    }
    for (const event of givingsOf(board, item)) {
      const count = (giving.get(event) ?? 0) + 1;
      giving.set(event, count);
      if (count === state.ungiven[event]) add(board.gives[event]?.pool ?? 0, 1);
    }
  }
  return balance;
}

/** What may go on because of what was done. */
export interface Settled {
  /** Groups that wait for nothing outside of them any more. */
  readonly groups: readonly number[];
  /** Pools that were given to. */
  readonly pools: ReadonlySet<number>;
}

/** Marks items as done. */
export function settle(board: Board, state: State, items: readonly number[]): Settled {
  const groups: number[] = [];
  const pools = new Set<number>();
  for (const item of items) {
    if (state.done[item]) continue;
    const group = groupOf(board, item);
    state.done[item] = true;
    state.remaining -= 1;
    state.left[group] = (state.left[group] ?? 0) - 1;
    for (const released of releasedBy(board, state, item, group)) groups.push(released);
    take(board, state, item);
    for (const pool of give(board, state, item)) pools.add(pool);
  }
  return { groups, pools };
}

/** Other groups for which this item was the last that they waited for. */
function releasedBy(board: Board, state: State, item: number, group: number): readonly number[] {
  const after = board.after[item];
  if (!after) return NONE;
  return after.flatMap((next) => {
    const other = groupOf(board, next);
    if (other === group) return NONE;
    state.outside[other] = (state.outside[other] ?? 0) - 1;
    return isReady(state, other) ? [other] : NONE;
  });
}

function take(board: Board, state: State, item: number): void {
  for (const event of takingsOf(board, item)) {
    if (state.taken[event]) continue;
    state.taken[event] = true;
    const pool = board.takes[event]?.pool ?? 0;
    state.tokens[pool] = (state.tokens[pool] ?? 0) - 1;
  }
}

/** The pools that are given to: a giving is made with the last of its changes. */
function give(board: Board, state: State, item: number): readonly number[] {
  return givingsOf(board, item).flatMap((event) => {
    const left = (state.ungiven[event] ?? 0) - 1;
    state.ungiven[event] = left;
    if (left !== 0) return NONE;
    const pool = board.gives[event]?.pool ?? 0;
    state.tokens[pool] = (state.tokens[pool] ?? 0) + 1;
    return [pool];
  });
}
