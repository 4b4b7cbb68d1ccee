// nxcloud.md A.1 and A.2 over HTTP: who is let in, with which code everybody else is told so, and the faults of §7.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/contract/index.js';
import { closedAfterEach } from '../../../support/closed-after-each.js';
import { NOW, SMALL } from '../model/team.js';
import { start } from './running.js';

const open = closedAfterEach(start);

const PAGE = { size: 200, page: 1 };
const ts = (offset: number): string => String(NOW + offset);
const update = (members: readonly string[]) => ({ queueNo: 'NXQ1', members });

describe('nxcloud.md A.1, A.2: the door', () => {
  it.each([
    ['accessKey missing', { accessKey: undefined }, 1001],
    ['ts missing', { ts: undefined }, 1001],
    ['bizType missing', { bizType: undefined }, 1001],
    ['action missing', { action: undefined }, 1001],
    ['sign missing', { sign: undefined }, 1001],
    ['§6 no. 3: bizType 6', { bizType: '6' }, 1002],
    ['action send', { action: 'send' }, 1002],
    ['accessKey unknown', { accessKey: 'somebody' }, 1005],
    ['59.999 s late', { ts: ts(-59_999) }, 0],
    ['60 s late', { ts: ts(-60_000) }, 0],
    ['60 s early', { ts: ts(60_000) }, 0],
    ['60.001 s late', { ts: ts(-60_001) }, 1004],
    ['60.001 s early', { ts: ts(60_001) }, 1004],
    ['seconds', { ts: String(NOW / 1000) }, 1004],
    ['no number', { ts: 'now' }, 1004],
    ['sign wrong', { sign: '0'.repeat(32) }, 1003],
    ['content type wrong', { 'content-type': 'text/plain' }, 1003],
    ['content type with charset', { 'content-type': 'application/json; charset=utf-8' }, 0],
  ])('%s', async (_, headers, code) => {
    const { send } = await open(SMALL);
    const told = await send('agent/page', PAGE, headers);
    expect([told.status, told.code]).toEqual([200, code]);
    if (code !== 0) expect(told.data).toEqual({});
  });

  it('an upper-case sign is wrong', async () => {
    const { send, credentials } = await open(SMALL);
    const { createHash } = await import('node:crypto');
    const text = JSON.stringify({ tenantId: Number(credentials.tenantId), ...PAGE });
    const plain = `accessKey=${credentials.accessKey}&action=cc&bizType=8&ts=${NOW}&body=${text}&accessSecret=${credentials.accessSecret}`;
    const sign = createHash('md5').update(plain).digest('hex');
    expect((await send('agent/page', text, { sign })).code).toBe(0);
    expect((await send('agent/page', text, { sign: sign.toUpperCase() })).code).toBe(1003);
  });

  it('§6 no. 1: spaces, key order and escapes are signed as they are sent', async () => {
    const { send, credentials } = await open([['queue/NXQ1', { name: '客服' }]]);
    const rest = `"page": 1,  "size":2, "tenantId":${credentials.tenantId}`;
    for (const text of [`{"queueName":"客服",${rest}}`, `{ "queueName":"\\u5ba2\\u670d", ${rest} }`]) {
      expect((await send('agentGroup/page', text)).data).toEqual([
        expect.objectContaining({ groupNo: 'NXQ1' }),
      ]);
    }
  });

  it('§6 no. 2: {} and no body get past the signature; what is missing is then said', async () => {
    const { send } = await open();
    expect((await send('agent/page', '{}')).code).toBe(41000);
    expect((await send('agent/page', '')).code).toBe(41000);
    expect((await send('agent/page', '{"tenantId":')).code).toBe(1002);
  });

  it('§6 no. 4: one code for all', async () => {
    const { send } = await open(SMALL, { options: { authCodes: 'one' } });
    for (const headers of [{ ts: ts(-60_001) }, { sign: 'x' }, { accessKey: 'x' }, { bizType: '1' }]) {
      expect((await send('agent/page', PAGE, headers)).code).toBe(1001);
    }
    expect((await send('agent/page', { ...PAGE, size: 999 })).code).toBe(41000);
  });

  it('a wrong path is no code but a 404', async () => {
    const { send } = await open();
    expect(await send('agent/list', PAGE)).toEqual({ status: 404, code: undefined, data: undefined });
  });

  it('nothing is signed that names the host or a nonce: a request may come twice within the window', async () => {
    const { send } = await open(SMALL);
    const codes = [await send('agent/page', PAGE), await send('agent/page', PAGE)].map(({ code }) => code);
    expect(codes).toEqual([0, 0]);
  });

  it('reads are no writes, and the secret is nowhere in the log', async () => {
    const { send, log, state, credentials } = await open(SMALL);
    await send('agent/page', PAGE);
    await send('agentGroup/updateMembers', update(['NXA1']));
    expect(log().map(({ route, write }) => [route, write])).toEqual([
      ['POST agent/page', false],
      ['POST agentGroup/updateMembers', true],
    ]);
    expect(JSON.stringify([log(), state()])).not.toContain(credentials.accessSecret);
  });
});

