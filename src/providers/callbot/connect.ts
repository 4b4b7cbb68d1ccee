// Signs requests and judges answers for one Callbot account; an answer without a right signature is not believed.

import { randomUUID } from 'node:crypto';
import type { Answer, Connection, UnsignedRequest, Value, Verdict } from '../../contract/index.js';
import { codeOf, isDenial, judge } from './judge.js';
import { settingsOf } from './settings.js';
import { distrust, type SigningKeys, signedHeaders } from './sign.js';

const API = 'callcentre/api/v3/';
/** Every Callbot call is a POST; only these change nothing. */
const READS = [/^listTask$/, /^listOrderDetail$/, /^exportBatchCall$/];

export function connect(
  given: Readonly<Record<string, Value>>,
  reveal: (value: Value) => string,
): Connection {
  const settings = settingsOf(given);
  const keys: SigningKeys = {
    uuid: settings.uuid,
    secretKey: reveal(settings.secretKey),
    algorithm: settings.algorithm,
  };
  const baseUrl = `${settings.baseUrl.replace(/\/+$/, '')}/${API}`;
  // The id of the latest attempt at a request: its answer must give it back.
  const sent = new WeakMap<UnsignedRequest, string>();

  return {
    baseUrl,
    readPaths: READS,
    secrets: [keys.secretKey],
    secretKeys: ['secretKey', 'sign'],
    sign(request, now) {
      const requestID = randomUUID();
      sent.set(request, requestID);
      return {
        url: `${baseUrl}${request.path}`,
        headers: signedHeaders(keys, now, requestID, request.bodyText ?? ''),
      };
    },
    judge: (answer, request) =>
      unbelieved(answer, keys, sent.get(request)) ??
      judge(
        answer,
        request.path,
        READS.some((read) => read.test(request.path)),
      ),
  };
}

/** Nobody knows what an answer is worth that somebody else may have written; a write may be done all the same. */
function unbelieved(answer: Answer, keys: SigningKeys, requestID: string | undefined): Verdict | undefined {
  const code = codeOf(answer);
  if (code === undefined || isDenial(code)) return undefined;
  const why = distrust(keys, answer.headers, answer.text, requestID);
  if (why === undefined) return undefined;
  return { outcome: 'unknown', badAnswer: true, message: `the answer cannot be trusted: ${why}` };
}
