// Checks who is calling: MD5 over the headers and the very bytes of the body (nxcloud.md A.1).

import { createHash } from 'node:crypto';

export interface SignedHeaders {
  readonly accessKey: string;
  readonly action: string;
  readonly bizType: string;
  /** Milliseconds, as text. */
  readonly ts: string;
}

/** Lower-case hex. The body is never parsed and written anew: its spaces and order count (nxcloud.md §6 no. 1). */
export function serverSign(headers: SignedHeaders, raw: Uint8Array, accessSecret: string): string {
  const { accessKey, action, bizType, ts } = headers;
  const hash = createHash('md5');
  hash.update(`accessKey=${accessKey}&action=${action}&bizType=${bizType}&ts=${ts}`, 'utf8');
  // `{}` is a body (nxcloud.md §6 no. 2).
  if (raw.length > 0) hash.update('&body=').update(raw);
  return hash.update(`&accessSecret=${accessSecret}`, 'utf8').digest('hex');
}

/** "At most 60 000 ms difference": on both sides, boundary included. */
export const WINDOW_MS = 60_000;
