// Signs requests and judges answers for one tenant; the session behind it holds the only state there is.

import type { Connection, Value, Verdict } from '../../contract/index.js';
import { isAboutTheToken, judge } from './judge.js';
import { settingsOf } from './settings.js';
import { createSession } from './sign-in.js';

/** Values under these keys are credentials wherever they appear. */
const SECRET_KEYS = [
  'password',
  'extension_password',
  'voicemail_pin',
  'access_token',
  'refresh_token',
  'token',
  'authorization',
] as const;

const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' } as const;

export function connect(
  given: Readonly<Record<string, Value>>,
  reveal: (value: Value) => string,
): Connection {
  const { baseUrl, username, domain, signIn, password: boxed } = settingsOf(given);
  const password = reveal(boxed);
  const session = createSession({ baseUrl, username, password, domain, signIn });

  return {
    baseUrl: `${baseUrl}/`,
    secrets: [password],
    secretKeys: SECRET_KEYS,
    async sign(request, now, send) {
      const token = await session.token(now, send);
      return { url: `${baseUrl}/${request.path}`, headers: { ...HEADERS, Authorization: `Bearer ${token}` } };
    },
    judge: (answer, request) => without(session.tokens(), judge(answer, request)),
    // A plain 403 is about rights, which another token does not change.
    renew: (answer) => isAboutTheToken(answer) && session.renew(),
    close: (send) => session.close(send),
  };
}

/** A vendor that repeats a token in its error text must not make it appear anywhere. */
function without(tokens: readonly string[], verdict: Verdict): Verdict {
  if (!('message' in verdict)) return verdict;
  return {
    ...verdict,
    message: tokens.reduce((text, token) => text.replaceAll(token, '***'), verdict.message),
  };
}
