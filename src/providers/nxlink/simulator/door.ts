// The front door: common headers, account, time and signature of nxcloud.md A.1, then the body; the rest is the model's.

import { isSameText, jsonRequest } from '../../../simulator/doors.js';
import { Refusal } from '../../../simulator/refusal.js';
import type { Door, DoorContext, Received, Reply } from '../../../simulator/spec.js';
import { NO_SUCH_PATH, refused } from '../model/envelope.js';
import { findRoute } from '../model/routes.js';
import type { NxlinkState } from '../model/state.js';
import { serverSign, WINDOW_MS } from './sign.js';
import { faults, type VendorFault } from './vendor-faults.js';

export function openDoor(context: DoorContext<NxlinkState>): Door {
  const { tools } = context;
  faults.check(context.options());
  const faultsOf = faults.counter(tools.random);
  let hits: ReadonlySet<VendorFault> = new Set();
  const answer = (refusal: Refusal, data: unknown): Reply => refused(refusal, tools, data);
  return {
    admit(request) {
      const route = findRoute(request.method, request.path);
      if (!route) return { reply: NO_SUCH_PATH };
      const options = context.options();
      const literal = `${request.method} ${request.path}`;
      hits = faultsOf({ write: route.write === true, route: literal, literal }, options);
      const denied = hits.has('code1004') ? outOfWindow() : checkCaller(request, context);
      if (denied) return { reply: answer(options.authCodes === 'one' ? compressed() : denied, {}) };
      if (hits.has('code88')) return { reply: answer(new Refusal(88, 'Failure'), null) };
      if (hits.has('code99')) return { reply: answer(systemError(), null) };
      const asked = jsonRequest(request);
      return asked ? { request: asked } : { reply: answer(new Refusal(1002, 'Body parameter wrong'), {}) };
    },
    wrap({ status, body }) {
      if (hits.has('code99-after')) return answer(systemError(), null);
      return { status, body: hits.has('short-list') ? shortened(body) : body };
    },
  };
}

const systemError = (): Refusal => new Refusal(99, 'System Error');
const outOfWindow = (): Refusal => new Refusal(1004, 'ts out of range');
/** The pages of the calls know one code for all of 1001 to 1005 (nxcloud.md A.2, §6 no. 4). */
const compressed = (): Refusal => new Refusal(1001, 'Authorization Failed');

/** The order of these checks is not documented. */
function checkCaller(
  { headers, raw }: Received,
  { credentials, tools }: DoorContext<NxlinkState>,
): Refusal | undefined {
  const { accesskey: accessKey, ts, biztype: bizType, action, sign } = headers;
  if (!accessKey || !ts || !bizType || !action || !sign) {
    return new Refusal(1001, 'Common parameter missing in header');
  }
  if (bizType !== '8' || action !== 'cc') return new Refusal(1002, 'bizType or action wrong');
  if (accessKey !== credentials.accessKey) return new Refusal(1005, 'accessKey wrong');
  if (!isNear(ts, tools.now())) return outOfWindow();
  const expected = serverSign({ accessKey, action, bizType, ts }, raw, credentials.accessSecret ?? '');
  if (!isJson(headers) || !isSameText(sign, expected)) return new Refusal(1003, 'sign invalid');
  return undefined;
}

/** Seconds are far out of the window: the unit is milliseconds. */
function isNear(ts: string, now: number): boolean {
  return /^\d{1,15}$/.test(ts) && Math.abs(now - Number(ts)) <= WINDOW_MS;
}

function isJson(headers: Received['headers']): boolean {
  return /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');
}

function shortened(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data))
    return body;
  return { ...body, data: body.data.slice(0, -1) };
}
