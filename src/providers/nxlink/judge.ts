// What an answer means: NXLink says everything with `code`; an HTTP status alone is a transport failure (nxcloud.md A.2).

import type { Answer, Verdict } from '../../contract/index.js';
import { record } from '../decoding.js';
import { judgeStatus } from '../kit/index.js';

/** 6 no. 4: one page lists 1001–1005 apart, the others fold 1000 to 1009 into "Authorization Failed". */
const BAD_REQUEST = 1002;
const CLOCK = 1004;

export function judge(answer: Answer): Verdict {
  const body = record(answer.body);
  if (answer.status === 429 || typeof body?.code !== 'number')
    return judgeStatus(answer, "NXLink's (no code)");
  const message = describe(body.code, body.msg);
  if (body.code === 0) return { outcome: 'ok' };
  if (body.code === 99) return { outcome: 'unknown', message };
  if (body.code === BAD_REQUEST) return { outcome: 'failed', code: '1002', message };
  if (body.code >= 1000 && body.code <= 1009) return { outcome: 'denied', message };
  return { outcome: 'failed', code: String(body.code), message };
}

/** 1004: the time was out of the window of 60 seconds. */
export function isAboutTheClock(answer: Answer): boolean {
  return record(answer.body)?.code === CLOCK;
}

const MEANINGS: Readonly<Record<number, string>> = {
  88: 'failure; the vendor says to ask support',
  99: 'system error on the vendor’s side',
  1001: 'a header is missing',
  1002: 'a parameter is wrong',
  1003: 'the signature is not accepted; is accessSecret right?',
  1004: 'the clock is more than 60 seconds off',
  1005: 'accessKey is wrong, or the account has no permission',
  41000: 'a parameter is wrong or empty',
};

function describe(code: number, msg: unknown): string {
  const said =
    typeof msg === 'string' && msg !== '' ? `NXLink ${code} "${msg.slice(0, 300)}"` : `NXLink ${code}`;
  const meaning = MEANINGS[code];
  return meaning === undefined ? said : `${said}: ${meaning}`;
}
