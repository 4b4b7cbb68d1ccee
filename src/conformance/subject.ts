// What the author of a provider brings to the conformance suite: the provider, its simulator, and centers to try.

import type fc from 'fast-check';
import type { Address, Provider } from '../contract/index.js';
import type { SimulatorSpec } from '../simulator/spec.js';

/** A provider that is to keep the laws, with the simulator that it is to keep them against. */
export interface ConformanceSubject {
  readonly provider: Provider;
  readonly simulator: SimulatorSpec;
  /** The readings of the vendor's document that the simulator can be switched to. The first is the usual one. */
  readonly modes: readonly Mode[];
  /** Centers to try. Small ones, that shrink well: what a law breaks on is shown to a person. */
  readonly stories: fc.Arbitrary<Story>;
  /** Laws that the vendor cannot keep in any mode, each with the reason. */
  readonly except?: Readonly<Record<string, string>>;
  /** Names of faults that the vendor's simulator cannot show, with the reason. */
  readonly withoutFaults?: Readonly<Record<string, string>>;
  /** Keys, in files and in the vendor's answers, whose lists mean something by their order. */
  readonly ordered?: readonly string[];
  /**
   * What is secret in the simulator's account now, by the address that it belongs to, or by `ADDRESS#FIELD` where it has
   * several: the truth behind the sink.
   */
  secretsIn?(state: unknown): Readonly<Record<Address, string>>;
  /** Variables that the generated files use for secrets of their own (`${NAME}`). */
  readonly env?: Readonly<Record<string, string>>;
}

/** One way in which the vendor may behave. */
export interface Mode {
  readonly name: string;
  /** Switches of the simulator. */
  readonly options?: Readonly<Record<string, string>>;
  /** Faults by nature that stand during the whole story. */
  readonly faults?: Readonly<Record<string, string>>;
  /** Settings of the `provider` block beside address and credentials. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /**
   * Why a call may be refused that was planned rightly: the document leaves something open, and only the refusal tells.
   * `safe` then asks everything but that.
   */
  readonly mayRefuse?: string;
  /** Laws that cannot hold in this mode, each with the reason. */
  readonly except?: Readonly<Record<string, string>>;
}

/** Top-level sections as a file has them: `{ queues: [{ id: '9001' }] }`. */
export type Sections = Readonly<Record<string, unknown>>;

/** One version of the file. */
export interface Version {
  readonly sections: Sections;
  /** The `policy` block; `maxDeletes: 100%` where it is silent. */
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** What an account holds at first, and what its file says then, one version after another. */
export interface Story {
  readonly live: Sections;
  readonly versions: readonly [Version, ...Version[]];
}
