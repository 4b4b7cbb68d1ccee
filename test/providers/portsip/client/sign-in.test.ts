// Both families of signing in, refreshing, ending, and never knocking twice: portsip.md 2.1.
import { describe, expect, it } from 'vitest';
import type { Answer, RawSend } from '../../../../src/contract/index.js';
import { connect } from '../../../../src/providers/portsip/connect.js';
import { answer, ENV, SETTINGS } from './support.js';

const LIFE_S = 1000;
const tokens = (name: string): Answer =>
  answer({
    token_type: 'Bearer',
    access_token: `access-${name}`,
    refresh_token: `refresh-${name}`,
    expires_in: LIFE_S,
  });
const refused = (status: number, code = 'UNAUTHORIZED'): Answer =>
  answer({ errors: [{ code, message: `no entry with ${ENV.PORTSIP_PASSWORD}` }] }, status);

interface Sent {
  readonly path: string;
  readonly body: string;
  readonly type: string | undefined;
}

function serverOf(replies: Readonly<Record<string, readonly Answer[]>>): { sent: Sent[]; send: RawSend } {
  const left = new Map(Object.entries(replies).map(([path, list]) => [path, [...list]]));
  const sent: Sent[] = [];
  const send: RawSend = async ({ url, method, headers, bodyText = '' }) => {
    expect(method).toBe('POST');
    const path = url.replace(`${ENV.PORTSIP_BASE_URL}/`, '');
    sent.push({ path, body: bodyText, type: headers['Content-Type'] });
    const next = left.get(path)?.shift();
    expect(next, `nobody expected ${path}`).toBeDefined();
    return next ?? answer(undefined, 500);
  };
  return { sent, send };
}

function session(
  replies: Readonly<Record<string, readonly Answer[]>>,
  settings: Record<string, string> = {},
) {
  const { sent, send } = serverOf(replies);
  const connection = connect({ ...SETTINGS, ...settings }, () => ENV.PORTSIP_PASSWORD);
  const request = { method: 'GET' as const, path: 'tenant' };
  const bearer = async (now: number): Promise<string> =>
    (await connection.sign(request, now, send)).headers.Authorization ?? '';
  return { connection, request, sent, send, bearer, paths: () => sent.map(({ path }) => path) };
}

describe('signing in', () => {
  it('B: JSON to /auth/sign_in, then the token on every call', async () => {
    const it = session({ 'auth/sign_in': [tokens('1')] });
    await expect(it.bearer(0)).resolves.toBe('Bearer access-1');
    await expect(it.bearer(1)).resolves.toBe('Bearer access-1');
    expect(it.paths()).toEqual(['auth/sign_in']);
    expect(JSON.parse(it.sent[0]?.body ?? '')).toEqual({
      username: 'desk.admin',
      password: ENV.PORTSIP_PASSWORD,
      domain: 'harbor.example.com',
    });
  });

  it('A: the form, where /auth/sign_in does not exist; and it stays with it', async () => {
    const it = session({
      'auth/sign_in': [answer(undefined, 404)],
      'login/oauth/token': [tokens('1'), tokens('2')],
    });
    await expect(it.bearer(0)).resolves.toBe('Bearer access-1');
    await expect(it.bearer(900_000)).resolves.toBe('Bearer access-2');
    expect(it.paths()).toEqual(['auth/sign_in', 'login/oauth/token', 'login/oauth/token']);
    expect(Object.fromEntries(new URLSearchParams(it.sent[1]?.body))).toEqual({
      grant_type: 'password',
      username: 'desk.admin',
      password: ENV.PORTSIP_PASSWORD,
      scope: 'all',
      client_id: '9d806019-75b2-4b3d-bb8b-f5a3a412cc0a',
      domain: 'harbor.example.com',
    });
    expect(Object.fromEntries(new URLSearchParams(it.sent[2]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      client_id: '9d806019-75b2-4b3d-bb8b-f5a3a412cc0a',
    });
    expect(it.sent[1]?.type).toBe('application/x-www-form-urlencoded');
  });

  it('takes the family that the file names, and tries no other', async () => {
    const form = session({ 'login/oauth/token': [tokens('1')] }, { signIn: 'oauth' });
    expect(await form.bearer(0)).toBe('Bearer access-1');
    const json = session({ 'auth/sign_in': [answer(undefined, 404)] }, { signIn: 'auth' });
    await expect(json.bearer(0)).rejects.toMatchObject({ code: 'auth-failed' });
    expect(json.paths()).toEqual(['auth/sign_in']);
  });

  it('signs in once for many calls at once', async () => {
    const it = session({ 'auth/sign_in': [tokens('1')] });
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => it.bearer(0))))).toEqual(
      new Set(['Bearer access-1']),
    );
    expect(it.paths()).toEqual(['auth/sign_in']);
  });
});

