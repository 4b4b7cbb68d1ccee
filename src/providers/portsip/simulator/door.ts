// The front door: rate, sign-in, bearer, scope and role, before the model sees a request (portsip.md 2, 8).

import type { ModelRequest } from '../../../contract/index.js';
import type { Admission, Door, DoorContext, Received, Reply } from '../../../simulator/spec.js';
import type { PortsipState } from '../model/index.js';
import { roleOf } from './accounts.js';
import { countCall, newMeter } from './rate.js';
import { done, fail } from './reply.js';
import { mayCall } from './rights.js';
import { endSession, noSessions, type Session, useSession } from './sessions.js';
import { authSignIn, type Desk, oauthToken, oneTimeCode, refreshed, whoAmI } from './sign-in.js';

type Json = Readonly<Record<string, unknown>>;
type Open = (desk: Desk, request: Received, body: Json) => Reply;
type Closed = (desk: Desk, session: Session, request: Received) => Reply;

const OAUTH: Readonly<Record<string, Open>> = {
  'POST login/oauth/token': (desk, request) => oauthToken(desk, request),
};

const AUTH: Readonly<Record<string, Open>> = {
  'POST auth/sign_in': (desk, _request, body) => authSignIn(desk, body),
  'POST auth/refresh_token': (desk, _request, body) => refreshed(desk, body.refresh_token),
  'POST auth/send_otp': (desk, _request, body) => oneTimeCode(desk, body, false),
  'POST auth/verify_otp': (desk, _request, body) => oneTimeCode(desk, body, true),
};

/** Routes that need a bearer and no model. */
const SIGNED_IN: Readonly<Record<string, Closed>> = {
  'POST login/oauth/revoke': signOut,
  'POST auth/sign_out': signOut,
  'GET auth/user': whoAmI,
  'POST tenants/switch': switchTenant,
  'GET tenants': listTenants,
  'GET admin/status': (desk, session) =>
    isSystem(session) ? done({ version: versionOf(desk.facts.state) }) : forbidden(),
};

/** All of the door's own routes; none of them writes configuration. */
export const doorRoutes: readonly string[] = [OAUTH, AUTH, SIGNED_IN].flatMap(Object.keys);

export function openDoor(context: DoorContext<PortsipState>): Door {
  const memory = {
    sessions: noSessions(),
    pending: new Set<string>(),
    failures: { count: 0 },
    meter: newMeter(),
  };
  return {
    admit(request) {
      const desk = deskNow(context, memory);
      const { options } = desk.facts;
      const wait = countCall(memory.meter, Number(options.rateLimit), context.tools.now());
      if (wait !== undefined) {
        const headers = { 'retry-after': String(wait) };
        return { reply: fail(Number(options.throttled), 'UNKNOWN', 'too many requests', headers) };
      }
      return enter(desk, request);
    },
  };
}

type Memory = Pick<Desk, 'sessions' | 'pending' | 'failures'>;

function deskNow(context: DoorContext<PortsipState>, memory: Memory): Desk {
  const options = context.options();
  return {
    sessions: memory.sessions,
    pending: memory.pending,
    failures: memory.failures,
    tools: context.tools,
    facts: { credentials: context.credentials, options, state: context.state() },
    rules: {
      expiresIn: Number(options.expiresIn),
      refreshExpiresIn: Number(options.refreshExpiresIn),
      refreshAgain: options.refresh === 'again',
      oldAccessDies: options.oldAccess === 'dies',
      oneLogin: options.logins === 'one',
      tokenCalls: Number(options.tokenCalls),
    },
  };
}

function enter(desk: Desk, request: Received): Admission {
  const { options, state } = desk.facts;
  const route = `${request.method} ${request.path}`;
  const family = /^(?:login\/(oauth)|(auth))\//.exec(request.path)?.slice(1).find(Boolean);
  // A server of another release does not know the other family's paths at all.
  if (family && options.signIn !== 'both' && options.signIn !== family)
    return { reply: fail(404, 'UNKNOWN', 'not found') };
  if (route in OAUTH) return { reply: OAUTH[route]?.(desk, request, {}) ?? forbidden() };
  const body = readJson(request);
  if ('reply' in body) return body;
  const open = AUTH[route];
  if (open) return { reply: open(desk, request, isObject(body.json) ? body.json : {}) };
  const session = bearerOf(desk, request);
  if (!session)
    return {
      reply: fail(Number(options.expired), 'UNAUTHORIZED', 'the access token is missing or no longer valid'),
    };
  const closed = SIGNED_IN[route];
  if (closed) return { reply: closed(desk, session, request) };
  if (!session.inTenant) return { reply: fail(403, 'UNKNOWN', 'switch to a tenant first') };
  if (!mayCall(roleOf(desk.facts, session.login), request.method, request.path))
    return { reply: forbidden() };
  // The vendor knows who asks; the model is told before each request (22.3: who may delete an Admin).
  state.systemWide = isSystem(session);
  return { request: modelRequest(request, body.json) };
}

function modelRequest(request: Received, body: unknown): ModelRequest {
  return { method: request.method, path: request.path, query: Object.fromEntries(request.query), body };
}

function readJson({
  method,
  text,
  headers,
}: Received): { readonly json: unknown } | { readonly reply: Reply } {
  if (text === '' || method === 'GET') return { json: undefined };
  if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
    return { reply: fail(400, 'VALIDATE_FAILED', 'the body must be application/json') };
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { reply: fail(400, 'VALIDATE_FAILED', 'the body is not JSON') };
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function bearerOf(desk: Desk, { headers }: Received): Session | undefined {
  const match = /^Bearer (\S+)$/.exec(headers.authorization ?? '');
  return match?.[1] === undefined ? undefined : useSession(desk.sessions, match[1], desk.rules, desk.tools);
}

const isSystem = (session: Session): boolean => session.login.domain === undefined;
const forbidden = (): Reply => fail(403, 'UNKNOWN', 'the role may not do this');
const versionOf = (state: PortsipState): string => state.version ?? `${state.options.rules}.0`;

function signOut(desk: Desk, session: Session): Reply {
  endSession(desk.sessions, session);
  return done();
}

/** The same token changes meaning on the server; going back is not documented (portsip.md 2.2). */
function switchTenant(desk: Desk, session: Session, request: Received): Reply {
  if (!isSystem(session)) return forbidden();
  if (request.query.get('id') !== desk.facts.state.tenant.id)
    return fail(Number(desk.facts.options.notFound), 'UNKNOWN', 'tenant not found');
  session.inTenant = true;
  return done();
}

function listTenants(desk: Desk, session: Session): Reply {
  if (!isSystem(session)) return forbidden();
  const { id, name, domain } = desk.facts.state.tenant;
  return done({ count: 1, items: [{ id, name, domain, enabled: true }] });
}
