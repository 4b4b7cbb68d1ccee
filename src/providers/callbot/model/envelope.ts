// Every answer's envelope: `retCode`, `retMsg`, `responseID` at top level; ping has another (nxcloud.md B.2, B.6.1).

import type { ModelTools } from '../../../contract/index.js';
import { randomHex } from '../../../simulator/draw.js';
import type { Refusal } from '../../../simulator/refusal.js';
import type { Fields } from './fields.js';

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

export function success(path: string, reply: Fields, tools: ModelTools): Told {
  return { status: 200, body: { ...envelope(path, 0, 'success', tools), ...reply } };
}

export function refused(path: string, refusal: Pick<Refusal, 'code' | 'message'>, tools: ModelTools): Told {
  return { status: 200, body: envelope(path, refusal.code, refusal.message, tools) };
}

/** A path that the pages do not know: no code stands for it, so the gateway in front answers. */
export const NO_SUCH_PATH: Told = { status: 404, body: undefined };

function envelope(path: string, code: Refusal['code'], text: string, tools: ModelTools): Fields {
  const id = randomHex(tools.random, 32);
  return path === 'ping' ? { code, msg: text, reqId: id } : { retCode: code, retMsg: text, responseID: id };
}

/** By the code, never by the status. */
export function isSuccess(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { retCode, code } = body as Fields;
  return (retCode ?? code) === 0;
}
