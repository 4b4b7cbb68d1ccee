import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/contract/index.js';
import { checkScheme } from '../../../../src/http/loopback.js';
import { connect } from '../../../../src/providers/udesk/connect.js';
import { provider } from '../../../../src/providers/udesk/provider.js';
import { signature, signedQuery, timestampText } from '../../../../src/providers/udesk/sign.js';
import { answer, ok, SETTINGS } from './support.js';

const INSTANT = Date.UTC(2026, 10, 21);
const GET = { method: 'GET', path: 'apps' } as const;
const reveal = (value: unknown): string => String(value);
const unitOf = (url: string): number => (new URL(url).searchParams.get('Timestamp') ?? '').length;
const refusal = answer({ ErrCode: '200020', ErrDesc: 'authentication error' }, 401);
const nothing = async (): Promise<never> => {
  throw new Error('nothing is sent to sign');
};

describe('the signature (udesk.md §1.2)', () => {
  it.each([
    ['seconds', '10ab26327332e9aab933a586e725d3e32631028a'],
    ['milliseconds', '2bda4db961c2f15e4e5014f6a521fe2271614725'],
  ] as const)('matches the test vector in %s', (unit, expected) => {
    expect(signature('sid-demo-0001', 'token-demo-0001', timestampText(INSTANT, unit))).toBe(expected);
  });

  it('G04: signs with the unit of the query, so that two units give two signatures', () => {
    const signs = (['seconds', 'milliseconds'] as const).map((unit) => {
      const query = new URLSearchParams(signedQuery(SETTINGS, INSTANT, unit));
      const timestamp = query.get('Timestamp') ?? '';
      expect(query.get('Sign')).toBe(signature(SETTINGS.sid, SETTINGS.authToken, timestamp));
      return query.get('Sign');
    });
    expect(new Set(signs).size).toBe(2);
  });

  it.each(['seconds', 'milliseconds'] as const)('G10: sends the time as digits alone, in %s', (unit) => {
    const query = new URLSearchParams(signedQuery(SETTINGS, INSTANT + 0.75, unit));
    expect(query.get('Timestamp')).toMatch(unit === 'seconds' ? /^\d{10}$/ : /^\d{13}$/);
  });

  it('signs the very text it sends and never sends the token (G05, G45)', () => {
    const query = new URLSearchParams(signedQuery({ ...SETTINGS, sid: 'a b&c' }, INSTANT + 999, 'seconds'));
    expect([...query.keys()]).toEqual(['Timestamp', 'AppId', 'Sid', 'Sign']);
    expect(query.get('Sid')).toBe('a b&c');
    expect(query.get('Sign')).toBe(signature('a b&c', SETTINGS.authToken, '1795219200'));
    expect(query.toString()).not.toContain('token-demo');
  });
});

describe('the connection', () => {
  it.each([
    ['https://cti.example.com', 'https://cti.example.com/ccapi/v2/'],
    ['https://cti.example.com/', 'https://cti.example.com/ccapi/v2/'],
    ['http://127.0.0.1:8080/ccapi/v2/', 'http://127.0.0.1:8080/ccapi/v2/'],
  ])('finds the API under %s', (baseUrl, expected) => {
    expect(connect({ ...SETTINGS, baseUrl }, reveal).baseUrl).toBe(expected);
  });

  it.each([
    ['https://cti.example.com', false, 'taken'],
    ['http://127.0.0.1:8080', false, 'taken'],
    ['http://192.0.2.7:8080', true, 'taken'],
    ['http://192.0.2.7:8080', false, 'insecure-http'],
    ['http://cti.example.com', false, 'insecure-http'],
  ])('G07: %s, plain http allowed %s: %s', (baseUrl, allowed, end) => {
    const scheme = (): string => {
      try {
        checkScheme(connect({ ...SETTINGS, baseUrl }, reveal).baseUrl, allowed);
        return 'taken';
      } catch (error) {
        return error instanceof InputError ? (error.problems[0]?.code ?? '') : String(error);
      }
    };
    expect(scheme()).toBe(end);
  });

  it('G13: asks for every path under the same base, the agent’s own default number too', async () => {
    const connection = connect(SETTINGS, reveal);
    const address = 'relay-default/10031';
    const change = { key: `delete ${address}`, action: 'delete', kind: 'relayDefault', address } as const;
    const request = provider.operations['relayDefault.clear']?.request(
      [{ ...change, fields: [], certainty: 'verified', risk: 'low', waitsFor: [] }],
      undefined,
      undefined as never,
    );
    expect(request).toEqual({ method: 'DELETE', path: 'spnumbers/agent/default/10031' });
    if (!request) return;
    const { url } = await connection.sign(request, INSTANT, nothing);
    expect(new URL(url).pathname).toBe('/ccapi/v2/spnumbers/agent/default/10031');
  });

  it('G01: begins with seconds, takes milliseconds after one refusal, then stays', async () => {
    const connection = connect(SETTINGS, reveal);
    const sent = async (): Promise<number> => unitOf((await connection.sign(GET, INSTANT, nothing)).url);
    expect(await sent()).toBe(10);
    expect(connection.renew?.(refusal, GET, nothing)).toBe(true);
    expect(await sent()).toBe(13);
    expect(connection.renew?.(refusal, GET, nothing)).toBe(false);
    expect(await sent()).toBe(13);
  });

  it('G01: does not leave a unit that was accepted once', () => {
    const connection = connect(SETTINGS, reveal);
    expect(connection.judge(ok(), GET)).toEqual({ outcome: 'ok' });
    expect(connection.renew?.(refusal, GET, nothing)).toBe(false);
  });

  it.each(['seconds', 'milliseconds'] as const)('G01: keeps to %s when told so', async (timestampUnit) => {
    const connection = connect({ ...SETTINGS, timestampUnit }, reveal);
    expect(connection.renew?.(refusal, GET, nothing)).toBe(false);
    const { url } = await connection.sign(GET, INSTANT, nothing);
    expect(unitOf(url)).toBe(timestampUnit === 'seconds' ? 10 : 13);
  });

  it('does not change the unit when the application is refused (100002)', () => {
    const connection = connect(SETTINGS, reveal);
    const forbidden = answer({ ErrCode: '100002', ErrDesc: 'AppId AppNotFound or forbidden' }, 403);
    expect(connection.judge(forbidden, GET)).toMatchObject({ outcome: 'denied' });
    expect(connection.renew?.(forbidden, GET, nothing)).toBe(false);
  });
});
