// portsip.md section 2 and the door's lines of section 12: signing in, tokens, scope, roles, rate.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/contract/random.js';
import { countCall, newMeter } from '../../../../src/providers/portsip/simulator/rate.js';
import { mayCall } from '../../../../src/providers/portsip/simulator/rights.js';
import {
  noSessions,
  openSession,
  refreshSession,
  type SessionRules,
  useSession,
} from '../../../../src/providers/portsip/simulator/sessions.js';
import { closedAfterEach } from '../../../support/closed-after-each.js';
import { agent, newUser, queue } from '../model/pbx.js';
import { CLIENT_ID, type Client, keep, open as openClient } from './client.js';

const open = closedAfterEach(openClient);

const form = (client: Client, more: Readonly<Record<string, string>> = {}) => {
  const { username = '', password = '', domain = '' } = client.running.credentials;
  return { grant_type: 'password', username, password, domain, scope: 'all', client_id: CLIENT_ID, ...more };
};

describe('2.1 tokens, as pure functions', () => {
  const rules: SessionRules = {
    expiresIn: 1800,
    refreshExpiresIn: 86_400,
    refreshAgain: false,
    oldAccessDies: false,
    oneLogin: false,
    tokenCalls: 0,
  };
  const login = { username: 'ana', domain: 'pbx.example.com' };
  const at = () => {
    const clock = { now: 1_000_000 };
    return { clock, tools: { now: () => clock.now, random: createRandom(3) }, sessions: noSessions() };
  };

  it('a bearer lives for expires_in seconds of the vendor’s clock, not one millisecond more', () => {
    const { clock, tools, sessions } = at();
    const session = openSession(sessions, login, rules, tools);
    clock.now += 1800 * 1000 - 1;
    expect(useSession(sessions, session.access, rules, tools)).toBe(session);
    clock.now += 1;
    expect(useSession(sessions, session.access, rules, tools)).toBeUndefined();
    expect(useSession(sessions, 'made up', rules, tools)).toBeUndefined();
  });

  it('a refresh gives a new pair, once', () => {
    const { tools, sessions } = at();
    const first = openSession(sessions, login, rules, tools);
    const second = refreshSession(sessions, first.refresh, rules, tools);
    expect(second?.access).not.toBe(first.access);
    expect(second?.refresh).not.toBe(first.refresh);
    expect(refreshSession(sessions, first.refresh, rules, tools)).toBeUndefined();
    expect(useSession(sessions, first.access, rules, tools)).toBe(first);
  });

  it('a refresh token lives longer than its bearer, and not for ever', () => {
    const { clock, tools, sessions } = at();
    const { refresh } = openSession(sessions, login, rules, tools);
    clock.now += 86_400 * 1000;
    expect(refreshSession(sessions, refresh, rules, tools)).toBeUndefined();
  });

  it('the choices: reusable refresh, old bearer dies, one login, a session that ends early', () => {
    const { tools, sessions } = at();
    const again = { ...rules, refreshAgain: true, oldAccessDies: true };
    const first = openSession(sessions, login, again, tools);
    expect(refreshSession(sessions, first.refresh, again, tools)).toBeDefined();
    expect(refreshSession(sessions, first.refresh, again, tools)).toBeDefined();
    expect(useSession(sessions, first.access, again, tools)).toBeUndefined();

    const one = { ...rules, oneLogin: true, tokenCalls: 2 };
    const old = openSession(sessions, login, one, tools);
    const next = openSession(sessions, login, one, tools);
    expect(useSession(sessions, old.access, one, tools)).toBeUndefined();
    expect([1, 2, 3].map(() => useSession(sessions, next.access, one, tools) !== undefined)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('2.1 family B: /auth', () => {
  it('Doc: signs in, refreshes, signs out', async () => {
    const client = await open([], {}, { signIn: false });
    const got = await client.signIn();
    expect(got).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 1800 } });
    expect((await client.get('auth/user')).body).toEqual({
      role: 'Admin',
      password_verified: true,
      password_force_reset: false,
    });
    expect((await client.refresh()).status).toBe(200);
    expect(await client.signOut()).toMatchObject({ status: 200, body: undefined });
    expect(await client.get('tenant')).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
  });

  it.each([
    [{ password: 'wrong' }, 'UNAUTHORIZED'],
    [{ username: 'somebody' }, 'UNAUTHORIZED'],
    [{ domain: 'other.example.com' }, 'UNAUTHORIZED'],
    [{ domain: undefined }, 'UNAUTHORIZED'],
    [{ username: '' }, 'VALIDATE_FAILED'],
    [{ password: 7 }, 'VALIDATE_FAILED'],
  ])('%j is refused with %s', async (more, code) => {
    const client = await open([], {}, { signIn: false });
    expect(await client.signIn(more)).toMatchObject({ status: 400, code });
    expect(client.token).toBe('');
  });

  it('Doc: an account with 2FA gets a session token and no bearer', async () => {
    const client = await open([], { twoFactor: 'on' }, { signIn: false });
    const got = await client.signIn();
    expect(got).toMatchObject({ status: 200, body: { two_factor_enabled: true } });
    const { token } = got.body as { token: string };
    expect((await client.post('auth/send_otp', { token })).status).toBe(200);
    expect((await client.post('auth/verify_otp', { token, code: '493021' })).status).toBe(400);
    client.token = token;
    expect((await client.get('tenant')).status).toBe(401);
    expect((await client.form(form(client))).status).toBe(400);
  });

  it('Choice: an old refresh token is refused after use, 400 UNKNOWN', async () => {
    const client = await open();
    const old = client.refreshToken;
    await client.refresh();
    client.refreshToken = old;
    expect(await client.refresh()).toMatchObject({ status: 400, code: 'UNKNOWN' });
  });

  it('since 22.3 auth/user tells domain and role id', async () => {
    const client = await open([], { rules: '22.8', forcedReset: 'on' });
    expect((await client.get('auth/user')).body).toMatchObject({
      domain: 'pbx.example.com',
      role: 'Admin',
      role_name: 'Admin',
      role_id: expect.any(String),
      password_force_reset: true,
    });
  });
});

describe('2.1 family A: the OAuth form', () => {
  it('Doc: password, refresh and revoke', async () => {
    const client = await open([], {}, { signIn: false });
    const got = keep(client, await client.form(form(client)));
    expect(got).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 1800 } });
    expect((await client.get('tenant')).status).toBe(200);
    const refresh = { grant_type: 'refresh_token', refresh_token: client.refreshToken, client_id: CLIENT_ID };
    expect(keep(client, await client.form(refresh)).status).toBe(200);
    expect(await client.form(refresh)).toMatchObject({ status: 400, code: 'UNKNOWN' });
    expect((await client.post('login/oauth/revoke')).status).toBe(200);
    expect((await client.get('tenant')).status).toBe(401);
  });

  it.each([
    [{ password: 'wrong' }, 'UNAUTHORIZED'],
    [{ client_id: 'mine' }, 'UNAUTHORIZED'],
    [{ scope: 'some' }, 'UNKNOWN'],
    [{ grant_type: 'client_credentials' }, 'UNKNOWN'],
  ])('Doc: %j is 400 %s', async (more, code) => {
    const client = await open([], {}, { signIn: false });
    expect(await client.form(form(client, more))).toMatchObject({ status: 400, code });
  });

  it('a JSON body is not a form', async () => {
    const client = await open([], {}, { signIn: false });
    expect((await client.post('login/oauth/token', form(client))).status).toBe(400);
  });
});

