// Places under a cap, and places for one: who takes a place, who frees one, and whether all fit in the end.

import { oncePer, type Problem, type Slot } from '../../contract/index.js';
import { compareText } from '../compare.js';
import type { Pool, PoolEvent } from './pools.js';
import type { View } from './view.js';

export interface Slots {
  readonly pools: readonly Pool[];
  readonly problems: readonly Problem[];
}

interface Counting {
  readonly limit: number;
  readonly takes: PoolEvent[];
  readonly gives: PoolEvent[];
  occupied: number;
}

/** All pools that some change takes a place of, by name. */
export const slotsOf: (view: View) => Slots = oncePer(workOut);

function workOut(view: View): Slots {
  const counting = new Map<string, Counting>();
  const moves = view.drafts.map((draft, index) => movesOf(view, index, draft.kind.slots !== undefined));
  moves.forEach(({ taken }, index) => {
    for (const { pool, limit } of taken) {
      const entry = counting.get(pool) ?? { limit, takes: [], gives: [], occupied: 0 };
      entry.takes.push([index]);
      counting.set(pool, entry);
    }
  });
  if (counting.size === 0) return { pools: [], problems: [] };
  moves.forEach(({ freed }, index) => {
    for (const { pool } of freed) counting.get(pool)?.gives.push([index]);
  });
  for (const resource of view.world.now.values()) {
    const slots = view.world.kind(resource).slots?.(resource, view.world.live) ?? [];
    for (const { pool } of slots) {
      const entry = counting.get(pool);
      if (entry) entry.occupied += 1;
    }
  }
  const all = [...counting].sort(([a], [b]) => compareText(a, b));
  return {
    pools: all.filter(([, entry]) => !isOver(entry)).map(([name, entry]) => poolOf(name, entry)),
    problems: all.filter(([, entry]) => isOver(entry)).map(([name, entry]) => overTheCap(name, entry)),
  };
}

interface Moves {
  readonly taken: readonly Slot[];
  readonly freed: readonly Slot[];
}

const NO_MOVES: Moves = { taken: [], freed: [] };

function movesOf({ world, drafts }: View, index: number, limited: boolean): Moves {
  const draft = drafts[index];
  if (!draft || !limited || draft.late) return NO_MOVES;
  const slots = (side: typeof draft.before): readonly Slot[] =>
    side ? (draft.kind.slots?.(side, world.live) ?? []) : [];
  const before = slots(draft.before);
  const after = slots(draft.after);
  const missing = (from: readonly Slot[], others: readonly Slot[]): readonly Slot[] =>
    others.length === 0 ? from : from.filter((slot) => !others.some((other) => other.pool === slot.pool));
  return { taken: missing(after, before), freed: missing(before, after) };
}

function poolOf(name: string, { limit, takes, gives, occupied }: Counting): Pool {
  return { name, rule: limit === 1 ? 'moves' : 'slots', tokens: limit - occupied, takes, gives };
}

const inTheEnd = ({ occupied, takes, gives }: Counting): number => occupied + takes.length - gives.length;

const isOver = (entry: Counting): boolean => inTheEnd(entry) > entry.limit;

function overTheCap(name: string, entry: Counting): Problem {
  return {
    code: 'quota',
    severity: 'error',
    message: `${name}: ${inTheEnd(entry)} would be in use and ${entry.limit} is the limit (${entry.occupied} now, undeclared ones included; ${entry.takes.length} more, ${entry.gives.length} fewer). Declare fewer, or delete some first.`,
    address: null,
  };
}
