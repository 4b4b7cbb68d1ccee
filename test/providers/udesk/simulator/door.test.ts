// udesk.md §9.1, the order of checks over HTTP; and the gaps of §6 that the front door decides.
import { describe, expect, it } from 'vitest';
import { closedAfterEach } from '../../../support/closed-after-each.js';
import { NOW, start } from './running.js';

const OTHER = '00000000-0000-4000-8000-00000000000f';
const seconds = (offset: number): string => String(NOW / 1000 + offset);

const open = closedAfterEach(start);

describe('udesk.md §9.1: order of checks', () => {
  // Each request has this mistake and every later one: the answer names the earliest.
  const late = { AppId: undefined, Timestamp: seconds(-601) };
  it.each([
    ['route', 'POST nothing', { Sid: undefined, ...late }, 404, '000036'],
    ['method', 'GET extensions', { Sid: undefined, ...late }, 404, '000036'],
    ['Sid absent', 'POST queues', { Sid: undefined, Sign: 'x', ...late }, 401, '200020'],
    ['Sign absent', 'POST queues', { Sign: undefined, ...late }, 401, '200020'],
    ['Sid unknown', 'POST queues', { Sid: 'someone', ...late }, 401, '200020'],
    ['Sign wrong', 'POST queues', { Sign: '0'.repeat(40), ...late }, 401, '200020'],
    ['out of window', 'POST queues', late, 401, '200020'],
    ['AppId absent', 'POST queues', { AppId: undefined }, 400, '100017'],
    ['AppId empty', 'POST queues', { AppId: '' }, 400, '100017'],
    ['AppId unknown', 'POST queues', { AppId: OTHER }, 403, '100002'],
  ])('%s', async (_, route, query, status, code) => {
    const { send } = await open();
    const told = await send(route, '{"QueueId": ', query);
    expect([told.status, told.json.ErrCode]).toEqual([status, code]);
  });

  it('then the body, then types, then references, then rules; a refusal changes nothing', async () => {
    const { send, state } = await open(['queue/9001', 'agent/1', 'membership/9001/1']);
    const before = state().resources;
    const told = async (body?: unknown): Promise<unknown[]> => {
      const { status, json } = await send('DELETE queues', body);
      return [status, json.ErrCode, json.ErrDesc];
    };
    expect(await told()).toEqual([400, '100004', 'unexpected end of JSON input']);
    expect(await told('{"QueueId": ')).toEqual([400, '100004', 'invalid character in JSON input']);
    expect(await told('[]')).toEqual([400, '000001', 'Parameter error']);
    expect(await told({ QueueId: 9001 })).toEqual([400, '000001', 'Parameter error']);
    expect(await told({ QueueId: '9009' })).toEqual([404, '000004', 'Data does not exist']);
    expect(await told({ QueueId: '9001' })).toEqual([400, '100004', "Queue has agent, can't delete"]);
    expect(state().resources).toEqual(before);
  });

  it('a disabled app is refused', async () => {
    const { send } = await open([], { options: { appEnabled: 'false' } });
    const { status, json } = await send('GET apps');
    expect([status, json.ErrCode, json.ErrDesc]).toEqual([403, '100002', 'AppId AppNotFound or forbidden']);
  });
});

describe('udesk.md §6: the door', () => {
  it.each([
    ['either', seconds(0), 200],
    ['either', String(NOW), 200],
    ['either', `${seconds(0)}0`, 401],
    ['seconds', seconds(0), 200],
    ['seconds', String(NOW), 401],
    ['milliseconds', String(NOW), 200],
    ['milliseconds', seconds(0), 401],
  ])('G01: timestampUnit %s, Timestamp %s: %i', async (timestampUnit, Timestamp, status) => {
    const { send } = await open([], { options: { timestampUnit } });
    expect((await send('GET apps', undefined, { Timestamp })).status).toBe(status);
  });

  it.each([
    [-600, 200],
    [600, 200],
    [-601, 401],
    [601, 401],
  ])('G03: %i s from now: %i', async (offset, status) => {
    const { send } = await open();
    expect((await send('GET apps', undefined, { Timestamp: seconds(offset) })).status).toBe(status);
  });

  it('G05: a request that carries the token is refused, in URL or body, and the token is not logged', async () => {
    const { send, log, credentials } = await open();
    const { authToken = '' } = credentials;
    const inUrl = await send('GET apps', undefined, { AuthToken: authToken });
    const inBody = await send('POST queues', { QueueId: '9001', QueueName: 'Q', AuthToken: authToken });
    expect([inUrl.json.ErrCode, inBody.json.ErrCode]).toEqual(['000001', '000001']);
    expect(JSON.stringify(log())).not.toContain(authToken);
  });

  it('G06: WebSocket is not implemented', async () => {
    const { send } = await open();
    const told = await send('GET ws', undefined, {}, { connection: 'Upgrade', upgrade: 'websocket' });
    expect(told.status).toBe(501);
  });

  it('G08: always200 answers 200 also to a wrong Sign', async () => {
    const { send } = await open([], { options: { statusMode: 'always200' } });
    const told = await send('GET apps', undefined, { Sign: 'x' });
    expect([told.status, told.json.ErrCode]).toEqual([200, '200020']);
  });

  it('G28: logout takes app_id or AppId, and needs one; other calls take AppId alone', async () => {
    const { send, credentials } = await open(['agent/1']);
    const body = { agent_Id: '1' };
    const old = { AppId: undefined, app_id: credentials.appId };
    expect((await send('POST agent/logout', body)).status).toBe(201);
    expect((await send('POST agent/logout', body, old)).status).toBe(201);
    expect((await send('POST agent/logout', body, { AppId: undefined })).json.ErrCode).toBe('100017');
    expect((await send('GET agents', undefined, old)).json.ErrCode).toBe('100017');
  });

  it('G45: sid and sign in lower case are not seen', async () => {
    const { send, credentials } = await open();
    for (const query of [
      { Sid: undefined, sid: credentials.sid },
      { Sign: undefined, sign: 'x' },
    ]) {
      expect((await send('GET apps', undefined, query)).status).toBe(401);
    }
  });

  it('G47: nothing reads webhook events but the inspection', async () => {
    const { send, state } = await open(['agent/1']);
    await send('PUT webhooks/events', { Events: [{ category: 'call', all_type: ['begin'] }] });
    expect((await send('GET webhooks/events')).status).toBe(404);
    expect(state().resources).toContainEqual({
      kind: 'webhook-events',
      address: 'webhook-events',
      fields: { events: { call: ['begin'] } },
    });
  });

  it('G62: reads bodies on GET and DELETE', async () => {
    const { send } = await open(['agent/1']);
    expect((await send('GET agents/1', { AgentId: '1' })).status).toBe(200);
    expect((await send('GET agents/1')).json.ErrCode).toBe('100004');
    expect((await send('DELETE agents/1', { AgentId: '1' })).status).toBe(200);
  });

  it('a body on a route that reads none is passed over, even a broken one', async () => {
    const { send } = await open();
    expect((await send('GET agents', '{')).status).toBe(200);
  });

  it('C23: another app of the account is another tenant', async () => {
    const { send, state } = await open(['queue/9001'], { options: { allowAppCreate: 'true' } });
    await send('POST apps', { Name: 'Other', Type: 0, CallbackUrl: '' }, { AppId: OTHER });
    const theirs = await send('GET queues', undefined, { AppId: OTHER });
    expect(theirs.json.Result).toBeNull();
    expect(state().hidden.apps).toHaveLength(2);
  });
});
