// Every answer's envelope: `reqId`, `code`, `msg`, `data`, and `total` on two pages (nxcloud.md A.2). HTTP 200 always.

import type { ModelTools } from '../../../contract/index.js';
import type { Refusal } from './refusal.js';

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

export function success(data: unknown, total: number | undefined, tools: ModelTools): Told {
  const rest = total === undefined ? {} : { total };
  return { status: 200, body: { reqId: requestId(tools), code: 0, msg: 'Success', data, ...rest } };
}

export function refused(refusal: Pick<Refusal, 'code' | 'message'>, tools: ModelTools, data: unknown): Told {
  return {
    status: 200,
    body: { reqId: requestId(tools), code: refusal.code, msg: refusal.message, data },
  };
}

/** A path that the pages do not know: no code stands for it, so the gateway in front answers. */
export const NO_SUCH_PATH: Told = { status: 404, body: undefined };

function requestId(tools: ModelTools): string {
  let id = '';
  while (id.length < 32) {
    id += Math.floor(tools.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  }
  return id;
}
