// The model contract: the vendor's rules as a state machine. Its simulator serves it over HTTP,
// and the planner runs every plan on it. Written apart from the client: it shares these types only.

import type { Resource } from './resource.js';
import type { Address, Value } from './value.js';

export interface ModelRequest {
  readonly method: string;
  /** Relative to the API's base path, no leading slash, no query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there was no body. */
  readonly body: unknown;
}

export interface ModelAnswer {
  readonly status: number;
  /** JSON; undefined for an empty answer. */
  readonly body: unknown;
  /** Objects that this request changed, so that invariants can be followed without reading everything. */
  readonly effects: readonly Effect[];
}

export type Effect = { readonly put: Resource } | { readonly drop: Address };

/** What a pure state machine cannot make itself. */
export interface ModelTools {
  /** Milliseconds. */
  now(): number;
  /** In [0, 1). Seeded. */
  random(): number;
}

export interface Model<State = unknown> {
  /** The switches of the vendor sheet: name → allowed values, default first, and what each is for. */
  readonly switches: readonly ModelSwitch[];
  /** An account that holds exactly these resources. `facts` are those of `Live.facts`. */
  seed(
    resources: Iterable<Resource>,
    facts: Readonly<Record<string, Value>>,
    options: Readonly<Record<string, string>>,
    tools: ModelTools,
  ): State;
  /** An independent copy. */
  clone(state: State): State;
  /** Applies one request; changes `state` only if the answer says success. */
  handle(state: State, request: ModelRequest, tools: ModelTools): ModelAnswer;
  /** Whether an answer says success. Default: what the provider's connection judges; for vendors that sign answers. */
  accepts?(answer: ModelAnswer): boolean;
  /** What the account holds, in normal form. */
  resources(state: State): readonly Resource[];
  /** Vendor ids by address, where the vendor makes ids. */
  ids(state: State): Readonly<Record<Address, string>>;
  /** Vendor rules broken in this state (dangling binding, cap exceeded); empty when sound. */
  violations(state: State): readonly string[];
}

export interface ModelSwitch {
  readonly name: string;
  /** Default first. `n` stands for a whole number. */
  readonly values: readonly string[];
  /** Where the sheet names it, such as `udesk.md G21`. */
  readonly source: string;
}