describe('9.8 which family a server knows', () => {
  it('Choice: signIn=oauth has no /auth at all, signIn=auth no form', async () => {
    const early = await open([], { signIn: 'oauth' }, { signIn: false });
    expect((await early.signIn()).status).toBe(404);
    expect(keep(early, await early.form(form(early))).status).toBe(200);
    expect((await early.get('auth/user')).status).toBe(404);
    expect((await early.get('tenant')).status).toBe(200);
    const later = await open([], { signIn: 'auth' });
    expect((await later.form(form(later))).status).toBe(404);
    expect((await later.get('tenant')).status).toBe(200);
  });
});

describe('12 an expired or missing bearer', () => {
  it.each(['401', '400', '403'])(
    'Choice: %s with UNAUTHORIZED, after 1800 s and not before',
    async (expired) => {
      const client = await open([], { expired });
      client.clock.now += 1799 * 1000;
      expect((await client.get('tenant')).status).toBe(200);
      client.clock.now += 1000;
      expect(await client.get('tenant')).toMatchObject({ status: Number(expired), code: 'UNAUTHORIZED' });
      await client.refresh();
      expect((await client.get('tenant')).status).toBe(200);
      client.token = '';
      expect((await client.get('tenant')).status).toBe(Number(expired));
    },
  );

  it('expiresIn and the vendor’s skewed clock both count', async () => {
    const client = await open([], { expiresIn: '60' }, { faults: { 'clock-skew': '120000' } });
    expect((await client.get('tenant')).status).toBe(200);
    client.clock.now += 60_000;
    expect((await client.get('tenant')).status).toBe(401);
  });

  it('Choice: a session may end early (tokenCalls), and another login may end it (logins=one)', async () => {
    const client = await open([], { tokenCalls: '2' });
    expect((await client.get('tenant')).status).toBe(200);
    expect((await client.get('tenant')).status).toBe(200);
    expect((await client.get('tenant')).status).toBe(401);
    const single = await open([], { logins: 'one' });
    const mine = single.token;
    await single.signIn();
    single.token = mine;
    expect((await single.get('tenant')).status).toBe(401);
  });
});

describe('2.1 login protection', () => {
  it('Choice: after so many failed logins the source is blocked, the right password too', async () => {
    const client = await open([], { maxFailedLogins: '2' }, { signIn: false });
    expect((await client.signIn({ password: 'wrong' })).status).toBe(400);
    expect((await client.signIn({ password: 'wrong' })).status).toBe(400);
    expect((await client.signIn()).status).toBe(403);
  });
});

