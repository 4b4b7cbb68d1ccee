// The front door: the order of checks of udesk.md §9.1 up to the body; everything after it is the model's.

import { isSameText } from '../../../simulator/doors.js';
import { Refusal } from '../../../simulator/refusal.js';
import type { Admission, Door, DoorContext, Received } from '../../../simulator/spec.js';
import { NO_SUCH_ROUTE, refused } from '../model/envelope.js';
import { appForbidden } from '../model/refusal.js';
import { findRoute, type Route } from '../model/routes.js';
import type { UdeskState } from '../model/state.js';
import { instantOf, serverSign, WINDOW_MS } from './sign.js';

export function openDoor(context: DoorContext<UdeskState>): Door {
  return {
    admit(request) {
      // udesk.md G06: WebSocket authentication is empty in the document.
      if (request.headers.upgrade !== undefined) return { reply: { status: 501 } };
      const found = findRoute(request.method, request.path);
      if (!found) return { reply: NO_SUCH_ROUTE };
      const refusal = checkCaller(request, context) ?? checkApp(request, found.route, context);
      if (refusal) return refuse(refusal, context);
      return withBody(request, found.route, context);
    },
  };
}

/** Code assumed: the document has none for this (udesk.md G02). */
const denied = (): Refusal => new Refusal('200020', 'authentication error');

/** A token that is sent is a leak, whatever the document's table says (udesk.md G05). */
const tokenSent = (): Refusal => new Refusal('000001', 'ParamsInvalid');

function checkCaller({ query }: Received, context: DoorContext<UdeskState>): Refusal | undefined {
  if (query.has('AuthToken')) return tokenSent();
  const { credentials, tools } = context;
  const sid = query.get('Sid');
  const sign = query.get('Sign');
  const timestamp = query.get('Timestamp');
  if (!sid || !sign || !timestamp) return denied();
  if (sid !== credentials.sid) return denied();
  if (!isSameText(sign, serverSign(sid, credentials.authToken ?? '', timestamp))) return denied();
  const instant = instantOf(timestamp, context.options().timestampUnit ?? 'either');
  if (instant === undefined || Math.abs(tools.now() - instant) > WINDOW_MS) return denied();
  return undefined;
}

function checkApp({ query }: Received, route: Route, context: DoorContext<UdeskState>): Refusal | undefined {
  const id = query.get('AppId') || (route.appId === 'either' ? query.get('app_id') : null);
  if (!id) return route.appId === 'optional' ? undefined : new Refusal('100017', 'AppID Blank');
  const state = context.state();
  const known = state.apps.has(id) || route.name === 'POST apps';
  const enabled = id !== state.appId || context.options().appEnabled !== 'false';
  return known && enabled ? undefined : appForbidden();
}

function withBody(request: Received, route: Route, context: DoorContext<UdeskState>): Admission {
  const { method, path, query, text } = request;
  const plain = { method, path, query: Object.fromEntries(query) };
  if (!route.body || text === '') return { request: { ...plain, body: undefined } };
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'AuthToken' in body) return refuse(tokenSent(), context);
    return { request: { ...plain, body } };
  } catch {
    return refuse(new Refusal('100004', 'invalid character in JSON input'), context);
  }
}

function refuse(refusal: Refusal, context: DoorContext<UdeskState>): Admission {
  const always = context.options().statusMode === 'always200';
  return { reply: refused(refusal, { statusMode: always ? 'always200' : 'documented' }) };
}