describe('keeping the session', () => {
  it('refreshes at 80 % of the life that the answer names, never with the same refresh token again', async () => {
    const it = session({
      'auth/sign_in': [tokens('1')],
      'auth/refresh_token': [tokens('2'), tokens('3')],
    });
    await it.bearer(0);
    await expect(it.bearer(799_999)).resolves.toBe('Bearer access-1');
    await expect(it.bearer(800_000)).resolves.toBe('Bearer access-2');
    await expect(it.bearer(1_600_000)).resolves.toBe('Bearer access-3');
    expect(it.sent.slice(1).map(({ body }) => JSON.parse(body))).toEqual([
      { refresh_token: 'refresh-1' },
      { refresh_token: 'refresh-2' },
    ]);
  });

  it('signs in anew when the refresh is refused', async () => {
    const it = session({
      'auth/sign_in': [tokens('1'), tokens('2')],
      'auth/refresh_token': [refused(400, 'UNKNOWN')],
    });
    await it.bearer(0);
    await expect(it.bearer(900_000)).resolves.toBe('Bearer access-2');
    expect(it.paths()).toEqual(['auth/sign_in', 'auth/refresh_token', 'auth/sign_in']);
  });

  it('never uses a refresh token again, even if nothing came of it', async () => {
    const it = session({
      'auth/sign_in': [tokens('1'), answer(undefined, 503), tokens('2')],
      'auth/refresh_token': [refused(400, 'UNKNOWN')],
    });
    await it.bearer(0);
    await expect(it.bearer(900_000)).rejects.toMatchObject({ code: 'server-failed' });
    await expect(it.bearer(900_001)).resolves.toBe('Bearer access-2');
    expect(it.paths()).toEqual(['auth/sign_in', 'auth/refresh_token', 'auth/sign_in', 'auth/sign_in']);
  });

  it.each([
    ['401', refused(401), true],
    ['400 UNAUTHORIZED', refused(400), true],
    ['403 UNAUTHORIZED', refused(403), true],
    ['403 for lack of rights', refused(403, 'UNKNOWN'), false],
  ])('after %s gets another token, if that can help', async (_name, reply, helps) => {
    const it = session({ 'auth/sign_in': [tokens('1')], 'auth/refresh_token': [tokens('2')] });
    await it.bearer(0);
    expect(it.connection.judge(reply, it.request).outcome).toBe('denied');
    expect(await it.connection.renew?.(reply, it.request, it.send)).toBe(helps);
    await expect(it.bearer(1)).resolves.toBe(helps ? 'Bearer access-2' : 'Bearer access-1');
  });

  it('signs out when the run ends, in its family, and not if it never signed in', async () => {
    const json = session({ 'auth/sign_in': [tokens('1')], 'auth/sign_out': [answer(undefined)] });
    await json.bearer(0);
    await json.connection.close?.(json.send);
    await json.connection.close?.(json.send);
    expect(json.paths()).toEqual(['auth/sign_in', 'auth/sign_out']);
    const form = session(
      { 'login/oauth/token': [tokens('1')], 'login/oauth/revoke': [answer(undefined)] },
      { signIn: 'oauth' },
    );
    await form.bearer(0);
    await form.connection.close?.(form.send);
    expect(form.paths()).toEqual(['login/oauth/token', 'login/oauth/revoke']);
    const never = session({});
    await never.connection.close?.(never.send);
    expect(never.paths()).toEqual([]);
  });
});

describe('a closed door', () => {
  it.each([
    ['400', refused(400)],
    ['401', refused(401)],
    ['403', refused(403)],
  ])('%s: knocks once, then never again, and says why without the password', async (_name, reply) => {
    const it = session({ 'auth/sign_in': [reply] });
    const first = await it.bearer(0).catch((error: unknown) => error);
    const second = await it.bearer(1).catch((error: unknown) => error);
    expect(first).toMatchObject({ code: 'auth-failed' });
    expect(second).toBe(first);
    expect(await it.connection.renew?.(refused(401), it.request, it.send)).toBe(false);
    expect(it.paths()).toEqual(['auth/sign_in']);
    expect(String(first)).toContain('Check username, password and domain');
    expect(String(first)).not.toContain(ENV.PORTSIP_PASSWORD);
  });

  it('refuses an account with a second factor, and says what to do', async () => {
    const it = session({ 'auth/sign_in': [answer({ two_factor_enabled: true, token: 'session-1' })] });
    await expect(it.bearer(0)).rejects.toThrow(/second factor.*Use an account of its own/);
    await expect(it.bearer(0)).rejects.toMatchObject({ code: 'auth-failed' });
    expect(it.paths()).toEqual(['auth/sign_in']);
  });

  it('a server that fails is no refusal: the next call may try again', async () => {
    const it = session({ 'auth/sign_in': [answer(undefined, 503), answer({}), tokens('1')] });
    await expect(it.bearer(0)).rejects.toMatchObject({ code: 'server-failed' });
    await expect(it.bearer(0)).rejects.toMatchObject({ code: 'server-failed' });
    await expect(it.bearer(0)).resolves.toBe('Bearer access-1');
  });
});

describe('the connection', () => {
  it('adds /api where it is missing', async () => {
    const connection = connect({ ...SETTINGS, baseUrl: 'https://pbx.example.com:8887/' }, () => 'x');
    expect(connection.baseUrl).toBe('https://pbx.example.com:8887/api/');
  });

  it('shows no token that the vendor repeats', async () => {
    const it = session({ 'auth/sign_in': [tokens('1')] });
    await it.bearer(0);
    const reply = answer({ errors: [{ code: 'UNKNOWN', message: 'bad access-1 and refresh-1' }] }, 400);
    expect(JSON.stringify(it.connection.judge(reply, it.request))).not.toMatch(/access-1|refresh-1/);
  });
});
