// Keeps one session open: signs in by the family that the server knows, refreshes in time, and never knocks twice on a
// closed door (portsip.md 2.1). The only state of the provider.

import { type Answer, type RawSend, VendorError } from '../../contract/index.js';
import { record } from '../decoding.js';
import { errorOf } from './judge.js';
import type { SignIn } from './settings.js';

/** A fixed, public value of every PortSIP server. */
const CLIENT_ID = '9d806019-75b2-4b3d-bb8b-f5a3a412cc0a';
/** Part of a token's life after which it is refreshed. */
const REFRESH_AT = 0.8;
/** The documents contradict each other (1800, 3600); the answer's own figure counts, this only where it has none. */
const DEFAULT_LIFE_S = 1800;

export interface SessionOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly domain: string;
  readonly signIn: SignIn;
}

export interface Session {
  /** The bearer token to send now; `now` in ms. Throws VendorError, and the same again once the login is refused. */
  token(now: number, send: RawSend): Promise<string>;
  /** After a call was refused: the next one gets another token. False if none is to be had. */
  renew(): boolean;
  /** Signs out, if signed in. */
  close(send: RawSend): Promise<void>;
  /** What must not be shown. */
  tokens(): readonly string[];
}

type Family = 'auth' | 'oauth';

interface Pair {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly lifeMs: number;
}

export function createSession(options: SessionOptions): Session {
  const door = createDoor(options);
  let family: Family | undefined = options.signIn === 'auto' ? undefined : options.signIn;
  let pair: Pair | undefined;
  let freshUntil = 0;
  let lastNow = 0;
  let pending: Promise<string> | undefined;
  let refused: VendorError | undefined;

  const keep = (got: Pair): string => {
    pair = got;
    freshUntil = lastNow + got.lifeMs * REFRESH_AT;
    return got.access;
  };
  /** A refresh token is taken as good for one use: whatever comes of it, it is not used again. */
  const refreshed = async (send: RawSend): Promise<Pair | undefined> => {
    const token = pair?.refresh;
    if (token === undefined || family === undefined) return undefined;
    pair = undefined;
    const answer = await door.refresh(family, token, send);
    return isSuccess(answer) ? pairOf(answer) : undefined;
  };
  const signedIn = async (send: RawSend): Promise<Pair> => {
    const first = family ?? 'auth';
    let answer = await door.signIn(first, send);
    let used: Family = first;
    if (answer.status === 404 && family === undefined) {
      used = 'oauth';
      answer = await door.signIn(used, send);
    }
    const got = accepted(answer);
    family = used;
    return got;
  };
  const obtain = async (send: RawSend): Promise<string> => {
    if (refused) throw refused;
    try {
      return keep((await refreshed(send)) ?? (await signedIn(send)));
    } catch (error) {
      if (error instanceof VendorError && error.code === 'auth-failed') refused = error;
      throw error;
    }
  };
  /** However many calls ask at once, one sign-in is sent. */
  const obtainOnce = (send: RawSend): Promise<string> => {
    pending ??= obtain(send).finally(() => {
      pending = undefined;
    });
    return pending;
  };

  return {
    async token(now, send) {
      lastNow = now;
      if (refused) throw refused;
      if (pending) return pending;
      return pair !== undefined && now < freshUntil ? pair.access : obtainOnce(send);
    },
    renew() {
      freshUntil = 0;
      return refused === undefined;
    },
    async close(send) {
      const open = pair;
      pair = undefined;
      if (open !== undefined && family !== undefined) await door.signOut(family, open.access, send);
    },
    tokens: () => [pair?.access, pair?.refresh].filter((token) => token !== undefined),
  };
}

// ---------------------------------------------------------------- the requests

interface Door {
  signIn(family: Family, send: RawSend): Promise<Answer>;
  refresh(family: Family, token: string, send: RawSend): Promise<Answer>;
  signOut(family: Family, access: string, send: RawSend): Promise<Answer>;
}

function createDoor({ baseUrl, username, password, domain }: SessionOptions): Door {
  const json = { Accept: 'application/json', 'Content-Type': 'application/json' };
  const form = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
  const post = (send: RawSend, path: string, headers: Record<string, string>, bodyText?: string) =>
    send({
      method: 'POST',
      url: `${baseUrl}/${path}`,
      headers,
      ...(bodyText === undefined ? {} : { bodyText }),
    });
  const oauth = (send: RawSend, fields: Record<string, string>): Promise<Answer> =>
    post(
      send,
      'login/oauth/token',
      form,
      new URLSearchParams({ ...fields, client_id: CLIENT_ID }).toString(),
    );
  return {
    signIn: (family, send) =>
      family === 'auth'
        ? post(send, 'auth/sign_in', json, JSON.stringify({ username, password, domain }))
        : oauth(send, { grant_type: 'password', username, password, scope: 'all', domain }),
    refresh: (family, token, send) =>
      family === 'auth'
        ? post(send, 'auth/refresh_token', json, JSON.stringify({ refresh_token: token }))
        : oauth(send, { grant_type: 'refresh_token', refresh_token: token }),
    signOut: (family, access, send) =>
      post(send, family === 'auth' ? 'auth/sign_out' : 'login/oauth/revoke', {
        Accept: 'application/json',
        Authorization: `Bearer ${access}`,
      }),
  };
}

// ---------------------------------------------------------------- the answers

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** The tokens of a sign-in, or the reason why there are none. The vendor's text is left out: it may repeat the password. */
function accepted(answer: Answer): Pair {
  if (isSuccess(answer)) {
    if (record(answer.body)?.two_factor_enabled === true) throw refusal(TWO_FACTOR);
    const got = pairOf(answer);
    if (got !== undefined) return got;
    throw trouble(`answered ${answer.status} without a token`);
  }
  const { status } = answer;
  if (status === 429 || status === 408 || status >= 500) throw trouble(`answered ${status}`);
  if (status === 404)
    throw refusal('the server has no such sign-in (404). Is baseUrl right, with /api at its end?');
  const code = errorOf(answer).code;
  throw refusal(
    `the sign-in was refused (${status}${code === undefined ? '' : ` ${code}`}). Check username, password and domain; it is not tried again, since PortSIP blocks an address after too many failures.`,
  );
}

const TWO_FACTOR =
  'this account asks for a second factor, whose code goes by e-mail. Use an account of its own without two-factor authentication.';

function pairOf(answer: Answer): Pair | undefined {
  const { access_token, refresh_token, expires_in } = record(answer.body) ?? {};
  if (typeof access_token !== 'string' || access_token === '') return undefined;
  const seconds = Number(expires_in);
  return {
    access: access_token,
    refresh: typeof refresh_token === 'string' && refresh_token !== '' ? refresh_token : undefined,
    lifeMs: 1000 * (Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_LIFE_S),
  };
}

const refusal = (why: string): VendorError => new VendorError('auth-failed', `Sign-in at PortSIP: ${why}`);

const trouble = (what: string): VendorError =>
  new VendorError('server-failed', `Sign-in at PortSIP: ${what}. The vendor has a problem; try again later.`);
