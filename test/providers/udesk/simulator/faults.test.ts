// udesk.md §9.4 and §9.5: what other writers and bad luck do, seen through the vendor's API and the inspection.
import { describe, expect, it } from 'vitest';
import { closedAfterEach } from '../../../support/closed-after-each.js';
import { NOW, type Running, start } from './running.js';

const CENTER = [
  'queue/9001',
  'queue/9002',
  'agent/1',
  'agent/2',
  'membership/9001/1',
  'membership/9001/2',
  'extension-binding/8001/1',
];

const open = closedAfterEach(start);
const row = async (of: Running, id: string): Promise<Record<string, unknown> | undefined> => {
  const { AgentList } = (await of.send('GET agents')).json.Result as { AgentList: Record<string, unknown>[] };
  return AgentList.find((agent) => agent.AgentId === id);
};
const addresses = (of: Running, kind: string): string[] =>
  of
    .state()
    .resources.filter((entry) => entry.kind === kind)
    .map((entry) => entry.address);

describe('udesk.md §9.4', () => {
  it('a reply lost after commit: the extension is there, its password is not known', async () => {
    const of = await open([], { faults: { 'lost-after': 'POST extensions:1' } });
    await expect(of.send('POST extensions', { Extension: '8001' })).rejects.toThrow();
    const again = await of.send('POST extensions', { Extension: '8001' });
    expect(again.json.ErrCode).toBe('100015');
    expect(of.log().map(({ status, refused, faults }) => [status, refused, faults])).toEqual([
      [0, false, ['lost-after']],
      [400, true, undefined],
    ]);
  });

  it('500 before and after commit look alike', async () => {
    const of = await open([], { faults: { 'error-before': '1', 'error-after': '2' } });
    const queue = (QueueId: string): unknown => ({ QueueId, QueueName: 'Q' });
    const told = [await of.send('POST queues', queue('9001')), await of.send('POST queues', queue('9002'))];
    expect(told.map((one) => [one.status, one.json.ErrCode])).toEqual([
      [500, '000003'],
      [500, '000003'],
    ]);
    expect(addresses(of, 'queue')).toEqual(['queue/9002']);
  });

  it('clock skew moves the check and the Date header together', async () => {
    const of = await open([], { faults: { 'clock-skew': '660000' } });
    const told = await of.send('GET apps');
    expect(told.status).toBe(401);
    expect(told.headers.date).toBe(new Date(NOW + 660_000).toUTCString());
    const Timestamp = String((NOW + 660_000) / 1000);
    expect((await of.send('GET apps', undefined, { Timestamp })).status).toBe(200);
  });

  it('sub_fail for chosen names, as a fault or as an option', async () => {
    const of = await open([], { faults: { failSubscriptions: 'b' } });
    const item = (name: string): unknown => ({ name, callback: 'https://a.example.com', events: [] });
    const told = await of.send('POST subscriptions', { subscriptions: [item('a'), item('b')] });
    expect(told.json.Result).toMatchObject({ sub_fail: ['b'] });
    of.change({ options: { failSubscriptions: '' } });
    const then = await of.send('POST subscriptions', { subscriptions: [item('b')] });
    expect(then.json.Result).toMatchObject({ sub_fail: null });
  });

  it.each([
    ['queue-bound:9002/1', 'membership/9002/1'],
    ['extension-stolen:8001/2', 'extension-binding/8001/2'],
    ['queue-made:9050', 'queue/9050'],
    ['extension-made:8050', 'extension/8050'],
  ])('drift %s happens before the call that it names', async (drift, address) => {
    const of = await open(CENTER, { faults: { drift: `${drift}@2` } });
    await of.send('PUT queues', { QueueId: '9001', QueueName: 'One' });
    expect(of.state().resources.map((entry) => entry.address)).not.toContain(address);
    await of.send('PUT queues', { QueueId: '9001', QueueName: 'Two' });
    expect(of.state().resources.map((entry) => entry.address)).toContain(address);
    expect(of.state().violations).toEqual([]);
  });

  it('drift without an object draws one', async () => {
    const of = await open(CENTER);
    of.change({
      drift: ['queue-bound', 'queue-unbound', 'extension-stolen', 'queue-made', 'extension-made'],
    });
    expect(addresses(of, 'queue')).toContain('queue/9000');
    expect(addresses(of, 'extension-binding')).toEqual(['extension-binding/8001/2']);
    expect(of.state().hidden.unboundExtensions).toEqual(['8000']);
    expect(of.state().violations).toEqual([]);
  });

  it('the 101st queue, made elsewhere', async () => {
    const of = await open(Array.from({ length: 100 }, (_, index) => `queue/${9000 + index}`));
    of.change({ drift: 'queue-made' });
    expect(of.state().violations).toHaveLength(1);
    const told = await of.send('POST queues', { QueueId: '9500', QueueName: 'Q' });
    expect([told.status, told.json.ErrCode]).toEqual([400, '000001']);
  });

  it('agents in a call: State 3, ExtState 1, and a cut when they are let go', async () => {
    const of = await open(CENTER);
    expect(await row(of, '1')).toMatchObject({ State: 4, ExtState: 3 });
    of.change({ drift: 'in-call:agent/1' });
    expect(await row(of, '1')).toMatchObject({ State: 3, ExtState: 1 });
    expect(of.state().inCall).toEqual(['agent/1']);

    await of.send('DELETE agents/queues', { AgentId: '2', Queues: ['9001'] });
    expect(of.state().callsCut).toBe(0);
    await of.send('DELETE agents/extensions', { AgentId: '1', Extensions: ['8001'] });
    await of.send('PUT agents/1', { AgentId: '1', WorkId: 'w', Enable: false });
    expect(of.state().cuts.map(({ member }) => member)).toEqual(['agent/1', 'agent/1']);

    of.change({ inCall: { 'agent/1': false }, reset: ['staffing'] });
    expect(await row(of, '1')).toMatchObject({ State: 4, ExtState: 3 });
    await of.send('DELETE agents/queues', { AgentId: '1', Queues: ['9001'] });
    expect(of.state().callsCut).toBe(0);
  });

  it('agents take calls at random for a while, the same ones for the same seed', async () => {
    const seen = async (): Promise<string[]> => {
      let now = NOW;
      const of = await start(CENTER, { now: () => now, faults: { calls: '0.5:1000' }, rng: 5 });
      const rounds: string[] = [];
      for (let round = 0; round < 12; round += 1) {
        await of.send('GET queues');
        rounds.push(of.state().inCall.join());
        now += 400;
      }
      await of.close();
      return rounds;
    };
    const first = await seen();
    expect(new Set(first).size).toBeGreaterThan(1);
    expect(first).toContain('');
    expect(await seen()).toEqual(first);
  });

  it('a stale list shows what was before the write, but who is in a call now', async () => {
    const of = await open(CENTER, { faults: { stale: '2' } });
    await of.send('PUT agents/1', { AgentId: '1', WorkId: 'new' });
    of.change({ drift: 'in-call:agent/1' });
    expect(await row(of, '1')).toMatchObject({ WorkId: 'w1', State: 3 });
    expect(await row(of, '1')).toMatchObject({ WorkId: 'w1' });
    expect(await row(of, '1')).toMatchObject({ WorkId: 'new', State: 3 });
  });
});

