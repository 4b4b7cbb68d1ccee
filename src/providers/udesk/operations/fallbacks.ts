// Second ways to make a body, each tried once after a definite refusal, because the documentation contradicts itself.

import type { Request, Verdict } from '../../../contract/index.js';
import { meaningOf100004 } from '../codes.js';

/** §5.1: "Unexpected end of JSON input" where no body is documented: once more with `{}`. */
export function emptyBodyOnce(request: Request, verdict: Verdict): Request | undefined {
  if (request.body !== undefined || verdict.outcome !== 'failed') return undefined;
  return meaningOf100004(verdict.message) === 'no-body' ? { ...request, body: {} } : undefined;
}

/** G54: the table wraps the fields of a subscription in an object, the example does not. */
export function wrappedOnce(request: Request): Request | undefined {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body) || 'subscription' in body) {
    return undefined;
  }
  return { ...request, body: { subscription: body } };
}
