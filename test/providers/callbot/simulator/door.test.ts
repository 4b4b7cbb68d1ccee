// nxcloud.md B.1 and B.2 over HTTP: who is let in, how answers are signed, and the faults of §7.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/contract/index.js';
import { closedAfterEach } from '../../../support/closed-after-each.js';
import { about, NOW, type Seeded } from '../model/account.js';
import { hash, type Running, SECONDS, start } from './running.js';

const open = closedAfterEach(start);

const PAUSED: Seeded = ['campaign/a', { scene: '1', state: 'paused' }];
const RUNNING: Seeded = ['campaign/a', { scene: '1', state: 'running' }];
const LIST = { page: 1, size: 100, queryConditions: {} };
const at = (offset: number): string => String(NOW / 1000 + offset);
const stateOf = ({ state }: Running, address = 'campaign/a'): unknown =>
  state().resources.find((resource) => resource.address === address)?.fields.state;

describe('nxcloud.md B.1, B.2: the door', () => {
  it.each([
    ['6001: sign missing', { sign: undefined }, 6001],
    ['2: requestID missing', { requestID: undefined }, 2],
    ['2: uuid missing', { uuid: undefined }, 2],
    ['2: createTs missing', { createTs: undefined }, 2],
    ['6002: an unknown account', { uuid: 'nobody' }, 6002],
    ['6: sign wrong', { sign: '0'.repeat(32) }, 6],
    ['4: an unknown algorithm', { algorithm: 'SHA1' }, 4],
    ['MD5 said', { algorithm: 'MD5' }, 0],
    ['SHA256 said', { algorithm: 'SHA256' }, 0],
    ['3: no time', { createTs: 'now' }, 3],
    ['§6 no. 15: 300 s late', { createTs: at(-300) }, 0],
    ['§6 no. 15: 301 s late', { createTs: at(-301) }, 4],
    ['§6 no. 15: 301 s early', { createTs: at(301) }, 4],
    ['milliseconds', { createTs: String(NOW) }, 4],
    ['§6 no. 14: gzip', { 'content-encoding': 'gzip' }, 3],
  ])('%s', async (_, headers, code) => {
    const { send } = await open();
    const told = await send('listTask', LIST, headers);
    expect([told.status, told.code]).toEqual([200, code]);
  });

  it('a lower-case sign is wrong', async () => {
    const { send, credentials } = await open();
    const text = JSON.stringify({ productID: 'callbot', ...LIST });
    const plain = `${credentials.secretKey}&body=${text}&createTs=${SECONDS}&requestID=req-1&uuid=${credentials.uuid}`;
    expect((await send('listTask', text, { sign: hash('MD5', plain) })).code).toBe(0);
    expect((await send('listTask', text, { sign: hash('MD5', plain).toLowerCase() })).code).toBe(6);
  });

  it('§6 no. 1: the text as sent is signed: spaces, raw UTF-8, escapes', async () => {
    const { send } = await open();
    for (const text of ['{"data":"你好"}', '{ "data" : "\\u4f60\\u597d" }']) {
      expect((await send('ping', text)).body).toMatchObject({ code: 0, data: '你好' });
    }
    expect((await send('listTask', '{"productID":')).code).toBe(3);
    expect((await send('listTask', '')).code).toBe(2);
  });

  it('§6 no. 12: the console decides the algorithm', async () => {
    const { send } = await open([], { options: { consoleAlgorithm: 'SHA256' } });
    expect((await send('listTask', LIST)).code).toBe(6);
    expect((await send('listTask', LIST, { algorithm: 'SHA256' })).code).toBe(0);
  });

  it('§6 no. 15: another window, another code, or none', async () => {
    const { send, change } = await open([], { options: { clockWindow: '10', clockCode: '6' } });
    expect((await send('listTask', LIST, { createTs: at(-11) })).code).toBe(6);
    change({ options: { clockWindow: 'off' } });
    expect((await send('listTask', LIST, { createTs: '1' })).code).toBe(0);
  });

  it('a wrong path is no code but a 404', async () => {
    const { send } = await open();
    const { status, text } = await send('taskList', LIST);
    expect([status, text]).toEqual([404, '']);
  });

  it('reads are no writes, and the secret is nowhere in the log', async () => {
    const { send, log, state, credentials } = await open([PAUSED]);
    await send('listTask', LIST);
    await send('exportBatchCall', { userTaskID: 'a' });
    await send('mgrTaskStatus', { userTaskID: 'a', taskOperate: 1 });
    expect(log().map(({ route, write }) => [route, write])).toEqual([
      ['POST listTask', false],
      ['POST exportBatchCall', false],
      ['POST mgrTaskStatus', true],
    ]);
    expect(JSON.stringify([log(), state()])).not.toContain(credentials.secretKey);
  });
});

