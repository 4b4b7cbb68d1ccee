// The one HTTP client: reads that are tried until they succeed, writes that are never sent twice by guess.

import {
  type Answer,
  type Body,
  type Connection,
  type Problem,
  type ReadClient,
  type ReadRequest,
  type Request,
  type UnsignedRequest,
  VendorError,
  type Verdict,
} from '../contract/index.js';
import type { Redactor } from '../secrets/redact.js';
import { createAccess, type Describe } from './access.js';
import { type Attempted, createAttempts, type Stats } from './attempt.js';
import { createServerClock } from './clock.js';
import { checkScheme } from './loopback.js';
import { DEFAULT_RETRY, nextDelay, type RetryPolicy } from './retry.js';
import type { TraceLine } from './trace.js';
import { openWire } from './wire.js';

export interface ClientOptions {
  /** Calls in flight. */
  readonly concurrency: number;
  /** Calls a second, whatever the host (`--rate`). */
  readonly rate?: number;
  /** Calls a second against a real host; this machine itself has no limit. */
  readonly defaultRate?: number;
  /** One attempt, ms. */
  readonly timeoutMs: number;
  readonly allowInsecureHttp?: boolean;
  /** PEM file of a private certificate authority. */
  readonly caFile?: string;
  readonly redactor: Redactor;
  readonly retry?: RetryPolicy;
  readonly trace?: (line: TraceLine) => void;
  /** Hears warnings (plain http, a wrong clock). */
  readonly warn: (problem: Problem) => void;
  /** Where the proxy settings are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** When aborted: no new attempt; the one in flight is finished. */
  readonly signal?: AbortSignal;
  readonly now: () => number;
  readonly random: () => number;
  /** Resolves after `ms`, at once when `signal` is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A write as it is sent: every stand-in for an id or a secret replaced. */
export interface WriteRequest {
  readonly method: Request['method'];
  readonly path: string;
  readonly body?: Body;
}

export interface Sent {
  /** Never `again` and never `denied`: those end here. */
  readonly verdict: Verdict;
  readonly answer?: Answer;
}

export interface Client extends ReadClient {
  /** Sends a read until it succeeds; throws VendorError. */
  read(request: ReadRequest): Promise<Answer>;
  /**
   * Sends a write. Tried again only when it was certainly not done; whatever nobody knows is `unknown`.
   * Throws VendorError when the write was certainly not done and the center as a whole is over (credentials,
   * certificate, no connection).
   */
  send(request: WriteRequest): Promise<Sent>;
  readonly stats: Readonly<Stats>;
  /** Signs out, as far as possible, and closes the connections. Never throws. */
  close(): Promise<void>;
}

/** A client of one center. Throws InputError when its address is neither https nor this machine. */
export function createClient(connection: Connection, options: ClientOptions): Client {
  const { redactor, now } = options;
  redactor.learnKeys(connection.secretKeys);
  for (const secret of connection.secrets) redactor.learn(secret);
  const insecure = checkScheme(connection.baseUrl, options.allowInsecureHttp ?? false);
  if (insecure) options.warn(insecure);

  const stats: Stats = { reads: 0, writes: 0, attempts: 0, bytesSent: 0, bytesReceived: 0 };
  const wire = openWire({ ...options, baseUrl: connection.baseUrl, connections: options.concurrency + 2 });
  const clock = createServerClock(now, options.warn);
  const attempts = createAttempts({ connection, wire, clock, options, stats });
  const describe: Describe = ({ method, path }, what, next) =>
    redactor.text(`${method} ${path}: ${what}. ${next}`);
  const access = createAccess(connection, attempts, clock, describe);

  // Once one read of a center has failed for good, it is closed while others are still under way: those end too.
  const closing = new AbortController();
  const ended =
    options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);

  /** Attempts until `isFinal`, or until patience ends. */
  const persist = async (
    request: UnsignedRequest,
    isRead: boolean,
    isFinal: (seen: Attempted) => boolean,
  ): Promise<Attempted & { readonly made: number }> => {
    const startedAt = now();
    for (let made = 1; ; made++) {
      const seen = await access(request, isRead);
      if (isFinal(seen) || ended.aborted) return { ...seen, made };
      const asked = seen.verdict.outcome === 'again' ? seen.verdict.afterMs : undefined;
      const delay = nextDelay(
        made,
        asked,
        now() - startedAt,
        options.retry ?? DEFAULT_RETRY,
        options.random(),
      );
      if (delay === undefined) return { ...seen, made };
      await options.sleep(delay, ended);
      if (ended.aborted) return { ...seen, made };
    }
  };

