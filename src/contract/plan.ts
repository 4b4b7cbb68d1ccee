// The plan of one center: plain data, and at the same time the JSON that `plan --format json` prints.

import type { Call } from './call.js';
import type { Change, ChangeKey } from './change.js';
import type { Problem } from './problem.js';
import type { Address } from './value.js';

/** Counts breaks of the JSON outputs. Keys are added without counting it up, never renamed or removed. */
export const FORMAT_VERSION = 1;

export type PlanStatus = 'clean' | 'changes' | 'refused' | 'invalid' | 'error';

export interface CenterPlan {
  readonly center: string;
  readonly provider: string;
  readonly status: PlanStatus;
  readonly summary: PlanSummary;
  /** Sorted by kind (provider's order), then address; deletes of a kind after its creates and updates. */
  readonly changes: readonly Change[];
  /** In an order that respects `after`. */
  readonly calls: readonly Call[];
  /** Calls that are sure to be sent. */
  readonly callCount: number;
  /** Calls whose sending depends on an answer. */
  readonly conditionalCalls: number;
  /** The fewest calls that any client could make, by the formula of the vendor sheet. */
  readonly lowerBound: number;
  /** Why `callCount` exceeds `lowerBound`; empty when it does not. */
  readonly boundReasons: readonly string[];
  /** Read calls the plan took. */
  readonly reads: number;
  /** True when the plan was run on the vendor's model and everything held. */
  readonly verified: boolean;
  /** Live, undeclared, not pruned. Sorted. */
  readonly unmanaged: readonly Address[];
  /** What only a person can do, and what had to be left out because of it. */
  readonly manual: readonly ManualItem[];
  /** Taken from the ledger because nothing can read it; no call is made for it. */
  readonly unverifiable: readonly { readonly address: Address; readonly reason: string }[];
  /** Of an inverse alone: what it cannot bring back. Sorted. */
  readonly irreversible?: readonly { readonly address: Address; readonly reason: string }[];
  /** Pools (queues) whose working members come or go: for people who know queues, not bindings. Absent if none. */
  readonly staffing?: readonly StaffingChange[];
  readonly problems: readonly Problem[];
  /** Fingerprint of the live objects that the plan read and relies on. */
  readonly fingerprint: string;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  /** Every delete, bindings included: the number that `--allow-deletes` must name. */
  readonly delete: number;
  readonly unmanaged: number;
  readonly manual: number;
}

/** Only members that can take calls count. `before - leave + join` are there afterwards. */
export interface StaffingChange {
  readonly pool: Address;
  readonly label?: string;
  /** Kind of the members, such as `agent`. */
  readonly member: string;
  readonly before: number;
  readonly leave: number;
  readonly join: number;
}

export interface ManualItem {
  readonly address: Address;
  readonly reason: string;
  /** Addresses left out of the plan because they need this. Sorted. */
  readonly blocks: readonly Address[];
}

/** The outcome of one change of an apply. */
export interface Outcome {
  readonly key: ChangeKey;
  readonly status: 'done' | 'failed' | 'skipped';
  /** Why it failed or was skipped; for `done`, null or a note (adopted, password unknown). */
  readonly because: string | null;
  readonly details?: readonly { readonly id: string; readonly message: string }[];
}

export type ApplyStatus = 'converged' | 'partial' | 'refused' | 'error';

/** The result of applying one center: the JSON that `apply --format json` prints. */
export interface CenterResult {
  readonly center: string;
  readonly status: ApplyStatus;
  readonly outcomes: readonly Outcome[];
  /** Write calls sent, repeats included. */
  readonly callCount: number;
  readonly reads: number;
  readonly rounds: number;
  /** Keys of changes that a last plan still shows. */
  readonly remaining: readonly ChangeKey[];
  readonly secrets: readonly { readonly address: Address; readonly sink: string }[];
  readonly problems: readonly Problem[];
  readonly manual: readonly ManualItem[];
  readonly durationMs: number;
}
