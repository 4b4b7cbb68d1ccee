// Every answer's envelope: `reqId`, `code`, `msg`, `data`, and `total` on two pages (nxcloud.md A.2). HTTP 200 always.

import type { ModelTools } from '../../../contract/index.js';
import { randomHex } from '../../../simulator/draw.js';
import type { Refusal } from '../../../simulator/refusal.js';

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

export function success(data: unknown, total: number | undefined, tools: ModelTools): Told {
  const rest = total === undefined ? {} : { total };
  return {
    status: 200,
    body: { reqId: randomHex(tools.random, 32), code: 0, msg: 'Success', data, ...rest },
  };
}

export function refused(refusal: Pick<Refusal, 'code' | 'message'>, tools: ModelTools, data: unknown): Told {
  return {
    status: 200,
    body: { reqId: randomHex(tools.random, 32), code: refusal.code, msg: refusal.message, data },
  };
}

/** A path that the pages do not know: no code stands for it, so the gateway in front answers. */
export const NO_SUCH_PATH: Told = { status: 404, body: undefined };
