// A call is one HTTP request, as data, serving one or more changes.

import type { ChangeKey } from './change.js';
import type { Address, IdRef, SecretRef, Value } from './value.js';

/** JSON that may hold stand-ins for ids and secrets; they are replaced when the call is sent. */
export type Body = Value | IdRef | SecretRef | readonly Body[] | { readonly [key: string]: Body };

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Relative to the provider's base URL, no leading slash. `{address}` stands for that object's vendor id. */
  readonly path: string;
  readonly body?: Body;
  /**
   * Read-overlay-write: GET this path first and lay `body` over the fields it returns that `keep` names.
   * For vendors whose update replaces what it does not mention.
   */
  readonly over?: { readonly path: string; readonly keep: readonly string[] };
}

export interface Call {
  /** `c1`, `c2`, … in plan order. */
  readonly id: string;
  /** Name of an `Operation` of the provider. */
  readonly operation: string;
  readonly method: Request['method'];
  readonly path: string;
  readonly body?: Body;
  readonly over?: Request['over'];
  /** Keys of the changes it serves, sorted. */
  readonly changes: readonly ChangeKey[];
  /** `CallGroup.about`, kept so that apply can make the request again for some of the changes. */
  readonly about?: Address;
  /** `CallGroup.whole`: apply sends it for all of its changes or not at all. */
  readonly whole?: boolean;
  /** Ids of the calls that must be done first, sorted by number. Transitively reduced where cheap. */
  readonly after: readonly string[];
  /** 1 + the longest chain before it. Calls of one wave have no order among them. */
  readonly wave: number;
  /** Set if whether it is sent depends on an answer; says on what. Not counted in `callCount`. */
  readonly conditional?: string;
}

/** One HTTP answer, body parsed as JSON (`undefined` when empty). Hostile data. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The literal text, for vendors that sign it. */
  readonly text: string;
}

/** What an answer means, judged by the provider in one place. */
export type Verdict =
  | { readonly outcome: 'ok' }
  /** Accepted, visible later: dependants wait until a read shows it. */
  | { readonly outcome: 'accepted' }
  /** The wanted end already held (delete of an absent object, a number that exists): done, after a look if `look`. */
  | { readonly outcome: 'already'; readonly look: boolean; readonly message: string }
  /** Nothing was done and a repeat may succeed (throttled, busy, a lagging reference). */
  | { readonly outcome: 'again'; readonly afterMs?: number; readonly message: string }
  /**
   * Nobody knows whether it was done: the operation's after-unknown rule decides. `badAnswer`: the answer cannot be
   * trusted (a wrong signature), which is what a read ends with.
   */
  | { readonly outcome: 'unknown'; readonly message: string; readonly badAnswer?: true }
  /** Definitely not done. */
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string }
  /** The credentials are not accepted: the center stops. */
  | { readonly outcome: 'denied'; readonly message: string };

/** What an operation's answer taught us. */
export interface Learned {
  /** Vendor ids of objects that were created. */
  readonly ids?: Readonly<Record<Address, string>>;
  /** Secrets that the vendor made; they go to the sink before anything that depends on the call. */
  readonly secrets?: readonly LearnedSecret[];
  /** Parts that failed inside an answer that says success. */
  readonly failed?: readonly { readonly change: ChangeKey; readonly id?: string; readonly message: string }[];
  /** Facts for the ledger; `null` forgets the address. */
  readonly facts?: Readonly<Record<Address, Fact | null>>;
  /** Things a person should read in the outcome (adopted, password unknown). */
  readonly notes?: readonly { readonly change: ChangeKey; readonly message: string }[];
}

export interface LearnedSecret {
  readonly address: Address;
  readonly field: string;
  readonly value: string;
  /** What a person needs beside it, such as the SIP user name. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** What the ledger keeps of one address: only what the vendor cannot tell. Never a secret. */
export interface Fact {
  /** The vendor's id, where no list gives it. */
  readonly id?: string;
  /** Hash of the fields last written, where they cannot be read. */
  readonly applied?: string;
  /** Provider's own remarks, such as `passwordKnown` or `unbound`. */
  readonly [remark: string]: string | boolean | number | undefined;
}