describe('the record of staffing', () => {
  it('keeps the fewest enabled members that each queue ever had', async () => {
    const of = await open(CENTER);
    await of.send('PUT agents/1', { AgentId: '1', WorkId: 'w', Enable: false });
    await of.send('PUT agents/1', { AgentId: '1', WorkId: 'w', Enable: true });
    await of.send('POST queues/agents', { QueueId: '9002', AgentIds: ['1', '2'] });
    expect(of.state().staffing).toEqual({
      'queue/9001': { now: 2, min: 1, gone: false },
      'queue/9002': { now: 2, min: 0, gone: false },
    });
    of.change({ reset: ['staffing'] });
    await of.send('DELETE agents/queues', { AgentId: '1', Queues: ['9002'] });
    expect(of.state().staffing).toMatchObject({ 'queue/9001': { min: 2 }, 'queue/9002': { now: 1, min: 1 } });
  });

  it('an agent-side call that replaces is one step, not two', async () => {
    const of = await open(CENTER, { options: { agentBind: 'replacing' } });
    await of.send('POST agents/queues', { AgentId: '1', Queues: ['9002', '9001'] });
    expect(of.state().staffing['queue/9001']).toEqual({ now: 2, min: 2, gone: false });
  });

  it('a queue that is gone stays on record', async () => {
    const of = await open(['queue/9001']);
    await of.send('DELETE queues', { QueueId: '9001' });
    expect(of.state().staffing).toEqual({ 'queue/9001': { now: 0, min: 0, gone: true } });
  });

  it('sees background writes when they take effect', async () => {
    let now = NOW;
    const of = await open(CENTER, { options: { asyncWrites: '100' }, now: () => now });
    await of.send('DELETE agents/queues', { AgentId: '1', Queues: ['9001'] });
    expect(of.state().staffing['queue/9001']).toMatchObject({ now: 2 });
    expect(of.state().hidden.pendingWrites).toBe(1);
    now += 100;
    expect(of.state().staffing['queue/9001']).toMatchObject({ now: 1, min: 1 });
  });
});

describe('udesk.md §9.5', () => {
  it('the same seed makes the same passwords, ids and prefix; another does not', async () => {
    const made = async (rng: number): Promise<string> => {
      const of = await start([], { rng });
      const extension = await of.send('POST extensions', { Extension: '8001' });
      const subscription = await of.send('POST subscriptions', {
        subscriptions: [{ name: 'a', callback: 'https://a.example.com', events: [] }],
      });
      await of.close();
      return extension.text + subscription.text;
    };
    expect(await made(1)).toBe(await made(1));
    expect(await made(1)).not.toBe(await made(2));
  });

  it('no password, secret, token or signature is in the log or the inspection', async () => {
    const of = await open(CENTER);
    const made = await of.send('POST extensions', { Extension: '8002', Password: 'planted-password' });
    const { Password } = made.json.Result as { Password: string };
    const { Secret } = (await of.send('GET apps')).json.Result as { Secret: string };
    const shown = JSON.stringify([of.log(), of.state()]);
    for (const secret of [Password, Secret, 'planted-password', of.credentials.authToken ?? '?']) {
      expect(shown).not.toContain(secret);
    }
    expect(shown).not.toMatch(/[0-9a-f]{40}/);
  });
});
