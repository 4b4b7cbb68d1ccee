// What an answer means: Callbot says everything with `retCode`; an HTTP status alone is a transport failure
// (nxcloud.md B.2).

import type { Answer, Verdict } from '../../contract/index.js';
import { record } from '../decoding.js';
import { judgeStatus } from '../kit/index.js';

const OK = 0;
const MAINTENANCE = 5;
const INTERNAL = 5001;
const BUSY = 7;
const IMPORTING = 1001;
const TOO_MANY = 4001;
const MISSING = 2;

/** Credentials, signature, permission: nothing that is sent again will fare better. */
const STOPS: ReadonlySet<number> = new Set([6, 6001, 6002, 6003]);
/** 4 no. 11: sent again, and a write only after a look. */
const PASSING: ReadonlySet<number> = new Set([MAINTENANCE, INTERNAL, BUSY]);

/** How long a running import is given before the next try, ms. */
const IMPORT_MS = 3_000;

/** The vendor's code, if the answer has one. */
export function codeOf(answer: Answer): number | undefined {
  const code = record(answer.body)?.retCode;
  return typeof code === 'number' ? code : undefined;
}

/** Says that the credentials are not accepted; believed unsigned, since all that follows is that we stop. */
export function isDenial(code: number): boolean {
  return STOPS.has(code);
}

/** What an answer whose signature holds means. `isRead`: sending it again changes nothing. */
export function judge(answer: Answer, path: string, isRead: boolean): Verdict {
  const code = codeOf(answer);
  if (code === undefined) return judgeStatus(answer, "Callbot's (no retCode)");
  if (code === OK) return { outcome: 'ok' };
  const message = describe(code, record(answer.body), path);
  if (isDenial(code)) return { outcome: 'denied', message };
  if (code === IMPORTING) return { outcome: 'again', afterMs: IMPORT_MS, message };
  if (PASSING.has(code)) return isRead ? { outcome: 'again', message } : { outcome: 'unknown', message };
  return { outcome: 'failed', code: String(code), message };
}

/** B.2, 2: a parameter is missing. */
export function isMissing(verdict: Verdict): boolean {
  return verdict.outcome === 'failed' && verdict.code === String(MISSING);
}

/** B.2, 4001: an array had too many elements. */
export function isTooMany(verdict: Verdict): boolean {
  return verdict.outcome === 'failed' && verdict.code === String(TOO_MANY);
}

const MEANINGS: Readonly<Record<number, string>> = {
  1: 'general error',
  2: 'a parameter is missing',
  3: 'a parameter has a wrong format',
  4: 'a parameter has a wrong value',
  4001: 'too many elements in one call',
  5: 'the vendor is under maintenance',
  5001: 'internal error on the vendor’s side',
  6: 'the signature is not accepted; are secretKey and algorithm those of the console?',
  6001: 'the signature is missing',
  6002: 'there is no such account; is uuid right?',
  6003: 'the account may not do this',
  7: 'the vendor is busy',
  1001: 'a batch is being imported; import and export have to wait',
};

function describe(code: number, body: Readonly<Record<string, unknown>> | undefined, path: string): string {
  const said = typeof body?.retMsg === 'string' ? body.retMsg.slice(0, 300) : '';
  const meaning = MEANINGS[code];
  const responseID = typeof body?.responseID === 'string' ? body.responseID.slice(0, 80) : '';
  return [
    `Callbot ${code}`,
    said === '' ? '' : ` "${said}"`,
    meaning === undefined ? '' : `: ${meaning}`,
    // A batch goes out whole or not at all: chunks would delete each other (B.6.12).
    code === TOO_MANY && path === 'importBatchCall'
      ? '; a batch cannot be cut in pieces, so use contactsMode: append'
      : '',
    responseID === '' ? '' : ` (responseID ${responseID})`,
  ].join('');
}
