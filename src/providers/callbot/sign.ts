// Signs a request and checks an answer (nxcloud.md B.1): a plain hash over secret, literal body and headers, in a fixed
// order, upper-case hex. Host and path are not signed.

import { createHash } from 'node:crypto';

export type Algorithm = 'MD5' | 'SHA256';

export interface SigningKeys {
  readonly uuid: string;
  readonly secretKey: string;
  readonly algorithm: Algorithm;
}

/** What is signed beside the body. `createTs` in seconds. */
export interface Signed {
  readonly requestID: string;
  readonly createTs: string;
}

/** Thirty-two (MD5) or sixty-four (SHA256) upper-case hex digits. `bodyText` is the text as it is on the wire. */
export function signature(
  { uuid, secretKey, algorithm }: SigningKeys,
  { requestID, createTs }: Signed,
  bodyText: string,
): string {
  const text = `${secretKey}&body=${bodyText}&createTs=${createTs}&requestID=${requestID}&uuid=${uuid}`;
  return createHash(algorithm.toLowerCase()).update(text, 'utf8').digest('hex').toUpperCase();
}

/** Every header of one attempt at `now` (milliseconds). The algorithm is always said (6 no. 12). */
export function signedHeaders(
  keys: SigningKeys,
  now: number,
  requestID: string,
  bodyText: string,
): Readonly<Record<string, string>> {
  const createTs = String(Math.floor(now / 1000));
  return {
    requestID,
    uuid: keys.uuid,
    createTs,
    sign: signature(keys, { requestID, createTs }, bodyText),
    algorithm: keys.algorithm,
    'Content-Type': 'application/json',
  };
}

/**
 * Why an answer cannot be believed, or undefined if its signature proves it (B.1, "Responses are signed too").
 * `headers` have names in lower case; `requestID` is the one that was sent, if it is known.
 */
export function distrust(
  keys: SigningKeys,
  headers: Readonly<Record<string, string>>,
  text: string,
  requestID: string | undefined,
): string | undefined {
  const { requestid, uuid, createts, sign } = headers;
  if (sign === undefined || requestid === undefined || createts === undefined) return 'it is not signed';
  if (requestID !== undefined && requestid !== requestID) return 'it answers another request';
  if (uuid !== undefined && uuid !== keys.uuid) return 'it is signed for another account';
  const right = signature(keys, { requestID: requestid, createTs: createts }, text);
  if (sign.toUpperCase() === right) return undefined;
  return 'its signature is wrong; are secretKey and algorithm those of the console?';
}