describe('2.2 tenants and roles', () => {
  it('Doc: tenants/switch changes what the same token means', async () => {
    const client = await open([queue('7300')], {}, { signIn: false });
    await client.signIn({ username: 'admin', domain: undefined });
    const { token } = client;
    expect((await client.get('auth/user')).body).toMatchObject({ role: 'SystemAdmin' });
    expect((await client.get('call_queues')).status).toBe(403);
    const tenant = (await client.get('tenants')).items[0];
    expect((await client.post('tenants/switch', undefined, { id: 'bm90IGE=' })).status).toBe(404);
    expect(await client.post('tenants/switch', undefined, { id: String(tenant?.id) })).toMatchObject({
      status: 200,
      body: undefined,
    });
    expect(client.token).toBe(token);
    expect((await client.get('call_queues')).items).toHaveLength(1);
    expect((await client.get('admin/status')).body).toEqual({ version: '22.2.0' });
  });

  it('a tenant user cannot switch', async () => {
    const client = await open();
    for (const path of ['tenants', 'admin/status']) expect((await client.get(path)).status).toBe(403);
    expect((await client.post('tenants/switch')).status).toBe(403);
  });

  it('a signed-in account that is an extension has that user’s role, and none when disabled', async () => {
    const start = (more: Record<string, string | boolean>) => [
      agent('6001', { username: 'cutover', ...more }),
    ];
    const manager = await open(start({ role: 'QueueManager' }));
    expect((await manager.get('call_queues')).status).toBe(200);
    expect((await manager.get('providers')).status).toBe(200);
    expect((await manager.get('inbound_rules')).status).toBe(403);
    expect((await manager.post('tenant', {})).status).toBe(403);
    const disabled = await open(start({ enabled: false }), {}, { signIn: false });
    expect((await disabled.signIn()).status).toBe(400);
    const plain = await open([], { role: 'StandardUser' });
    expect((await plain.get('auth/user')).status).toBe(200);
    expect((await plain.get('users')).status).toBe(403);
    expect(mayCall('Night Shift', 'GET', 'users')).toBe(false);
  });

  it('22.3 and later: a tenant Admin may not delete an Admin, the system administrator may', async () => {
    const client = await open([agent('6001', { role: 'Admin' })], { rules: '22.8' });
    const id = String((await client.get('users')).items[0]?.id);
    expect((await client.post(`users/${id}/destroy`)).status).toBe(403);
    await client.signIn({ username: 'admin', domain: undefined });
    await client.post('tenants/switch', undefined, {
      id: String((await client.get('tenants')).items[0]?.id),
    });
    expect((await client.post(`users/${id}/destroy`)).status).toBe(204);
  });
});

describe('12 the rate', () => {
  it('counts by the minute and says how long to wait', () => {
    const meter = newMeter();
    const calls = (now: number) => countCall(meter, 2, now);
    expect([calls(60_000), calls(61_000), calls(62_500), calls(119_999)]).toEqual([
      undefined,
      undefined,
      58,
      1,
    ]);
    expect(calls(120_000)).toBeUndefined();
  });

  it.each(['429', '503'])('Choice: over the limit %s with Retry-After', async (throttled) => {
    const client = await open([], { rateLimit: '2', throttled });
    expect((await client.get('tenant')).status).toBe(200);
    const got = await client.get('tenant');
    expect([got.status, got.code, got.headers.get('retry-after')]).toEqual([
      Number(throttled),
      'UNKNOWN',
      '60',
    ]);
    client.clock.now += 60_000;
    expect((await client.get('tenant')).status).toBe(200);
  });
});

describe('1 the wire', () => {
  it('what is not JSON, or not said to be, is refused', async () => {
    const client = await open();
    for (const init of [{ text: '{"name":' }, { text: '{}', type: 'text/plain' }])
      expect(await client.send('POST', 'call_queues', init)).toMatchObject({
        status: 400,
        code: 'VALIDATE_FAILED',
      });
    expect((await client.send('PUT', 'call_queues', { text: '{}' })).status).toBe(405);
    expect((await client.send('DELETE', 'call_queues')).status).toBe(405);
  });

  it('signing in is no write, and no secret enters the log', async () => {
    const client = await open([], {}, { signIn: false });
    await client.signIn();
    await client.form(form(client));
    await client.post('users', newUser('6001'));
    await client.post('users', newUser('6002', { password: 'hunter' }));
    const { counters } = client.running.state();
    expect([counters.calls, counters.writes, counters.refused]).toEqual([4, 2, 1]);
    const log = JSON.stringify(client.running.log());
    const secret = String(client.running.credentials.password);
    for (const word of [
      secret,
      encodeURIComponent(secret),
      client.token,
      client.refreshToken,
      'kW7!mQ2#',
      'zH5!nC8#',
      '739502',
      'hunter',
    ])
      expect(log).not.toContain(word);
  });
});
