// Signs what goes out: the answer's very text, with the request's id and account echoed (nxcloud.md B.1).

import type { DoorContext, Received, Reply } from '../../../simulator/spec.js';
import type { Told } from '../model/envelope.js';
import type { CallbotState } from '../model/state.js';
import { algorithmOf, serverSign } from './sign.js';
import type { VendorFault } from './vendor-faults.js';

export type Seal = (told: Told, request: Received, hits: ReadonlySet<VendorFault>) => Reply;

export function createSeal({ credentials, options, tools }: DoorContext<CallbotState>): Seal {
  return ({ status, body }, { headers }, hits) => {
    const text = JSON.stringify(body);
    // Without an account there is no key to sign with.
    if (headers.uuid !== credentials.uuid || hits.has('no-sign')) return { status, body, text };
    const createTs = String(Math.floor(tools.now() / 1000));
    const parts = { createTs, requestID: headers.requestid ?? '', uuid: headers.uuid ?? '' };
    const algorithm = algorithmOf(headers.algorithm) ?? 'MD5';
    const secretKey = `${credentials.secretKey}${hits.has('bad-sign') ? '?' : ''}`;
    const echo = headers.algorithm !== undefined && options().echoAlgorithm === 'yes';
    return {
      status,
      headers: {
        ...parts,
        sign: serverSign(secretKey, text, parts, algorithm),
        ...(echo ? { algorithm } : {}),
      },
      body,
      text,
    };
  };
}
