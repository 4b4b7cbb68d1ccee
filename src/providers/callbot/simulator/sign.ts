// Signs and checks as nxcloud.md B.1 says: a plain hash over secret, body text and three headers, upper-case hex.

import { createHash } from 'node:crypto';

export interface SignedParts {
  /** Seconds, as text. */
  readonly createTs: string;
  readonly requestID: string;
  readonly uuid: string;
}

export type Algorithm = 'MD5' | 'SHA256';

/** The literal key is `requestID`, however the header is spelled (nxcloud.md §6 no. 11). */
export function serverSign(
  secretKey: string,
  body: Uint8Array | string,
  { createTs, requestID, uuid }: SignedParts,
  algorithm: Algorithm,
): string {
  return createHash(algorithm.toLowerCase())
    .update(`${secretKey}&body=`, 'utf8')
    .update(body)
    .update(`&createTs=${createTs}&requestID=${requestID}&uuid=${uuid}`, 'utf8')
    .digest('hex')
    .toUpperCase();
}

/** A missing header means MD5; undefined: it names neither. */
export function algorithmOf(header: string | undefined): Algorithm | undefined {
  if (header === undefined || header === 'MD5') return 'MD5';
  return header === 'SHA256' ? 'SHA256' : undefined;
}
