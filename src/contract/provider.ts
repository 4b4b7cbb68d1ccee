// The provider contract: everything that one vendor needs. Shared code reads these properties
// and never branches on a vendor or a kind.

import type { z } from 'zod';
import type { Change } from './change.js';
import type { Connection, ReadClient, ReadScope } from './connection.js';
import type { Desired } from './desired.js';
import type { Grouping, OrderEdge } from './grouping.js';
import type { Kind } from './kind.js';
import type { Live } from './live.js';
import type { Operation } from './operation.js';
import type { PlanContext } from './plan-context.js';
import type { Problem } from './problem.js';
import type { Origin } from './resource.js';
import type { Section } from './section.js';
import type { Address, Value } from './value.js';

/**
 * Counts breaks of this contract. The module of a provider from outside says for which one it was written:
 * `export const contract = 1`.
 */
export const CONTRACT_VERSION = 1;

export interface Provider {
  /** `provider.type` in the file. */
  readonly type: string;
  /** The name that people know. */
  readonly title: string;
  /** The `provider` block without `type`; every field with a description and an example. */
  readonly settings: z.ZodType;
  /** Names of the settings that are secret; they must come from `${…}`. */
  readonly secretSettings: readonly string[];
  readonly defaults: {
    /** Calls in flight per center. */
    readonly concurrency: number;
    /** Calls per second against a real host; loopback has no limit. */
    readonly rate: number;
  };
  /** In the order in which documents are written. */
  readonly sections: readonly Section[];
  /** In the order in which plans are shown. */
  readonly kinds: readonly Kind[];
  readonly operations: Readonly<Record<string, Operation>>;
  /** What the vendor can do with each section, for `cutover providers`. */
  readonly capabilities: readonly Capability[];

  /** Checks over all resources of a center that no single item shows, before any network call. Pure. */
  check(desired: Desired): readonly Finding[];

  /** Signs requests and judges answers. Nothing is sent. */
  connect(settings: Readonly<Record<string, Value>>, reveal: (value: Value) => string): Connection;

  /** Reads the account in a handful of list calls. */
  read(client: ReadClient, scope: ReadScope): Promise<Live>;
  /**
   * Reads again who is in a call. Absent if the vendor shows no presence. `asked` are the members whose presence
   * counts now, for vendors that show one member at a time; the answer may name others too.
   */
  presence?(client: ReadClient, live: Live, asked: readonly Address[]): Promise<ReadonlySet<Address>>;

  /**
   * What the files say, as it counts beside what is live, where one object decides what another one means (a place in
   * a queue whose strategy keeps no order is nothing to compare). Pure. Default: as it is.
   * Of an object that is not `inScope` (`--only`) what is live goes on counting.
   */
  fit?(desired: Desired, live: Live, inScope: (address: Address) => boolean): Desired;

  /**
   * Preconditions that only a person can meet (a number that the account does not own). Pure.
   * The address's own changes are left out of the plan; while it is not live, so is whatever refers to it.
   */
  preconditions(desired: Desired, live: Live): readonly Precondition[];

  /**
   * Groups changes into calls, fewest first. Pure; sorted input gives sorted output.
   * A change may be served by several groups: they run in the order listed.
   */
  group(changes: readonly Change[], context: PlanContext): Grouping;

  /** Order that only this vendor needs: each edge says that `change` waits for `waitsFor`. Pure. */
  order?(changes: readonly Change[], context: PlanContext): readonly OrderEdge[];

  /**
   * Makes a secret that the file leaves to us (`new:ADDRESS#FIELD`), within the vendor's rules for it.
   * `pick(n)` is a random whole number below n. Default: 16 letters, digits and signs.
   */
  generate?(address: Address, field: string, context: PlanContext, pick: (below: number) => number): string;

  /** The fewest calls that could make these changes, by the vendor sheet's formula, apart from `group`. Pure. */
  lowerBound(changes: readonly Change[], context: PlanContext): number;
}

/** What a person must do before an object can be as it is declared. */
export interface Precondition {
  readonly address: Address;
  readonly reason: string;
}

/** A problem found by a provider; the loader gives it its place. */
export interface Finding extends Omit<Problem, 'file' | 'line' | 'column'> {
  readonly origin?: Origin;
}

export interface Capability {
  readonly section: string;
  readonly read: string;
  readonly create: string;
  readonly change: string;
  readonly delete: string;
  /** Why not, in a sentence; empty when all four are `yes`. */
  readonly note: string;
  /** How much one write call serves, such as `50 new ones, else 1`. Default: one object. */
  readonly perCall?: string;
  /** How many there may be, such as `100`, and who sets it. Default: none is known. */
  readonly caps?: string;
}
