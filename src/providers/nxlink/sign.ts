// Signs a request (nxcloud.md A.1): MD5 over the sorted headers, the literal body and the secret, lower-case hex.
// Host, path and query are not signed.

import { createHash } from 'node:crypto';

/** Fixed for the call centre (nxcloud.md A.1, 6 no. 3). */
const BIZ_TYPE = '8';
export const ACTION = 'cc';

export interface SigningKeys {
  readonly accessKey: string;
  readonly accessSecret: string;
}

/** The headers to be signed, in the order of their names. */
export type SignedHeaders = Readonly<Record<'accessKey' | 'action' | 'bizType' | 'ts', string>>;

/** Thirty-two lower-case hex digits. `bodyText` is the text as sent; the empty text counts as no body. */
export function signature(headers: SignedHeaders, bodyText: string, accessSecret: string): string {
  const head = `accessKey=${headers.accessKey}&action=${headers.action}&bizType=${headers.bizType}&ts=${headers.ts}`;
  const body = bodyText === '' ? '' : `&body=${bodyText}`;
  return createHash('md5').update(`${head}${body}&accessSecret=${accessSecret}`, 'utf8').digest('hex');
}

/** Every header of one attempt at `now` (milliseconds). */
export function signedHeaders(
  keys: SigningKeys,
  now: number,
  bodyText: string,
): Readonly<Record<string, string>> {
  const headers = {
    accessKey: keys.accessKey,
    action: ACTION,
    bizType: BIZ_TYPE,
    ts: String(Math.floor(now)),
  };
  return {
    ...headers,
    sign: signature(headers, bodyText, keys.accessSecret),
    'Content-Type': 'application/json',
  };
}
