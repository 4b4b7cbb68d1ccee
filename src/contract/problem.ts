// A problem is one thing that is wrong, with a place and a next step. All of them are reported, not the first.

import type { Address, Position } from './value.js';

export interface Problem extends Partial<Position> {
  /** Stable, documented in docs/reference/problems.md. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** One sentence that says what is wrong and, after it, what to do. Never holds a secret. */
  readonly message: string;
  readonly address?: Address | null;
}

/** The files or the command line are wrong: exit 3. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.problems = problems;
  }
}

/** A guard refused: exit 4. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.problems = problems;
  }
}

/** The vendor, the network or an answer is at fault: exit 1. */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  /** Closed set, so that callers can branch and the docs can list them. */
  readonly code: VendorErrorCode;
  constructor(code: VendorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type VendorErrorCode =
  | 'unreachable' // no connection, no name, no TLS
  | 'timeout' // no answer in time
  | 'auth-failed' // the vendor does not accept the credentials
  | 'forbidden' // the credentials may not do this
  | 'wrong-account' // signed in, but not to the account that was named
  | 'bad-answer' // not JSON, too large, or not of the documented shape
  | 'refused' // a definite refusal of one call
  | 'server-failed'; // 5xx or its equivalent after all retries
