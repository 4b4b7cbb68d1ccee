// Desired is what the files say about one center, after merging, checking and normalising.

import type { Problem } from './problem.js';
import type { Origin, Resource } from './resource.js';
import type { Address, Position, Value } from './value.js';

export interface Desired {
  readonly center: string;
  /** `provider.type` as written. */
  readonly providerType: string;
  /** Of a type that is not built in: the file that names it, as the command line does. It is looked for beside it. */
  readonly providerFile?: string;
  /** The `provider` block, checked by the provider's settings schema; secrets are `SecretRef`s. */
  readonly settings: Readonly<Record<string, Value>>;
  readonly policy: Policy;
  /** What must exist, by address, sorted. */
  readonly resources: ReadonlyMap<Address, Resource>;
  /** `state: absent`: what must not exist. Fields are empty. */
  readonly absent: ReadonlyMap<Address, Resource>;
  /** Whole lists that the files own (see `Resource.list`). */
  readonly lists: ReadonlySet<string>;
  /** Sections that appear in the files, also when empty. */
  readonly sections: ReadonlySet<string>;
  /** Old address → new address, from `previously`. */
  readonly renames: ReadonlyMap<Address, Address>;
  /** Warnings that did not stop loading. */
  readonly warnings: readonly Problem[];
  /** Finds the place of an origin; positions are worked out only when something asks. */
  readonly locate: (origin: Origin) => Position;
}

export interface Policy {
  /** Sections whose undeclared live objects are deleted. */
  readonly prune: 'none' | 'all' | readonly string[];
  /** Ceiling of deletions of one kind: a count, or a fraction of what is live (counts from 10 live objects up). */
  readonly maxDeletes: { readonly count: number } | { readonly percent: number };
  /** Address patterns with `*`. */
  readonly protect: readonly string[];
  readonly staffing: { readonly default: number; readonly of: Readonly<Record<string, number>> };
  readonly busyAgents: 'wait' | 'skip' | 'refuse' | 'ignore';
  readonly allowDialling: boolean;
  readonly windows: readonly Window[];
}

export interface Window {
  readonly days: readonly Weekday[];
  /** `HH:MM` local time; `to` may lie after midnight (`22:00` to `06:00`). */
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timezone: string;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
