// The two sign-in families: A, the OAuth form, and B, `/auth/*` in JSON (portsip.md 2.1).

import type { ModelTools } from '../../../contract/index.js';
import type { Received, Reply } from '../../../simulator/spec.js';
import { type AccountFacts, checkLogin, roleOf } from './accounts.js';
import { done, fail } from './reply.js';
import {
  newToken,
  openSession,
  refreshSession,
  type Session,
  type SessionRules,
  type Sessions,
} from './sessions.js';

/** A fixed public value. */
const CLIENT_ID = '9d806019-75b2-4b3d-bb8b-f5a3a412cc0a';

export interface Desk {
  readonly facts: AccountFacts;
  readonly sessions: Sessions;
  readonly rules: SessionRules;
  readonly tools: ModelTools;
  /** Session tokens of logins that wait for their second factor. */
  readonly pending: Set<string>;
  /** Failed logins in a row. */
  readonly failures: { count: number };
}

const pair = (session: Session, rules: SessionRules) => ({
  token_type: 'Bearer',
  access_token: session.access,
  refresh_token: session.refresh,
  expires_in: rules.expiresIn,
});

/** Family A: `POST login/oauth/token`, a form; bad credentials 400 UNAUTHORIZED, bad refresh 400 UNKNOWN. */
export function oauthToken(desk: Desk, request: Received): Reply {
  if (!/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? ''))
    return fail(400, 'UNKNOWN', 'the body must be a form');
  const form = new URLSearchParams(request.text);
  if (form.get('client_id') !== CLIENT_ID) return fail(400, 'UNAUTHORIZED', 'unknown client_id');
  if (form.get('grant_type') === 'refresh_token') return refreshed(desk, form.get('refresh_token') ?? '');
  if (form.get('grant_type') !== 'password') return fail(400, 'UNKNOWN', 'grant_type is not supported');
  if (form.get('scope') !== 'all') return fail(400, 'UNKNOWN', 'scope must be all');
  // A form has no way to ask for a second factor: such an account cannot sign in here.
  if (desk.facts.options.twoFactor === 'on')
    return fail(400, 'UNAUTHORIZED', 'two-factor authentication is on');
  return signIn(desk, form.get('username'), form.get('password'), form.get('domain') ?? undefined);
}

/** Family B: `POST auth/sign_in`. With 2FA the answer is a session token and no bearer. */
export function authSignIn(desk: Desk, body: Readonly<Record<string, unknown>>): Reply {
  const { username, password, domain } = body;
  if (typeof username !== 'string' || username.length < 1 || username.length > 64)
    return fail(400, 'VALIDATE_FAILED', 'username must have 1 to 64 characters');
  if (typeof password !== 'string') return fail(400, 'VALIDATE_FAILED', 'password is required');
  return signIn(desk, username, password, domain === null ? undefined : domain);
}

function signIn(desk: Desk, username: unknown, password: unknown, domain: unknown): Reply {
  const { facts, failures } = desk;
  const most = Number(facts.options.maxFailedLogins);
  if (most > 0 && failures.count >= most)
    return fail(403, 'UNKNOWN', 'too many failed logins from this address');
  const login = checkLogin(facts, username, password, domain);
  if (!login) {
    failures.count += 1;
    return fail(Number(facts.options.signInFailure), 'UNAUTHORIZED', 'user name or password is wrong');
  }
  failures.count = 0;
  if (facts.options.twoFactor === 'on') {
    const token = newToken(desk.tools);
    desk.pending.add(token);
    return done({ two_factor_enabled: true, token });
  }
  return done(pair(openSession(desk.sessions, login, desk.rules, desk.tools), desk.rules));
}

/** A refresh token gives a new pair; no Authorization header is needed. */
export function refreshed(desk: Desk, refresh: unknown): Reply {
  const session =
    typeof refresh === 'string' ? refreshSession(desk.sessions, refresh, desk.rules, desk.tools) : undefined;
  return session ? done(pair(session, desk.rules)) : fail(400, 'UNKNOWN', 'the refresh token is not valid');
}

/** The code goes by e-mail; nobody reads it here, so it is never right. */
export function oneTimeCode(desk: Desk, body: Readonly<Record<string, unknown>>, verify: boolean): Reply {
  const known = typeof body.token === 'string' && desk.pending.has(body.token);
  if (!known) return fail(400, 'UNKNOWN', 'the session token is not valid');
  return verify ? fail(400, 'UNAUTHORIZED', 'the code is wrong') : done();
}

/** `GET auth/user`: who is signed in; more of it since 22.3. */
export function whoAmI(desk: Desk, session: Session): Reply {
  const { facts } = desk;
  const role = roleOf(facts, session.login);
  const shown = { role, password_verified: true, password_force_reset: facts.options.forcedReset === 'on' };
  if (facts.options.rules !== '22.8') return done(shown);
  return done({
    ...shown,
    domain: session.login.domain ?? null,
    role_id: facts.state.roles.get(role)?.id ?? null,
    role_name: role,
    capabilities: [],
  });
}
