// Keeps the center from knocking on a closed door: credentials are renewed once for a call, then nothing is sent any more.

import { type Answer, type Connection, type UnsignedRequest, VendorError } from '../contract/index.js';
import type { Attempted, Attempts } from './attempt.js';
import type { ServerClock } from './clock.js';

/** Sends with repair: a clock just found wrong, or credentials that can be renewed, get one more attempt each. */
export function createAccess(
  connection: Connection,
  attempts: Attempts,
  clock: ServerClock,
  describe: Describe,
) {
  let closed: VendorError | undefined;
  let generation = 0;
  let renewing: Promise<boolean> | undefined;

  const renew = (
    answer: Answer,
    request: UnsignedRequest,
    generationThen: number,
  ): boolean | Promise<boolean> => {
    // Many calls are refused at once when a token ends: the first one renews, the others use what it got.
    if (generationThen !== generation) return true;
    renewing ??= (async () => {
      try {
        const renewed = (await connection.renew?.(answer, request, attempts.raw)) ?? false;
        if (renewed) generation++;
        return renewed;
      } finally {
        renewing = undefined;
      }
    })();
    return renewing;
  };

  const attempt = async (request: UnsignedRequest, isRead: boolean): Promise<Attempted> => {
    if (closed) throw closed;
    try {
      return await attempts.once(request, isRead, generation);
    } catch (error) {
      if (error instanceof VendorError && STOPS.has(error.code)) closed = error;
      throw error;
    }
  };

  return async (request: UnsignedRequest, isRead: boolean): Promise<Attempted> => {
    let seen = await attempt(request, isRead);
    if (isDenied(seen) && seen.signedWith.correction !== clock.correction())
      seen = await attempt(request, isRead);
    if (isDenied(seen) && seen.answer && (await renew(seen.answer, request, seen.signedWith.generation))) {
      seen = await attempt(request, isRead);
    }
    if (seen.verdict.outcome !== 'denied') return seen;
    const forbidden = seen.answer?.status === 403;
    const advice = forbidden
      ? 'These credentials may not do this; check the account.'
      : 'Check the credentials.';
    closed ??= new VendorError(
      forbidden ? 'forbidden' : 'auth-failed',
      describe(
        request,
        `the credentials are not accepted (${seen.verdict.message})`,
        `${advice} Nothing more is sent.`,
      ),
    );
    throw closed;
  };
}

export type Describe = (
  request: Pick<UnsignedRequest, 'method' | 'path'>,
  what: string,
  next: string,
) => string;

const STOPS: ReadonlySet<string> = new Set(['auth-failed', 'forbidden', 'wrong-account']);

function isDenied(seen: Attempted): boolean {
  return seen.verdict.outcome === 'denied';
}
