// One attempt at one call: signed anew, within concurrency and rate, counted, traced and judged.

import pLimit from 'p-limit';
import pThrottle from 'p-throttle';
import {
  type Answer,
  type Connection,
  type RawSend,
  type UnsignedRequest,
  VendorError,
  type Verdict,
} from '../contract/index.js';
import { HIDDEN } from '../secrets/redact.js';
import type { ClientOptions } from './client.js';
import type { ServerClock } from './clock.js';
import { isLoopback } from './loopback.js';
import { type Exchanged, traceLine } from './trace.js';
import { judgeAnswer } from './verdict.js';
import { type Wire, type WireAnswer, WireError, type WireRequest } from './wire.js';

export interface Stats {
  /** Attempts at reads. */
  reads: number;
  /** Attempts at writes. */
  writes: number;
  /** Every exchange, sign-ins included. */
  attempts: number;
  bytesSent: number;
  bytesReceived: number;
}

export interface Attempted {
  readonly verdict: Verdict;
  readonly answer?: Answer;
  readonly garbled: boolean;
  /** Set when there was no whole answer. */
  readonly lost?: WireError;
  /** State of credentials and clock when it was signed. */
  readonly signedWith: { readonly generation: number; readonly correction: number };
}

export interface Attempts {
  once(request: UnsignedRequest, isRead: boolean, generation: number): Promise<Attempted>;
  raw: RawSend;
}

/** Everything that one attempt needs. */
export interface AttemptTools {
  readonly connection: Connection;
  readonly wire: Wire;
  readonly clock: ServerClock;
  readonly options: ClientOptions;
  readonly stats: Stats;
}

/** Binds the tools; the queue for concurrency and rate lives here. */
export function createAttempts(tools: AttemptTools): Attempts {
  const { connection, options, stats, clock } = tools;
  const enqueue = createQueue(connection.baseUrl, options);
  const raw: RawSend = async (request) => {
    try {
      // A sign-in's body is all credentials: the trace shows none of it.
      const seen = await exchange(tools, request, pathOf(request.url), HIDDEN);
      const body = jsonOrNothing(seen.text);
      options.redactor.listen(body);
      return { ...seen, body };
    } catch (error) {
      throw error instanceof WireError ? signInError(request.method, request.url, error) : error;
    }
  };
  const once = (request: UnsignedRequest, isRead: boolean, generation: number): Promise<Attempted> =>
    enqueue(async () => {
      const signedWith = { generation, correction: clock.correction() };
      try {
        const signed = await connection.sign(request, clock.now(), raw);
        stats[isRead ? 'reads' : 'writes']++;
        const wired = { ...signed, method: request.method, ...bodyOf(request) };
        const seen = await exchange(tools, wired, request.path, request.bodyText);
        const { redactor } = options;
        const judged = judgeAnswer(seen, request, connection, options.now(), isRead, redactor.text);
        redactor.listen(judged.answer.body);
        return { ...judged, signedWith };
      } catch (error) {
        // Only signing can throw this: the sign-in failed for now, so nothing of the call itself was sent.
        if (error instanceof VendorError && error.code === 'server-failed')
          return { verdict: { outcome: 'again', message: error.message }, garbled: false, signedWith };
        const lost = lostBy(error);
        if (!lost) throw error;
        return { verdict: { outcome: 'unknown', message: lost.message }, garbled: false, lost, signedWith };
      }
    });
  return { once, raw };
}

/** The limit on calls in flight stands around the rate, so that a call is signed when its turn has come. */
function createQueue(baseUrl: string, options: ClientOptions): <T>(call: () => Promise<T>) => Promise<T> {
  const limit = pLimit(options.concurrency);
  const rate = options.rate ?? (isLoopback(new URL(baseUrl).hostname) ? undefined : options.defaultRate);
  if (rate === undefined) return (call) => limit(call);
  const whole = Math.max(1, Math.floor(rate));
  const turn = pThrottle({ limit: whole, interval: (1000 * whole) / rate, strict: true })(async () => {});
  return (call) =>
    limit(async () => {
      await turn();
      return call();
    });
}

async function exchange(
  { wire, clock, options, stats }: AttemptTools,
  request: WireRequest,
  path: string,
  traced: string | undefined,
): Promise<WireAnswer> {
  const at = options.now();
  const note = (more: Pick<Exchanged, 'status' | 'error'>): void =>
    options.trace?.(
      traceLine(
        {
          at,
          method: request.method,
          path,
          ms: options.now() - at,
          ...(traced === undefined ? {} : { bodyText: traced }),
          ...more,
        },
        options.redactor,
      ),
    );
  stats.attempts++;
  stats.bytesSent += Buffer.byteLength(request.bodyText ?? '');
  try {
    const answer = await wire.exchange(request);
    stats.bytesReceived += answer.bytes;
    clock.observe(answer.headers.date, at, options.now());
    note({ status: answer.status });
    return answer;
  } catch (error) {
    note({ error: error instanceof Error ? error.message : 'no answer' });
    throw error;
  }
}

/** A sign-in that got no answer means that nothing of the call itself was sent. */
function lostBy(error: unknown): WireError | undefined {
  if (error instanceof WireError) return error;
  if (!(error instanceof VendorError) || !(error.cause instanceof WireError)) return undefined;
  const sent = error.cause.sent === 'untrusted' ? 'untrusted' : 'before';
  return new WireError(error.cause.message, sent, error.cause.reason, { cause: error });
}

function signInError(method: string, url: string, cause: WireError): VendorError {
  const code = cause.reason === 'timeout' ? 'timeout' : 'unreachable';
  return new VendorError(code, `${method} ${pathOf(url)}: ${cause.message}. Check baseUrl and the network.`, {
    cause,
  });
}

function bodyOf({ bodyText }: UnsignedRequest): { bodyText?: string } {
  return bodyText === undefined ? {} : { bodyText };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : 'an address that is none';
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
