// The front door: headers, account, time and signature of nxcloud.md B.1, then the body; and every answer is signed.

import { isSameText, jsonRequest } from '../../../simulator/doors.js';
import { Refusal } from '../../../simulator/refusal.js';
import type { Admission, Door, DoorContext, Received, Reply } from '../../../simulator/spec.js';
import { NO_SUCH_PATH, refused, type Told } from '../model/envelope.js';
import { missing, wrongFormat, wrongValue } from '../model/refusal.js';
import { findRoute } from '../model/routes.js';
import type { CallbotState } from '../model/state.js';
import { rememberSigner } from './callbacks.js';
import { createSeal } from './seal.js';
import { algorithmOf, serverSign } from './sign.js';
import { spoilRows } from './spoil-rows.js';
import { faults, type VendorFault } from './vendor-faults.js';

/** Codes of nxcloud.md B.2 that are given on purpose. */
const BEFORE: Readonly<Partial<Record<VendorFault, Refusal>>> = {
  code5: new Refusal(5, 'server maintenance'),
  code5001: new Refusal(5001, 'internal error'),
  code6003: new Refusal(6003, 'no permission'),
  code7: new Refusal(7, 'system busy'),
  code1001: new Refusal(1001, 'a batch import is running'),
};
const AFTER: Readonly<Partial<Record<VendorFault, Refusal>>> = {
  'code5001-after': new Refusal(5001, 'internal error'),
  'code7-after': new Refusal(7, 'system busy'),
};

export function openDoor(context: DoorContext<CallbotState>): Door {
  const { tools } = context;
  faults.check(context.options());
  const faultsOf = faults.counter(tools.random);
  const seal = createSeal(context);
  rememberSigner(context);
  let hits: ReadonlySet<VendorFault> = new Set();
  const sealed = (told: Told, request: Received): Reply => seal(told, request, hits);
  return {
    admit(request) {
      const { method, path } = request;
      const route = findRoute(method, path);
      if (!route) return { reply: NO_SUCH_PATH };
      const literal = `${method} ${path}`;
      hits = faultsOf({ write: route.write === true, route: literal, literal }, context.options());
      const told = admitted(request, context, hits);
      return told instanceof Refusal ? { reply: sealed(refused(path, told, tools), request) } : told;
    },
    wrap({ status, body }, request) {
      const late = pick(AFTER, hits);
      if (late) return sealed(refused(request.path, late, tools), request);
      return sealed({ status, body: spoilRows(body, hits) }, request);
    },
  };
}

function admitted(
  request: Received,
  context: DoorContext<CallbotState>,
  hits: ReadonlySet<VendorFault>,
): Exclude<Admission, { reply: Reply }> | Refusal {
  const refusal = checkCaller(request, context) ?? pick(BEFORE, hits);
  if (refusal) return refusal;
  const asked = jsonRequest(request);
  return asked ? { request: asked } : wrongFormat('body');
}

function pick(
  table: Readonly<Partial<Record<VendorFault, Refusal>>>,
  hits: ReadonlySet<VendorFault>,
): Refusal | undefined {
  for (const hit of hits) if (table[hit]) return table[hit];
  return undefined;
}

/** The order of these checks is not documented. */
function checkCaller(
  { headers, raw }: Received,
  { credentials, options, tools }: DoorContext<CallbotState>,
): Refusal | undefined {
  const { requestid: requestID, uuid, createts: createTs, sign } = headers;
  if (!sign) return new Refusal(6001, 'signature missing');
  if (!requestID) return missing('requestID');
  if (!uuid) return missing('uuid');
  if (!createTs) return missing('createTs');
  if (uuid !== credentials.uuid) return new Refusal(6002, 'account does not exist');
  const algorithm = algorithmOf(headers.algorithm);
  if (!algorithm) return wrongValue('algorithm');
  if (!/^\d{1,15}$/.test(createTs)) return wrongFormat('createTs');
  const { clockWindow = '300', clockCode, consoleAlgorithm } = options();
  if (clockWindow !== 'off' && Math.abs(tools.now() / 1000 - Number(createTs)) > Number(clockWindow)) {
    return clockCode === '6' ? new Refusal(6, 'createTs out of range') : wrongValue('createTs');
  }
  const wrongSign = new Refusal(6, 'signature wrong');
  if (consoleAlgorithm !== 'header' && consoleAlgorithm !== algorithm) return wrongSign;
  const expected = serverSign(credentials.secretKey ?? '', raw, { createTs, requestID, uuid }, algorithm);
  if (!isSameText(sign, expected)) return wrongSign;
  // Whether the plain or the compressed text is signed is not documented (nxcloud.md §6 no. 14).
  return headers['content-encoding'] === undefined ? undefined : wrongFormat('Content-Encoding');
}
