// What the status of an answer says, of a vendor that says everything with a code of its own and has left it out.

import type { Answer, Verdict } from '../../contract/index.js';

/** `without` tells people what the answer is not: `Acme's (no code)`. */
export function judgeStatus({ status }: Answer, without: string): Verdict {
  if (status === 429) return { outcome: 'again', message: 'HTTP 429: too many requests' };
  if (status === 401 || status === 403) return { outcome: 'denied', message: `HTTP ${status}` };
  if (status >= 400 && status < 500 && status !== 408) {
    const hint = status === 404 ? '; is baseUrl right?' : '';
    return { outcome: 'failed', code: `http-${status}`, message: `HTTP ${status}${hint}` };
  }
  return { outcome: 'unknown', message: `HTTP ${status} with an answer that is not ${without}` };
}
