// Signs requests and judges answers for one NXLink account.

import type { Connection, UnsignedRequest, Value } from '../../contract/index.js';
import { isAboutTheClock, judge } from './judge.js';
import { settingsOf } from './settings.js';
import { signedHeaders } from './sign.js';

const API = 'saas/cc/openapi/';

export function connect(
  given: Readonly<Record<string, Value>>,
  reveal: (value: Value) => string,
): Connection {
  const settings = settingsOf(given);
  const keys = { accessKey: reveal(settings.accessKey), accessSecret: reveal(settings.accessSecret) };
  const baseUrl = `${settings.baseUrl.replace(/\/+$/, '')}/${API}`;
  const clockTried = new WeakSet<UnsignedRequest>();

  return {
    baseUrl,
    // Every NXLink call is a POST; only these change nothing.
    readPaths: [/^agentGroup\/page$/, /^agentGroup\/member\/list$/, /^agent\/page$/, /^did\/myUsefulNumber$/],
    secrets: [keys.accessSecret, keys.accessKey],
    secretKeys: ['accessKey', 'accessSecret', 'sign', 'token'],
    sign: (request, now) => ({
      url: `${baseUrl}${request.path}`,
      headers: signedHeaders(keys, now, request.bodyText ?? ''),
    }),
    judge,
    renew(answer, request) {
      // The client corrected its clock from the Date header of this very answer; once is enough (A.2, 1004).
      if (!isAboutTheClock(answer) || clockTried.has(request)) return false;
      clockTried.add(request);
      return true;
    },
  };
}
