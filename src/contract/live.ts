// Live is what was read of one account, with a statement of how complete each part of it is.

import type { Resource } from './resource.js';
import type { Address, Value } from './value.js';

/** Says whether every object of a kind that exists was seen. Without it nothing of that kind is deleted. */
export interface Certificate {
  readonly complete: boolean;
  /** How many the vendor declared, if it does. */
  readonly declared?: number;
  readonly arrived: number;
  /** Why it is not complete, for people. */
  readonly reason?: string;
}

export interface Live {
  /** Sorted by address. In normal form. */
  readonly resources: ReadonlyMap<Address, Resource>;
  /** By kind. A kind that cannot be listed at all has `complete: false` and is marked `unlisted` in its `Kind`. */
  readonly certificates: Readonly<Record<string, Certificate>>;
  /** Vendor ids by address, where calls need them. Never shown. */
  readonly ids: Readonly<Record<Address, string>>;
  /** Addresses of agents (members) that are in a call right now. Empty if the vendor shows no presence. */
  readonly inCall: ReadonlySet<Address>;
  /** Objects that must never be pruned (our own sign-in, directory-owned users), with the reason. */
  readonly untouchable: Readonly<Record<Address, string>>;
  /** Live objects that share one natural key and so cannot be managed, with the reason. */
  readonly ambiguous: Readonly<Record<Address, string>>;
  /** Account-wide facts that only the provider reads (owned numbers, tenant limits). Plain JSON. */
  readonly facts: Readonly<Record<string, Value>>;
  /** Who we are signed in as; the ledger is bound to it. */
  readonly account: string;
  /** Read calls it took. */
  readonly reads: number;
}
