// Puts a decision or a refusal into the vendor's envelopes and statuses (udesk.md §1.3, §9.3).

import type { Refusal } from '../../../simulator/refusal.js';
import type { Decision } from './decision.js';
import { statusOf } from './refusal.js';
import type { Options } from './switches.js';

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

const SUCCESS = '000000';

export function success(method: string, decision: Decision, options: Options, accepted: boolean): Told {
  const { result, beside } = decision;
  const rest = result === undefined ? beside : { ...beside, Result: result };
  const body = envelope(SUCCESS, decision.description ?? 'OK', decision.envelope, rest);
  if (accepted) return { status: 202, body };
  if (method === 'DELETE' && options.deleteReply === 'empty204') return { status: 204, body: undefined };
  if (options.statusMode === 'always200') return { status: 200, body };
  return { status: method === 'POST' || method === 'PUT' ? 201 : 200, body };
}

export function refused(
  refusal: Pick<Refusal, 'code' | 'message'>,
  options: Pick<Options, 'statusMode'>,
  family?: Decision['envelope'],
): Told {
  const status = options.statusMode === 'always200' ? 200 : statusOf(refusal.code);
  return { status, body: envelope(refusal.code, refusal.message, family, undefined) };
}

function envelope(
  code: Refusal['code'],
  text: string,
  family: Decision['envelope'],
  rest: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  return family === 'control' ? { code, message: text, ...rest } : { ErrCode: code, ErrDesc: text, ...rest };
}

/** A route that does not exist: answered before anything else is looked at. Code from the sister page (udesk.md §5.2). */
export const NO_SUCH_ROUTE: Told = { status: 404, body: { ErrCode: '000036', ErrDesc: 'wrong request' } };
