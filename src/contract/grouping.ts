// How changes are gathered into calls, and what must wait for what.

import type { ChangeKey } from './change.js';
import type { Address } from './value.js';

export interface OrderEdge {
  readonly change: ChangeKey;
  readonly waitsFor: ChangeKey;
  /** A wish: dropped when it would close a cycle or split a group. */
  readonly soft?: boolean;
}

export interface Grouping {
  readonly groups: readonly CallGroup[];
  /** Why more calls than `lowerBound` are needed, if so. */
  readonly reasons?: readonly string[];
}

export interface CallGroup {
  readonly operation: string;
  /** Keys, sorted. */
  readonly changes: readonly ChangeKey[];
  /** What the call is about when its changes share one end (the queue, or the agent). */
  readonly about?: Address;
  /** Set if sending depends on an answer; says on what. */
  readonly conditional?: string;
  /** One request must serve all of it: the planner never splits it (nor a group whose operation has `wholeList`). */
  readonly whole?: boolean;
}
