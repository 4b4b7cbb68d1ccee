// Turns one HTTP answer into a verdict: what every vendor has in common is judged here, the rest by the provider.

import type { Answer, Connection, UnsignedRequest, Verdict } from '../contract/index.js';
import { retryAfterMs } from './retry.js';
import type { WireAnswer } from './wire.js';

export interface Judged {
  readonly verdict: Verdict;
  readonly answer: Answer;
  /** The text was not JSON, or empty where a read must say something. */
  readonly garbled: boolean;
}

/** Judges an answer that arrived whole. `now` in ms. `hide` takes secrets out of a text before a part of it is quoted. */
export function judgeAnswer(
  seen: WireAnswer,
  request: UnsignedRequest,
  connection: Connection,
  now: number,
  isRead: boolean,
  hide: (text: string) => string,
): Judged {
  const parsed = parseJson(seen.text);
  const empty = isRead && seen.status !== 204 && seen.text.trim() === '';
  const garbled = parsed === NOT_JSON || empty;
  const body = parsed === NOT_JSON ? undefined : parsed;
  const answer: Answer = { status: seen.status, headers: seen.headers, body, text: seen.text };
  const asked = retryAfterMs(seen.headers['retry-after'], now);
  const verdict =
    commonVerdict(answer, asked) ??
    (garbled ? garbledVerdict(answer, hide) : byProvider(answer, request, connection, asked));
  return { verdict, answer, garbled };
}

function commonVerdict({ status, headers }: Answer, asked: number | undefined): Verdict | undefined {
  if (status === 429) return again('the vendor limits the rate of calls (429)', asked);
  if (status < 300 || status > 399) return undefined;
  const message = `answered with a redirect (${status}) to ${shortOrigin(headers.location)}, which is not followed`;
  const notDone = [301, 307, 308].includes(status);
  return notDone ? { outcome: 'failed', code: 'redirected', message } : { outcome: 'unknown', message };
}

function garbledVerdict(answer: Answer, hide: (text: string) => string): Verdict {
  const { status } = answer;
  const message = `answered ${status} with ${describe(answer.text, hide)} instead of JSON`;
  if (status === 401 || status === 403) return { outcome: 'denied', message };
  const definite = status >= 400 && status < 500 && status !== 408;
  return definite ? { outcome: 'failed', code: `http-${status}`, message } : { outcome: 'unknown', message };
}

function byProvider(
  answer: Answer,
  request: UnsignedRequest,
  connection: Connection,
  asked: number | undefined,
): Verdict {
  try {
    const verdict = connection.judge(answer, request);
    return verdict.outcome === 'again' ? again(verdict.message, verdict.afterMs ?? asked) : verdict;
  } catch (error) {
    // A judge that trips over a hostile answer knows nothing about the write.
    const why = error instanceof Error ? error.message : 'an unknown reason';
    return {
      outcome: 'unknown',
      message: `answered ${answer.status} in a form that is not understood: ${why}`,
    };
  }
}

function again(message: string, afterMs: number | undefined): Verdict {
  return { outcome: 'again', message, ...(afterMs === undefined ? {} : { afterMs }) };
}

const NOT_JSON = Symbol('not JSON');

function parseJson(text: string): unknown {
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (bare.trim() === '') return undefined;
  try {
    return JSON.parse(bare);
  } catch {
    return NOT_JSON;
  }
}

const QUOTED = 40;

function describe(text: string, hide: (text: string) => string): string {
  if (text.trim() === '') return 'an empty text';
  if (/^\s*</.test(text)) return 'HTML';
  const begin = hide(text.trimStart().slice(0, 100 * QUOTED));
  return `the text ${JSON.stringify(begin.trim().slice(0, QUOTED))}`;
}

/** A redirect's address may carry a token: only its origin is shown. */
function shortOrigin(location: string | undefined): string {
  if (location === undefined) return 'nowhere';
  return URL.canParse(location) ? new URL(location).origin : 'another path';
}
