// Signs requests and judges answers for one account; holds the only state there is: which unit of time works.

import type { Answer, Connection, Value, Verdict } from '../../contract/index.js';
import { APP_CODES } from './codes.js';
import { envelopeOf, judge } from './judge.js';
import { settingsOf, type TimestampSetting } from './settings.js';
import { signedQuery, type TimestampUnit } from './sign.js';

/** Values under these keys are credentials or passwords wherever they appear (udesk.md §8). */
const SECRET_KEYS = [
  'Sid',
  'Sign',
  'AuthToken',
  'Token',
  'Secret',
  'Password',
  'ExtenInfos',
  'AdRobotToken',
] as const;

const HEADERS = {
  Accept: 'application/json',
  'Content-Type': 'application/json;charset=utf-8',
} as const;

export function connect(
  given: Readonly<Record<string, Value>>,
  reveal: (value: Value) => string,
): Connection {
  const settings = settingsOf(given);
  const credentials = {
    appId: settings.appId,
    sid: reveal(settings.sid),
    authToken: reveal(settings.authToken),
  };
  const choice = createUnitChoice(settings.timestampUnit);
  const baseUrl = apiBase(settings.baseUrl);

  return {
    baseUrl,
    secrets: [credentials.authToken, credentials.sid],
    secretKeys: SECRET_KEYS,
    sign: (request, now) => ({
      url: `${baseUrl}${request.path}?${signedQuery(credentials, now, choice.unit())}`,
      headers: HEADERS,
    }),
    judge(answer, request) {
      const verdict = judge(answer, request);
      choice.saw(verdict);
      return verdict;
    },
    renew: (answer) => choice.change(answer),
  };
}

/** `https://host/ccapi/v2/`, whether or not the file already says the last part. */
function apiBase(baseUrl: string): string {
  const root = baseUrl.replace(/\/+$/, '');
  return root.endsWith('/ccapi/v2') ? `${root}/` : `${root}/ccapi/v2/`;
}

interface UnitChoice {
  unit(): TimestampUnit;
  saw(verdict: Verdict): void;
  /** After a refusal: whether a repeat may succeed. */
  change(refusal: Answer): boolean;
}

/**
 * G01: the text says milliseconds, every example seconds, and no value satisfies both. `auto` begins with seconds,
 * takes milliseconds after one refused signature, and keeps the first unit that was accepted.
 */
function createUnitChoice(setting: TimestampSetting): UnitChoice {
  let unit: TimestampUnit = setting === 'milliseconds' ? 'milliseconds' : 'seconds';
  let locked = setting !== 'auto';
  return {
    unit: () => unit,
    saw(verdict) {
      if (verdict.outcome === 'ok' || verdict.outcome === 'accepted') locked = true;
    },
    change(refusal) {
      if (locked || isAboutTheApp(refusal)) return false;
      unit = 'milliseconds';
      locked = true;
      return true;
    },
  };
}

/** 100002 and 100017 refuse the application, not the signature. */
function isAboutTheApp(answer: Answer): boolean {
  return APP_CODES.has(envelopeOf(answer)?.code ?? '');
}
