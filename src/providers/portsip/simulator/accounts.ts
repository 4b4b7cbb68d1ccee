// Who can sign in: one account of the tenant, and the system administrator (portsip.md 2.1, 2.2).

import type { PortsipState } from '../model/index.js';
import type { Login } from './sessions.js';

/** The system administrator's reserved name (portsip.md 4.2); signs in without a domain, with the same password. */
const SYSTEM = 'admin';

export interface AccountFacts {
  readonly credentials: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly state: PortsipState;
}

/** The account, if name, password and domain are right and the user is not disabled. */
export function checkLogin(
  facts: AccountFacts,
  username: unknown,
  password: unknown,
  domain: unknown,
): Login | undefined {
  const { credentials } = facts;
  if (password !== credentials.password || typeof username !== 'string') return undefined;
  if (domain === undefined) return username === SYSTEM ? { username, domain: undefined } : undefined;
  if (username !== credentials.username || domain !== credentials.domain) return undefined;
  const user = userOf(facts.state, username);
  return user?.enabled === false ? undefined : { username, domain: String(domain) };
}

/** A user of the tenant with this login name has its own role; an account that is no extension has the switch's. */
export function roleOf({ state, options }: AccountFacts, login: Login): string {
  if (login.domain === undefined) return 'SystemAdmin';
  const role = userOf(state, login.username)?.role;
  return typeof role === 'string' ? role : (options.role ?? 'Admin');
}

const userOf = (state: PortsipState, username: string) =>
  [...state.users.values()].find((user) => String(user.name).toLowerCase() === username.toLowerCase());
