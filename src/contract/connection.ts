// How a vendor is spoken to: reads, signing, and what an answer means.

import type { Answer, Request, Verdict } from './call.js';
import type { Desired } from './desired.js';
import type { Ledger } from './ledger.js';
import type { Value } from './value.js';

/** A read has no way to write: planning holds only this. */
export interface ReadClient {
  /** Sends a read, retried as reads may be; throws VendorError. */
  read(request: ReadRequest): Promise<Answer>;
}

export type ReadRequest =
  | { readonly method: 'GET'; readonly path: string }
  /** For vendors whose reads are POSTs; the path must be in `Connection.readPaths`. */
  | { readonly method: 'POST'; readonly path: string; readonly body: Value };

export interface ReadScope {
  /** Only these kinds are needed; everything if absent. */
  readonly kinds?: ReadonlySet<string>;
  /** What the files declare: costly details are read only of that. Absent (`pull`): read everything. */
  readonly desired?: Desired;
  /** Sections that the files mention: some lists are read only when declared. */
  readonly sections: ReadonlySet<string>;
  /** Check who we are signed in as (before the first write, or when the file pins it). */
  readonly identify: boolean;
  readonly ledger: Ledger;
  readonly settings: Readonly<Record<string, Value>>;
}

export interface Connection {
  /** With a trailing slash. */
  readonly baseUrl: string;
  /** POST paths (patterns) that only read. */
  readonly readPaths?: readonly RegExp[];
  /** Literal values that must never be shown, beyond the vault's. */
  readonly secrets: readonly string[];
  /** Query keys, header names and body keys whose values are always redacted. */
  readonly secretKeys: readonly string[];
  /** Signs one attempt. Called anew for every attempt. `now` is server-corrected milliseconds. */
  sign(request: UnsignedRequest, now: number, send: RawSend): SignedRequest | Promise<SignedRequest>;
  /** What an answer means. `request` is what was sent. How long to wait when it says so (`Retry-After`) is added to it. Pure. */
  judge(answer: Answer, request: UnsignedRequest): Verdict;
  /** After `denied`: change something (the other time unit, a fresh token) and say whether a repeat may succeed. */
  renew?(answer: Answer, request: UnsignedRequest, send: RawSend): boolean | Promise<boolean>;
  /** The end of the run: sign out. */
  close?(send: RawSend): Promise<void>;
}

export interface UnsignedRequest {
  readonly method: Request['method'];
  readonly path: string;
  /** The literal body, or undefined for none. */
  readonly bodyText?: string;
}

export interface SignedRequest {
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one request as it is (sign-in, refresh), without retry. */
export type RawSend = (
  request: SignedRequest & { readonly method: Request['method']; readonly bodyText?: string },
) => Promise<Answer>;