describe('nxcloud.md §7: faults', () => {
  it.each([
    ['code88', 88, ['NXA1', 'NXA2']],
    ['code99', 99, ['NXA1', 'NXA2']],
    ['code99-after', 99, ['NXA3']],
    ['code1004', 1004, ['NXA1', 'NXA2']],
  ])('%s hits the first write only', async (fault, code, members) => {
    const { send } = await open(SMALL, { faults: { [fault]: '1' } });
    const list = async (): Promise<unknown> =>
      ((await send('agentGroup/member/list', { queueNo: 'NXQ1' })).data as { sipNumber: string }[]).map(
        (row) => row.sipNumber,
      );
    const told = await send('agentGroup/updateMembers', update(['NXA3']));
    expect([told.status, told.code, await list()]).toEqual([200, code, members]);
    expect((await send('agentGroup/updateMembers', update(['NXA3']))).code).toBe(0);
    expect(await list()).toEqual(['NXA3']);
  });

  it('a fault is ended and set anew while it runs', async () => {
    const { send, change } = await open(SMALL, { faults: { code99: 'read:*' } });
    expect((await send('agent/page', PAGE)).code).toBe(99);
    change({ faults: { code99: null } });
    expect((await send('agent/page', PAGE)).code).toBe(0);
    change({ faults: { code88: 'POST agentGroup/page:1' } });
    expect((await send('agent/page', PAGE)).code).toBe(0);
    expect((await send('agentGroup/page', { ...PAGE, queueName: '' })).code).toBe(88);
  });

  it.each(['code88', 'short-list'])('%s: a value that makes no sense is refused by name', async (fault) => {
    await expect(start([], { faults: { [fault]: 'sometimes' } })).rejects.toThrow(InputError);
    await expect(start([], { options: { [fault]: 'sometimes' } })).rejects.toThrow(`Fault ${fault}=`);
  });

  it('short-list: a list comes without its last row', async () => {
    const { send } = await open(SMALL, { faults: { 'short-list': '1' } });
    const rows = async (): Promise<unknown[]> => (await send('agent/page', PAGE)).data as unknown[];
    expect([(await rows()).length, (await rows()).length]).toEqual([2, 3]);
  });

  it('lost-after: the members are replaced, the answer is lost', async () => {
    const { send, state } = await open(SMALL, { faults: { 'lost-after': '1' } });
    await expect(send('agentGroup/updateMembers', update(['NXA3']))).rejects.toThrow();
    const held = state().resources.filter(({ kind }) => kind === 'membership');
    expect(held.map(({ address }) => address)).toEqual(['membership/NXQ1/NXA3']);
  });

  it('clock-skew: the vendor is ahead, and its Date header says how far', async () => {
    const { send } = await open(SMALL, { faults: { 'clock-skew': '90000' } });
    expect((await send('agent/page', PAGE)).code).toBe(1004);
    expect((await send('agent/page', PAGE, { ts: ts(90_000) })).code).toBe(0);
  });

  it('updateMembers adds only, as a fault', async () => {
    const { send, state } = await open(SMALL, { faults: { updateMembers: 'add' } });
    await send('agentGroup/updateMembers', update(['NXA3']));
    expect(state().resources.filter(({ kind }) => kind === 'membership')).toHaveLength(3);
  });

  it('stale: the next reads show what was before', async () => {
    const { send } = await open(SMALL, { faults: { stale: '1' } });
    await send('agentGroup/updateMembers', update(['NXA3']));
    const list = async (): Promise<unknown[]> =>
      (await send('agentGroup/member/list', { queueNo: 'NXQ1' })).data as unknown[];
    expect([(await list()).length, (await list()).length]).toEqual([2, 1]);
  });

  it('staffing counts enabled members, and people in the console act', async () => {
    const { state, change, send } = await open(SMALL);
    expect(state().staffing['queue/NXQ1']).toMatchObject({ now: 2, min: 2 });
    change({ drift: ['agent-disabled:NXA2', 'member-joined:NXQ2/NXA1', 'queue-renamed:NXQ2', 'queue-made'] });
    expect(state().staffing['queue/NXQ1']).toMatchObject({ now: 1, min: 1 });
    change({ drift: 'member-left:NXQ1/NXA1' });
    expect(state().staffing['queue/NXQ1']).toMatchObject({ now: 0, min: 0 });
    const { data } = await send('agent/page', { ...PAGE, userName: 'ann@example.com' });
    expect(data).toEqual([expect.objectContaining({ queueName: ['Renamed elsewhere'] })]);
    change({ drop: ['agent/NXA1', 'queue/NXQ1'], put: [{ kind: 'agent', address: 'agent/NXA8' }] });
    const addresses = state().resources.map(({ address }) => address);
    expect(addresses).toContain('agent/NXA8');
    expect(addresses.filter((address) => address.includes('NXA1') || address.includes('NXQ1'))).toEqual([]);
  });
});
