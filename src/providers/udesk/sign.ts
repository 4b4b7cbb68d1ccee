// Signs a request (udesk.md §1.2): SHA-1 over Sid, AuthToken and the very timestamp that the query carries.
// Method, path, body and AppId are not signed, so a signed URL is a credential for the whole account.

import { createHash } from 'node:crypto';

export type TimestampUnit = 'seconds' | 'milliseconds';

export interface Credentials {
  readonly appId: string;
  readonly sid: string;
  readonly authToken: string;
}

/** Forty lower-case hex digits. */
export function signature(sid: string, authToken: string, timestamp: string): string {
  return createHash('sha1').update(`${sid}${authToken}${timestamp}`, 'utf8').digest('hex');
}

/** `now` in milliseconds, as the text that is sent and signed. */
export function timestampText(now: number, unit: TimestampUnit): string {
  return String(unit === 'seconds' ? Math.floor(now / 1000) : Math.floor(now));
}

/** The four query parameters of every request, encoded. */
export function signedQuery(credentials: Credentials, now: number, unit: TimestampUnit): string {
  const timestamp = timestampText(now, unit);
  return new URLSearchParams({
    Timestamp: timestamp,
    AppId: credentials.appId,
    Sid: credentials.sid,
    Sign: signature(credentials.sid, credentials.authToken, timestamp),
  }).toString();
}
