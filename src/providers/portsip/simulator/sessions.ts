// Tokens: pairs of access and refresh, their life by the vendor's clock, and what ends them (portsip.md 2.1).

import type { ModelTools } from '../../../contract/index.js';

export interface Login {
  readonly username: string;
  /** The tenant's SIP domain; undefined for the system administrator. */
  readonly domain: string | undefined;
}

export interface Session {
  readonly login: Login;
  readonly access: string;
  readonly refresh: string;
  /** Milliseconds. */
  readonly accessUntil: number;
  readonly refreshUntil: number;
  /** Whether the tenant is in scope: always for its users; for the system administrator after a switch. */
  inTenant: boolean;
  calls: number;
}

export interface SessionRules {
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshExpiresIn: number;
  /** False: a refresh token dies when it is used. */
  readonly refreshAgain: boolean;
  readonly oldAccessDies: boolean;
  readonly oneLogin: boolean;
  /** 0 is never. */
  readonly tokenCalls: number;
}

export interface Sessions {
  readonly byAccess: Map<string, Session>;
  readonly byRefresh: Map<string, Session>;
}

export const noSessions = (): Sessions => ({ byAccess: new Map(), byRefresh: new Map() });

/** Signs in: a new pair. */
export function openSession(
  sessions: Sessions,
  login: Login,
  rules: SessionRules,
  tools: ModelTools,
): Session {
  if (rules.oneLogin) endSessionsOf(sessions, login);
  return addSession(sessions, login, login.domain !== undefined, rules, tools);
}

function addSession(
  sessions: Sessions,
  login: Login,
  inTenant: boolean,
  rules: SessionRules,
  tools: ModelTools,
): Session {
  const now = tools.now();
  const session: Session = {
    login,
    access: newToken(tools),
    refresh: newToken(tools),
    accessUntil: now + rules.expiresIn * 1000,
    refreshUntil: now + rules.refreshExpiresIn * 1000,
    inTenant,
    calls: 0,
  };
  sessions.byAccess.set(session.access, session);
  sessions.byRefresh.set(session.refresh, session);
  return session;
}

/** A new pair for a refresh token; undefined when it is unknown, used or too old. */
export function refreshSession(
  sessions: Sessions,
  refresh: string,
  rules: SessionRules,
  tools: ModelTools,
): Session | undefined {
  const old = sessions.byRefresh.get(refresh);
  if (!old || tools.now() >= old.refreshUntil) return undefined;
  if (!rules.refreshAgain) sessions.byRefresh.delete(refresh);
  if (rules.oldAccessDies) sessions.byAccess.delete(old.access);
  return addSession(sessions, old.login, old.inTenant, rules, tools);
}

/** The session of a bearer, counted; undefined when it is unknown, ended or expired. */
export function useSession(
  sessions: Sessions,
  access: string,
  rules: SessionRules,
  tools: ModelTools,
): Session | undefined {
  const session = sessions.byAccess.get(access);
  if (!session || tools.now() >= session.accessUntil) return undefined;
  session.calls += 1;
  if (rules.tokenCalls === 0 || session.calls <= rules.tokenCalls) return session;
  endSession(sessions, session);
  return undefined;
}

/** Signs out: both tokens of the pair die. */
export function endSession(sessions: Sessions, session: Session): void {
  sessions.byAccess.delete(session.access);
  sessions.byRefresh.delete(session.refresh);
}

function endSessionsOf(sessions: Sessions, login: Login): void {
  const mine = (other: Login): boolean => other.username === login.username && other.domain === login.domain;
  for (const map of [sessions.byAccess, sessions.byRefresh])
    for (const session of [...map.values()]) if (mine(session.login)) endSession(sessions, session);
}

export function newToken(tools: ModelTools): string {
  const bytes = Array.from({ length: 30 }, () => String.fromCharCode(Math.floor(tools.random() * 256)));
  return btoa(bytes.join(''));
}
