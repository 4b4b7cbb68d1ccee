// What an answer means: ErrCode first, HTTP status second (udesk.md §1.3, §1.4, §5).

import type { Answer, UnsignedRequest, Verdict } from '../../contract/index.js';
import {
  ABSENT_CODES,
  APP_CODES,
  AUTH_CODES,
  EXTENSION_BOUND,
  isDefinite,
  meaningOf,
  meaningOf100004,
  NUMBER_EXISTS,
  OK,
  SERVER_CODES,
  WRONG_MESSAGE,
} from './codes.js';

export function judge(answer: Answer, request: UnsignedRequest): Verdict {
  const envelope = envelopeOf(answer);
  if (envelope === undefined) return judgeStatus(answer, request);
  const { code, text } = envelope;
  if (code === OK) return success(answer);
  if (AUTH_CODES.has(code)) return { outcome: 'denied', message: describe(code, text) };
  if (APP_CODES.has(code)) return { outcome: 'denied', message: describe(code, text) };
  if (SERVER_CODES.has(code)) return { outcome: 'unknown', message: describe(code, text) };
  if (code === WRONG_MESSAGE) return judge100004(text, request);
  if (ABSENT_CODES.has(code)) return judgeAbsent(code, text, request);
  if (code === NUMBER_EXISTS && isCall(request, 'POST', 'extensions')) {
    return { outcome: 'already', look: false, message: describe(code, text) };
  }
  if (code === EXTENSION_BOUND && isCall(request, 'DELETE', 'extensions')) {
    // C3, §4.1: bound somewhere is drift, and the refusal protects a phone in use.
    return failed(code, `${describe(code, text)}; unbind it first, or take it out of the file`);
  }
  if (isDefinite(code)) return failed(code, describe(code, text));
  return judgeUnlisted(answer, request, code, text);
}

// ---------------------------------------------------------------- with an ErrCode

function success(answer: Answer): Verdict {
  return answer.status === 202 ? { outcome: 'accepted' } : { outcome: 'ok' };
}

function judge100004(text: string, request: UnsignedRequest): Verdict {
  const message = describe(WRONG_MESSAGE, text);
  switch (meaningOf100004(text)) {
    case 'duplicate':
      // Somebody (perhaps this call, once) made it: read again and see (C21, G41).
      return request.method === 'POST'
        ? { outcome: 'already', look: request.path !== 'extensions', message }
        : failed(WRONG_MESSAGE, message);
    case 'no-body':
      return failed(
        WRONG_MESSAGE,
        `${message}: the body did not arrive; does a proxy strip bodies from ${request.method}? (G62)`,
      );
    case 'dependency':
      return failed(WRONG_MESSAGE, `${message}: something is still bound to it; plan again`);
    case 'other':
      return failed(WRONG_MESSAGE, message);
  }
}

/**
 * Absent is the wanted end of a delete. After an unbind one looks, since the agent itself may be gone (G42), and after
 * the delete of an agent, since its extensions may have stayed (G30).
 */
function judgeAbsent(code: string, text: string, request: UnsignedRequest): Verdict {
  const message = describe(code, text);
  if (request.method !== 'DELETE') return failed(code, message);
  return { outcome: 'already', look: request.path.startsWith('agents/'), message };
}

/** Unknown codes are permanent; with a status that promises nothing, a write may still have happened. */
function judgeUnlisted(answer: Answer, request: UnsignedRequest, code: string, text: string): Verdict {
  if (answer.status === 401 || answer.status === 403) {
    return { outcome: 'denied', message: describe(code, text) };
  }
  if (answer.status === 429) return THROTTLED;
  const refused = answer.status >= 400 && answer.status < 500;
  return refused || request.method === 'GET'
    ? failed(code, describe(code, text))
    : { outcome: 'unknown', message: describe(code, text) };
}

// ---------------------------------------------------------------- without one

function judgeStatus(answer: Answer, request: UnsignedRequest): Verdict {
  const { status } = answer;
  const empty = answer.text.trim() === '';
  if (status >= 200 && status < 300) {
    if (empty && request.method !== 'GET') return success(answer);
    const message = `HTTP ${status} with an answer that is not Udesk's (no ErrCode)`;
    return { outcome: 'unknown', message, badAnswer: true };
  }
  if (status === 401 || status === 403) {
    return { outcome: 'denied', message: `HTTP ${status}: the credentials are not accepted` };
  }
  if (status === 429) return THROTTLED;
  if (status === 408 || status >= 500) return { outcome: 'unknown', message: `HTTP ${status}` };
  if (status >= 300 && status < 400) {
    return failed(`http-${status}`, `HTTP ${status}: a redirect, which is not followed; correct baseUrl`);
  }
  if (status === 404 && request.method === 'DELETE' && empty) {
    return { outcome: 'already', look: true, message: 'HTTP 404' };
  }
  return failed(`http-${status}`, `HTTP ${status}${status === 404 ? '; is baseUrl right?' : ''}`);
}

const THROTTLED: Verdict = { outcome: 'again', message: 'HTTP 429: too many requests' };

// ---------------------------------------------------------------- pieces

/** The code is compared as text: leading zeros carry meaning. A number is not Udesk's envelope. */
export function envelopeOf(answer: Answer): { readonly code: string; readonly text: string } | undefined {
  const { body } = answer;
  if (typeof body !== 'object' || body === null || !('ErrCode' in body)) return undefined;
  if (typeof body.ErrCode !== 'string') return undefined;
  const text = 'ErrDesc' in body && typeof body.ErrDesc === 'string' ? body.ErrDesc : '';
  return { code: body.ErrCode, text: text.slice(0, 300) };
}

function describe(code: string, text: string): string {
  const meaning = meaningOf(code);
  const said = text === '' ? `Udesk ${code}` : `Udesk ${code} "${text}"`;
  return meaning === undefined ? said : `${said}: ${meaning}`;
}

function failed(code: string, message: string): Verdict {
  return { outcome: 'failed', code, message };
}

function isCall(request: UnsignedRequest, method: string, path: string): boolean {
  return request.method === method && request.path === path;
}