  return {
    stats,
    async read(request) {
      options.signal?.throwIfAborted();
      const plain = unsigned(request);
      if (request.method !== 'GET' && !connection.readPaths?.some((pattern) => pattern.test(request.path))) {
        throw new Error(
          `${request.method} ${request.path} is not declared as a read (Connection.readPaths).`,
        );
      }
      const seen = await persist(plain, true, isReadOver);
      if (isReadOk(seen)) return seen.answer;
      throw readError(plain, seen, describe);
    },
    async send(request) {
      const plain = unsigned(request);
      const seen = await persist(plain, false, (one) => !certainlyNotDone(one));
      if (seen.lost && seen.lost.sent !== 'after') throw readError(plain, seen, describe);
      const verdict = hideIn(settled(seen), redactor);
      return { verdict, ...(seen.answer ? { answer: seen.answer } : {}) };
    },
    async close() {
      closing.abort();
      await Promise.resolve(connection.close?.(attempts.raw)).catch(() => undefined);
      await wire.close();
    },
  };
}

function unsigned(request: WriteRequest): UnsignedRequest {
  const { method, path, body } = request;
  return body === undefined ? { method, path } : { method, path, bodyText: JSON.stringify(body) };
}

function isReadOk(seen: Attempted): seen is Attempted & { readonly answer: Answer } {
  const good = ['ok', 'accepted', 'already'].includes(seen.verdict.outcome);
  return good && seen.answer !== undefined && seen.answer.status < 500;
}

/** A read is tried again unless it succeeded, was definitely refused, or cannot get better. */
function isReadOver(seen: Attempted): boolean {
  if (seen.lost) return seen.lost.sent === 'untrusted' || seen.lost.reason === 'too-large';
  if (isReadOk(seen) || isRedirect(seen)) return true;
  return seen.verdict.outcome === 'failed' && (seen.answer?.status ?? 500) < 500;
}

function isRedirect({ answer }: Attempted): boolean {
  return answer !== undefined && answer.status >= 300 && answer.status < 400;
}

function certainlyNotDone(seen: Attempted): boolean {
  return seen.verdict.outcome === 'again' || seen.lost?.sent === 'before';
}

/** What remains of a write whose attempts are over. */
function settled({ verdict, lost, made }: Attempted & { readonly made: number }): Verdict {
  const times = made === 1 ? '' : ` (${made} attempts)`;
  if (lost?.sent === 'before')
    return { outcome: 'failed', code: 'unreachable', message: `${lost.message}${times}` };
  if (verdict.outcome === 'again')
    return { outcome: 'failed', code: 'busy', message: `${verdict.message}${times}` };
  return verdict;
}

function hideIn(verdict: Verdict, redactor: Redactor): Verdict {
  return 'message' in verdict ? { ...verdict, message: redactor.text(verdict.message) } : verdict;
}

function readError(
  request: UnsignedRequest,
  seen: Attempted & { readonly made: number },
  describe: Describe,
): VendorError {
  const times = seen.made === 1 ? '' : `, ${seen.made} attempts`;
  const what =
    'message' in seen.verdict ? seen.verdict.message : `answered ${seen.answer?.status ?? 'nothing'}`;
  const error = (code: VendorError['code'], next: string): VendorError =>
    new VendorError(code, describe(request, `${what}${times}`, next), { cause: seen.lost });
  if (seen.lost?.sent === 'untrusted')
    return error('unreachable', 'Set caFile to the file of your certificate authority.');
  if (seen.lost?.reason === 'too-large')
    return error('bad-answer', 'Check that baseUrl is the address of the API.');
  if (seen.lost?.reason === 'timeout')
    return error('timeout', 'Try again, or allow more time with --timeout.');
  if (seen.lost) return error('unreachable', 'Check baseUrl and the network.');
  if (isRedirect(seen)) return error('bad-answer', 'Set baseUrl to the address of the API itself.');
  const isServerFault = (seen.answer?.status ?? 0) >= 500 || seen.verdict.outcome === 'again';
  if (seen.garbled && !isServerFault)
    return error('bad-answer', 'Check that baseUrl is the address of the API.');
  if (seen.verdict.outcome === 'unknown' && seen.verdict.badAnswer)
    return error(
      'bad-answer',
      'Nothing in this answer is believed; check that baseUrl is the address of the API.',
    );
  if (seen.verdict.outcome === 'failed') return error('refused', 'See what the vendor says about this code.');
  return error('server-failed', 'The vendor has a problem; try again later.');
}
