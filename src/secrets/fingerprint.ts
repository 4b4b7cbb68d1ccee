// A secret's fingerprint shows that a secret changed without showing anything of it.

import { createHmac } from 'node:crypto';

/**
 * Eight hex digits of `literal`, keyed to the center's own credential, so that nobody without that credential
 * can try out passwords against it, and equal passwords of two centers do not look equal.
 */
export function fingerprint(credential: string, center: string, literal: string): string {
  return createHmac('sha256', credential).update(`${center}\0${literal}`).digest('hex').slice(0, 8);
}