describe('nxcloud.md B.1: answers are signed', () => {
  it.each([undefined, 'MD5', 'SHA256'])('by %s, with request id and account echoed', async (algorithm) => {
    const { send, credentials } = await open([PAUSED]);
    const told = await send('listTask', LIST, { algorithm, requestID: 'req-77' });
    expect(told.signed).toBe(true);
    const echoed = ['requestID', 'uuid', 'createTs', 'algorithm'].map((name) => told.headers.get(name));
    expect(echoed).toEqual(['req-77', credentials.uuid, SECONDS, algorithm ?? null]);
    expect(told.headers.get('sign')).toMatch(algorithm === 'SHA256' ? /^[0-9A-F]{64}$/ : /^[0-9A-F]{32}$/);
  });

  it('refusals too; without an account there is no key', async () => {
    const { send } = await open();
    expect((await send('listTask', LIST, { sign: 'x' })).signed).toBe(true);
    expect((await send('mgrTaskStatus', { userTaskID: 'x', taskOperate: 1 })).signed).toBe(true);
    expect((await send('listTask', LIST, { uuid: 'nobody' })).headers.get('sign')).toBeNull();
  });

  it('the algorithm need not be echoed', async () => {
    const { send } = await open([], { options: { echoAlgorithm: 'no' } });
    const told = await send('listTask', LIST, { algorithm: 'MD5' });
    expect([told.headers.get('algorithm'), told.signed]).toEqual([null, true]);
  });

  it('a signature that is wrong, and one that is missing', async () => {
    const { send } = await open([], { faults: { 'bad-sign': 'read:1', 'no-sign': 'read:2' } });
    const first = await send('listTask', LIST);
    const second = await send('listTask', LIST);
    expect([first.signed, first.headers.get('sign')]).toEqual([false, expect.any(String)]);
    expect(second.headers.get('sign')).toBeNull();
    expect((await send('listTask', LIST)).signed).toBe(true);
  });
});

