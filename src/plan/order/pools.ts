// A pool counts something that changes take from and give back to: free places under a cap, members above a floor.
// Counting both alike is what lets one mechanism keep caps and floors in every intermediate state.

import type { RuleName } from './edges.js';

/** Changes that make one taking or one giving: it is taken with the first of them, given with the last. */
export type PoolEvent = readonly number[];

export interface Pool {
  /** For messages: `queues`, `members of queue/9001`. */
  readonly name: string;
  readonly rule: RuleName;
  /** What may be taken before anything is given back. Negative where live is already over a cap. */
  readonly tokens: number;
  readonly takes: readonly PoolEvent[];
  readonly gives: readonly PoolEvent[];
}

/** A pool that can run short: only these need an order. */
export function isScarce(pool: Pool): boolean {
  return pool.takes.length > pool.tokens;
}
