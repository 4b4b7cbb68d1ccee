// A change is one difference between desired and live that the plan will remove.

import type { Address, Position, Value } from './value.js';

export type Action = 'create' | 'update' | 'delete';

/** Whether the vendor lets us check that a change is needed and took effect. */
export type Certainty =
  | 'verified' // live shows it before and after
  | 'assumed' // something it relies on cannot be read (presence, replace semantics)
  | 'unknowable'; // the object itself cannot be read

export type Risk = 'low' | 'medium' | 'high';

export interface FieldChange {
  readonly path: string;
  /** `null` when unset or unknown. Secrets are `SecretRef`s. */
  readonly before: Value;
  readonly after: Value;
}

/** `action + ' ' + address`: unique in a plan. */
export type ChangeKey = string;

export interface Change {
  readonly key: ChangeKey;
  readonly action: Action;
  readonly kind: string;
  readonly address: Address;
  /** The object's name for people. */
  readonly label?: string;
  /** For a binding: its two ends, with their names. */
  readonly ends?: readonly [ChangeEnd, ChangeEnd];
  /** Sorted by path. */
  readonly fields: readonly FieldChange[];
  readonly certainty: Certainty;
  readonly certaintyReason?: string;
  readonly risk: Risk;
  readonly riskReason?: string;
  /** Keys of the changes that must be done before this one, sorted. */
  readonly waitsFor: readonly ChangeKey[];
  readonly source?: Position;
}

export interface ChangeEnd {
  readonly address: Address;
  readonly label?: string;
}