describe('nxcloud.md §7: faults', () => {
  it.each([
    ['code5', 5, 'paused'],
    ['code5001', 5001, 'paused'],
    ['code5001-after', 5001, 'running'],
    ['code6003', 6003, 'paused'],
    ['code7', 7, 'paused'],
    ['code7-after', 7, 'running'],
  ])('%s hits the first write only, and is signed', async (fault, code, state) => {
    const sim = await open([PAUSED], { faults: { [fault]: '1' } });
    const told = await sim.send('mgrTaskStatus', { userTaskID: 'a', taskOperate: 1 });
    expect([told.status, told.code, told.signed, stateOf(sim)]).toEqual([200, code, true, state]);
    const next = await sim.send('mgrTaskStatus', {
      userTaskID: 'a',
      taskOperate: state === 'paused' ? 1 : 2,
    });
    expect(next.code).toBe(0);
  });

  it('1001 on an export; a fault is ended while it runs', async () => {
    const { send, change } = await open([PAUSED], { faults: { code1001: 'POST exportBatchCall:*' } });
    expect((await send('exportBatchCall', { userTaskID: 'a' })).code).toBe(1001);
    expect((await send('listTask', LIST)).code).toBe(0);
    change({ faults: { code1001: null } });
    expect((await send('exportBatchCall', { userTaskID: 'a' })).code).toBe(0);
  });

  it('a value that makes no sense is refused by name', async () => {
    await expect(start([], { faults: { code7: 'often' } })).rejects.toThrow(InputError);
    await expect(start([], { faults: { code7: 'often' } })).rejects.toThrow('Fault code7=often');
  });

  it('short-list and duplicate-rows spoil the list before it is signed', async () => {
    const { send } = await open([PAUSED, 'campaign/b', 'campaign/c'], {
      faults: { 'short-list': '1', 'duplicate-rows': '2' },
    });
    const ids = async () => {
      const { body, signed } = await send('listTask', LIST);
      return [signed, ...(body.taskData as { userTaskID: string }[]).map((task) => task.userTaskID)];
    };
    expect(await ids()).toEqual([true, 'a', 'b']);
    expect(await ids()).toEqual([true, 'a', 'a', 'b', 'c']);
    expect(await ids()).toEqual([true, 'a', 'b', 'c']);
  });

  it('a dropped answer after a successful write: look before you create', async () => {
    const { send } = await open([], { faults: { 'lost-after': 'POST createTask:1' } });
    await expect(send('createTask', { userTaskID: 'a', sceneID: '1' })).rejects.toThrow();
    const { body } = await send('listTask', { ...LIST, queryConditions: { userTaskID: ['a'] } });
    expect(body.taskData).toEqual([expect.objectContaining({ userTaskID: 'a', taskStatus: 1 })]);
    expect((await send('createTask', { userTaskID: 'a', sceneID: '1' })).code).toBe(4);
  });

  it('an HTTP 500 comes from a gateway, unsigned', async () => {
    const { send } = await open([], { faults: { 'error-before': 'read:1' } });
    const told = await send('listTask', LIST);
    expect([told.status, told.headers.get('sign')]).toEqual([500, null]);
  });

  it('stale: the next reads show what was before', async () => {
    const { send } = await open([PAUSED], { faults: { stale: '1' } });
    await send('mgrTaskStatus', { userTaskID: 'a', taskOperate: 1 });
    const status = async () =>
      ((await send('listTask', LIST)).body.taskData as { taskStatus: number }[])[0]?.taskStatus;
    expect([await status(), await status()]).toEqual([5, 2]);
  });

  it('numbers are dialled and people use the console', async () => {
    const sim = await open([RUNNING, 'contact/a/o1', 'contact/a/o2', 'contact/a/o3']);
    const { change, state, send } = sim;
    change({ drift: ['dialled:a', 'contact-gone:a/o3', 'contact-made:a/o4', 'campaign-made:b'] });
    const { body } = await send('exportBatchCall', { userTaskID: 'a' });
    expect(
      (body.callList as { orderID: string; callID: string }[]).map((row) => [row.orderID, row.callID !== '']),
    ).toEqual([
      ['o1', true],
      ['o2', false],
      ['o4', false],
    ]);
    change({ drift: 'campaign-paused:a' });
    change({ drift: 'dialled:a/o2' });
    expect(state().hidden.campaigns).toMatchObject({ a: { taskStat: { totalCall: 1 } } });
    change({ drift: ['campaign-started:a', 'exhausted:a', 'campaign-failed:b'] });
    expect([stateOf(sim), stateOf(sim, 'campaign/b')]).toEqual(['completed', 'failed']);
    change({ drift: ['campaign-made:c', 'campaign-completed:c'] });
    expect(stateOf(sim, 'campaign/c')).toBe('completed');
  });

  it('a delayed state takes effect by itself', async () => {
    let now = NOW;
    const sim = await open([PAUSED], { options: { stateDelay: '500' }, now: () => now });
    const told = await sim.send('mgrTaskStatus', { userTaskID: 'a', taskOperate: 1 });
    expect([told.body.taskStatus, stateOf(sim), sim.state().hidden.pending]).toEqual([5, 'paused', 1]);
    now += 500;
    expect([stateOf(sim), sim.state().hidden.pending]).toEqual(['running', 0]);
  });

  it('callbacks are shown signed, and sent to nobody', async () => {
    const sim = await open([], { options: { consoleAlgorithm: 'SHA256' } });
    const taskCallbackUrl = 'https://crm.example.com/task';
    const algorithm = { algorithm: 'SHA256' };
    await sim.send('createTask', { userTaskID: 'a', sceneID: '1', taskCallbackUrl }, algorithm);
    await sim.send('mgrTaskStatus', { userTaskID: 'a', taskOperate: 1 }, algorithm);
    const [callback] = sim.state().hidden.callbacks as {
      url: string;
      text: string;
      headers: Record<string, string>;
    }[];
    const { requestID, uuid, createTs, sign } = callback?.headers ?? {};
    const { secretKey } = sim.credentials;
    const plain = `${secretKey}&body=${callback?.text}&createTs=${createTs}&requestID=${requestID}&uuid=${uuid}`;
    expect([callback?.url, sign]).toEqual([taskCallbackUrl, hash('SHA256', plain)]);
    expect(JSON.parse(callback?.text ?? '')).toMatchObject({
      callbackType: 1,
      userTaskID: 'a',
      taskStatus: 2,
    });
  });

  it('takes 100,000 contacts in one import over HTTP', async () => {
    const { send, state } = await open([PAUSED]);
    const ids = Array.from({ length: 100_000 }, (_, index) => `o${index}`);
    const { body } = await send('importBatchCall', about('a', ...ids));
    expect(body).toMatchObject({ retCode: 0, totalCount: 100_000, successCount: 100_000 });
    expect(state().resources).toHaveLength(100_001);
  });
});
