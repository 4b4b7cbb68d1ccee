// udesk.md §9.2, switch by switch: the default of each is in the other files, here is what the other values change.
import { describe, expect, it } from 'vitest';
import { model } from '../../../../src/providers/udesk/model/index.js';
import { type Options, switches } from '../../../../src/providers/udesk/model/switches.js';
import { account, expectDone, expectRefused, type TestAccount } from './account.js';

const PAIR = ['queue/9001', 'queue/9002', 'agent/1', 'membership/9001/1'];
const batch = (...ids: string[]): unknown => ({ Agents: ids.map((AgentId) => ({ AgentId, WorkId: 'w' })) });
const extensionsOf = (of: TestAccount): unknown =>
  (of.call('GET agents').result as { AgentList: { Extensions: unknown }[] }).AgentList[0]?.Extensions;

describe('udesk.md §9.2', () => {
  it('names every switch of the sheet with its values, default first', () => {
    const table: Record<string, readonly string[]> = {
      statusMode: ['documented', 'always200'],
      deleteReply: ['body200', 'empty204'],
      batchCreate: ['atomic', 'prefixKept', 'skipBad'],
      agentBind: ['additive', 'replacing'],
      duplicatePair: ['reject', 'ignore'],
      absentPair: ['reject', 'ignore'],
      bindTaken: ['reject', 'steal'],
      agentDelete: ['strict', 'orphan'],
      putAgentOmitted: ['reset', 'keep'],
      putQueueOmitted: ['reset', 'keep'],
      createAgentExtension: ['ignore', 'bind'],
      wrapUpTimeWritable: ['false', 'true'],
      agentExtensionsShape: ['objects', 'strings', 'objectsWithPassword'],
      emptyLists: ['null', 'array'],
      agentPageSize: ['all', 'n'],
      queueListShape: ['array', 'wrapped', 'rowPerBinding'],
      queueDetail: ['broken', 'works'],
      subscriptionListIds: ['false', 'true'],
      subscriptionStartsEnabled: ['false', 'true'],
      subscriptionPutBody: ['flat', 'wrapped'],
      asyncWrites: ['off', 'n'],
      maxBatch: ['none', 'n'],
    };
    const ours = Object.fromEntries(switches.map((entry) => [entry.name, entry.values]));
    expect(ours).toMatchObject(table);
  });

  it.each([
    ['GET agents/1', { AgentId: '9' }],
    ['POST queues', { QueueId: '9001', QueueName: 'Q' }],
    ['DELETE queues', { QueueId: '9009' }],
    ['GET queues/9001', undefined],
  ])('statusMode always200: %s %j', (route, body) => {
    const of = account(PAIR, { statusMode: 'always200' });
    const told = of.call(route, body);
    expect(told.code).not.toBe('000000');
    expect(told.status).toBe(200);
    expect(of.call('POST queues', { QueueId: '9003', QueueName: 'Q' }).status).toBe(200);
  });

  it('deleteReply empty204: a success has no body, a refusal has', () => {
    const of = account(PAIR, { deleteReply: 'empty204' });
    const gone = of.call('DELETE queues', { QueueId: '9002' });
    expect([gone.status, gone.body]).toEqual([204, undefined]);
    expect(of.call('DELETE queues', { QueueId: '9002' })).toMatchObject({ status: 404, code: '000004' });
  });

  it.each([
    ['atomic', ['agent/1']],
    ['prefixKept', ['agent/1', 'agent/2']],
    ['skipBad', ['agent/1', 'agent/2', 'agent/3']],
  ])('batchCreate %s: after a refused batch there are %j', (batchCreate, left) => {
    const of = account(['agent/1'], { batchCreate });
    const told = of.call('POST agents', batch('2', '1', '3'));
    expect([told.status, told.code]).toEqual([400, '100004']);
    expect(of.addresses()).toEqual(left);
    expect(told.effects).toHaveLength(left.length - 1);
  });

  it('agentBind replacing: what is sent is what there is', () => {
    const of = account([...PAIR, 'extension-binding/8001/1', 'extension-binding/8002/1', 'extension/8003'], {
      agentBind: 'replacing',
    });
    const queues = expectDone(of, 'POST agents/queues', { AgentId: '1', Queues: ['9002'] });
    expect(queues.effects[0]).toEqual({ drop: 'membership/9001/1' });
    expect(of.addresses('membership')).toEqual(['membership/9002/1']);
    expectDone(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8003', '8001'] });
    expect(of.addresses('extension-binding')).toEqual([
      'extension-binding/8001/1',
      'extension-binding/8003/1',
    ]);
    expectDone(of, 'POST queues/agents', { QueueId: '9001', AgentIds: ['1'] });
    expect(of.addresses('membership')).toEqual(['membership/9001/1', 'membership/9002/1']);
  });

  it('duplicatePair ignore: an existing pair is passed over', () => {
    const of = account([...PAIR, 'agent/2', 'extension-binding/8001/1', 'extension/8002'], {
      duplicatePair: 'ignore',
    });
    const done = expectDone(of, 'POST queues/agents', { QueueId: '9001', AgentIds: ['1', '2', '2'] });
    expect(done.effects).toHaveLength(1);
    expectDone(of, 'POST agents/queues', { AgentId: '1', Queues: ['9001', '9002'] });
    expectDone(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8001', '8002'] });
  });

  it('absentPair ignore: an absent pair is passed over, an absent end is not', () => {
    const of = account([...PAIR, 'extension-binding/8001/1', 'extension/8002'], { absentPair: 'ignore' });
    const done = expectDone(of, 'DELETE agents/queues', { AgentId: '1', Queues: ['9001', '9002'] });
    expect(done.effects).toEqual([{ drop: 'membership/9001/1' }]);
    expectDone(of, 'DELETE agents/extensions', { AgentId: '1', Extensions: ['8001', '8002'] });
    expectRefused(of, 'DELETE agents/queues', { AgentId: '1', Queues: ['9009'] }, '100018', 'Queue Blank');
  });

  it('bindTaken steal: an extension goes over to the agent that asks', () => {
    const of = account(['agent/1', 'agent/2', 'extension-binding/8001/1'], { bindTaken: 'steal' });
    const done = expectDone(of, 'POST agents/extensions', { AgentId: '2', Extensions: ['8001'] });
    expect(done.effects).toMatchObject([
      { drop: 'extension-binding/8001/1' },
      { put: { address: 'extension-binding/8001/2' } },
    ]);
    expect(of.addresses('extension-binding')).toEqual(['extension-binding/8001/2']);
  });

  it('agentDelete orphan: extensions stay behind unbound, queues still refuse', () => {
    const of = account([...PAIR, 'agent/2', 'extension-binding/8001/2'], { agentDelete: 'orphan' });
    expectRefused(of, 'DELETE agents/1', { AgentId: '1' }, '100004');
    expectDone(of, 'DELETE agents/2', { AgentId: '2' });
    expect(of.addresses('extension')).toEqual(['extension/8001']);
    expect(of.addresses('extension-binding')).toEqual([]);
    expectDone(of, 'DELETE extensions', { Extension: '8001' });
  });

  it('putAgentOmitted and putQueueOmitted keep: what is left out stays', () => {
    const of = account(
      [
        ['agent/1', { workId: 'w', name: 'Ann', role: 'leader', enabled: false }],
        ['queue/9001', { name: 'Q', strategy: 'random', timeout: 90, maxLength: 10 }],
      ],
      { putAgentOmitted: 'keep', putQueueOmitted: 'keep' },
    );
    expectDone(of, 'PUT agents/1', { AgentId: '1', WorkId: 'x' });
    expect(of.fields('agent/1')).toMatchObject({ workId: 'x', name: 'Ann', role: 'leader', enabled: false });
    expectDone(of, 'PUT queues', { QueueId: '9001', QueueName: 'R' });
    expect(of.fields('queue/9001')).toEqual({ name: 'R', strategy: 'random', timeout: 90, maxLength: 10 });
  });

  it('createAgentExtension bind: the extension that is named is bound', () => {
    const of = account(['agent/1', 'extension-binding/8001/1', 'extension/8002'], {
      createAgentExtension: 'bind',
    });
    const agent = (Extension: string): unknown => ({ Agents: [{ AgentId: '2', WorkId: 'w', Extension }] });
    expectRefused(of, 'POST agents', agent('8001'), '100016');
    expectRefused(of, 'POST agents', agent('8009'), '100018');
    expect(expectDone(of, 'POST agents', agent('8002')).result).toBeNull();
    expect(of.addresses('extension-binding')).toEqual([
      'extension-binding/8001/1',
      'extension-binding/8002/2',
    ]);
  });

  it('wrapUpTimeWritable true: it is kept and shown', () => {
    const of = account([], { wrapUpTimeWritable: 'true' });
    expectDone(of, 'POST agents', { Agents: [{ AgentId: '1', WorkId: 'w', WrapUpTime: 5 }] });
    expect(of.call('GET agents').result).toMatchObject({ AgentList: [{ WrapUpTime: 5 }] });
    expectDone(of, 'PUT agents/1', { AgentId: '1', WorkId: 'w' });
    expect(of.call('GET agents').result).toMatchObject({ AgentList: [{ WrapUpTime: 5 }] });
    expectRefused(of, 'PUT agents/1', { AgentId: '1', WorkId: 'w', WrapUpTime: '5' }, '000001');
  });

  it.each([
    ['objects', [{ Extension: '8001' }]],
    ['strings', ['8001']],
    ['objectsWithPassword', [{ Extension: '8001', Password: expect.stringMatching(/^[0-9a-f]{16}$/) }]],
  ])('agentExtensionsShape %s', (agentExtensionsShape, shape) => {
    expect(extensionsOf(account(['agent/1', 'extension-binding/8001/1'], { agentExtensionsShape }))).toEqual(
      shape,
    );
  });

  it('emptyLists array: no list is null', () => {
    const of = account(['agent/1'], { emptyLists: 'array' });
    expect(of.call('GET agents').result).toMatchObject({ AgentList: [{ Queues: [], Extensions: [] }] });
    expect(of.call('GET queues').result).toEqual([]);
    expect(of.call('GET spnumbers').result).toMatchObject({ SpNumbers: [] });
    expect(of.call('GET subscriptions').result).toEqual([]);
    expect(of.call('GET ivrs/fastrouters').body).toMatchObject({ FastRouter: [] });
  });

  it('agentPageSize n: the list ends after a page, and says that there are more', () => {
    const of = account(['agent/1', 'agent/2', 'agent/3'], { agentPageSize: '2' });
    const told = of.call('GET agents', undefined, { PageNum: '2', PageSize: '1' }).result;
    expect(told).toMatchObject({ CurrPage: 1, PageSize: 2, Total: 3, TotalPage: 2 });
    expect((told as { AgentList: unknown[] }).AgentList).toHaveLength(2);
  });

  it('queueListShape wrapped and rowPerBinding', () => {
    const seeded = [...PAIR, 'agent/2', 'membership/9001/2'];
    const wrapped = account(seeded, { queueListShape: 'wrapped' }).call('GET queues').result;
    expect(wrapped).toMatchObject({ Queues: [{ QueueID: '9001' }, { QueueID: '9002' }] });
    const rows = account(seeded, { queueListShape: 'rowPerBinding' }).call('GET queues').result;
    expect(
      (rows as { QueueID: string; AgentID: number }[]).map(({ QueueID, AgentID }) => [QueueID, AgentID]),
    ).toEqual([
      ['9001', 3],
      ['9001', 4],
      ['9002', 0],
    ]);
  });

  it('queueDetail works: with the agents', () => {
    const of = account(PAIR, { queueDetail: 'works' });
    expect(of.call('GET queues/9001').result).toEqual({
      QueueId: '9001',
      QueueName: 'Queue 9001',
      Strategy: 'longest_idle',
      Timeout: 60,
      MaxLength: 128,
      Agents: ['1'],
    });
    expectRefused(of, 'GET queues/9009', undefined, '100018');
  });

  it('subscriptionListIds, subscriptionStartsEnabled, subscriptionPutBody', () => {
    const of = account([], {
      subscriptionListIds: 'true',
      subscriptionStartsEnabled: 'true',
      subscriptionPutBody: 'wrapped',
    });
    const crm = { name: 'crm', callback: 'https://crm.example.com', events: ['agent_answer'] };
    expectDone(of, 'POST subscriptions', { subscriptions: [crm] });
    const [listed] = of.call('GET subscriptions').result as { id: number; enable: boolean }[];
    expect(listed).toEqual({ ...crm, id: expect.any(Number), enable: true });
    expectRefused(of, `PUT subscriptions/${listed?.id}`, { ...crm, enable: false }, '000001');
    expectDone(of, `PUT subscriptions/${listed?.id}`, { subscription: { ...crm, enable: false } });
    expect(of.call(`GET subscriptions/${listed?.id}`).result).toMatchObject({ enable: false });
  });

  it('asyncWrites n: a write is accepted with 202 and takes effect later (C25)', () => {
    const of = account(['agent/1'], { asyncWrites: '500' });
    const made = of.call('POST extensions', { Extension: '8001' });
    expect([made.status, made.code, made.effects]).toEqual([202, '000000', []]);
    expectRefused(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8001'] }, '100018');
    of.clock.now += 499;
    expect(of.call('GET queues').effects).toEqual([]);
    of.clock.now += 1;
    const seen = of.call('POST agents/extensions', { AgentId: '1', Extensions: ['8001'] });
    expect(seen.status).toBe(202);
    expect(seen.effects).toMatchObject([{ put: { address: 'extension/8001' } }]);
    of.clock.now += 500;
    of.call('GET queues');
    const { Password } = made.result as { Password: string };
    expect(of.state.apps.get(of.state.appId)?.extensions.get('8001')).toMatchObject({
      password: Password,
      owner: '1',
    });
  });

  it('asyncWrites n: ids that were told stay, and a write that has become impossible is lost', () => {
    const of = account([], { asyncWrites: '10' });
    const item = { name: 'crm', callback: 'https://crm.example.com', events: [] };
    const told = [1, 2].map(() => of.call('POST subscriptions', { subscriptions: [item] }).result);
    const ids = told.map((result) => (result as { sub_succ: { id: number }[] }).sub_succ[0]?.id);
    of.call('POST queues', { QueueId: '9001', QueueName: 'First' });
    expect(of.call('POST queues', { QueueId: '9001', QueueName: 'Second' }).status).toBe(202);
    of.clock.now += 10;
    of.call('GET queues');
    expect(Object.values(model.ids(of.state))).toEqual(ids.map(String));
    expect(of.fields('queue/9001')).toMatchObject({ name: 'First' });
  });

  it('maxBatch n: one agent more is refused', () => {
    const of = account([], { maxBatch: '2' });
    expectRefused(of, 'POST agents', batch('1', '2', '3'), '000001', 'Parameter error');
    expectDone(of, 'POST agents', batch('1', '2'));
  });

  it('emptyFastRouter accept: an empty table clears the router', () => {
    const of = account(['queue/9001', ['fast-route/1', { queue: '9001' }]], { emptyFastRouter: 'accept' });
    expect(expectDone(of, 'PUT ivrs/fastrouters', { FastRouter: [] }).effects).toEqual([
      { drop: 'fast-route/1' },
    ]);
  });

  it('every switch has a source in the sheet', () => {
    for (const entry of switches) expect(entry.source).toMatch(/^udesk\.md (?:[CG]\d+|L\d+|§[\d.]+)$/);
    const names: readonly (keyof Options)[] = switches.map((entry) => entry.name);
    expect(new Set(names).size).toBe(names.length);
  });
});
