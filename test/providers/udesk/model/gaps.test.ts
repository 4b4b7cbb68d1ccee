// udesk.md §6: the "Sim" reading of each contradiction, typo and gap that the model decides.
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../../../src/providers/udesk/model/webhooks.js';
import { account, expectDone, expectRefused } from './account.js';

const NUMBER = '057100000001';

describe('udesk.md §6: apps and relay numbers', () => {
  it('G08: 201 for POST and PUT, 200 with a body for DELETE and GET', () => {
    const of = account(['queue/9001']);
    expect(of.call('POST queues', { QueueId: '9002', QueueName: 'Q' }).status).toBe(201);
    expect(of.call('PUT queues', { QueueId: '9002', QueueName: 'Q' }).status).toBe(201);
    expect(of.call('GET queues').status).toBe(200);
    const gone = of.call('DELETE queues', { QueueId: '9002' });
    expect([gone.status, gone.body]).toEqual([200, { ErrCode: '000000', ErrDesc: 'OK' }]);
  });

  it('G11: apps are not created; PUT takes only default and external', () => {
    const of = account();
    const refused = of.call('POST apps', { Name: 'New', Type: 1, CallbackUrl: '' });
    expect([refused.status, refused.code]).toEqual([403, '100002']);
    for (const Type of ['1', 1, '']) expectRefused(of, 'PUT apps', { Name: 'A', Type }, '000001');
    expectDone(of, 'PUT apps', {
      Name: 'A',
      Type: 'external',
      CallbackUrl: 'https://a.example.com',
      Memo: 'm',
    });
    expect(of.call('GET apps').result).toMatchObject({ Name: 'A', Type: 'external', Memo: 'm' });
  });

  it('G11: where apps may be created, the answer has the fields of the document', () => {
    const of = account([], { allowAppCreate: 'true' });
    const made = expectDone(of, 'POST apps', { Name: 'New', Type: 1, CallbackUrl: '' }).result;
    expect(Object.keys(made as object).sort()).toEqual([
      'AppId',
      'CallbackUrl',
      'ExtensionPrefix',
      'IsHideUserNum',
      'Memo',
      'Name',
      'Secret',
      'Type',
      'WrapUpTime',
    ]);
  });

  it('G12: spnumbers/default takes no suffix', () => {
    const of = account([`relay-number/${NUMBER}`, 'relay-default']);
    for (const method of ['PUT', 'DELETE']) {
      expect(of.call(`${method} spnumbers/default/7763`, { DefSpNumber: NUMBER }).status).toBe(404);
    }
    expect(of.addresses('relay-default')).toEqual(['relay-default']);
  });

  it('G14: relay numbers are digit strings, none are null', () => {
    expect(account().call('GET spnumbers').result).toEqual({ SpNumbers: null, DefSpNumber: '' });
    expect(account([`relay-number/${NUMBER}`, 'relay-default']).call('GET spnumbers').result).toEqual({
      SpNumbers: [NUMBER],
      DefSpNumber: NUMBER,
    });
  });

  it('G15: DefSpNumber is required on PUT', () => {
    const of = account(['agent/1', `relay-number/${NUMBER}`]);
    for (const route of ['PUT spnumbers/default', 'PUT spnumbers/agent/default/1']) {
      for (const body of [{}, { DefSpNumber: '' }, { DefSpNumber: null }, { DefSpNumber: 571 }]) {
        expectRefused(of, route, body, '000001');
      }
    }
  });

  it('clears a default once; there is nothing to clear the second time', () => {
    const of = account(['agent/1', 'relay-default', 'relay-default/1']);
    for (const route of ['DELETE spnumbers/default', 'DELETE spnumbers/agent/default/1']) {
      expectDone(of, route);
      expectRefused(of, route, undefined, '000004', 'Data does not exist');
    }
    expectRefused(of, 'DELETE spnumbers/agent/default/2', undefined, '100018', 'RecordNotFound');
    expect(of.addresses('relay-number')).toEqual([`relay-number/${NUMBER}`]);
  });

  it('G16: GET apps shows the secret, but neither prefix nor wrap-up time', () => {
    const app = account().call('GET apps').result as Record<string, unknown>;
    expect(Object.keys(app).sort()).toEqual([
      'AppId',
      'CallbackUrl',
      'IsHideUserNum',
      'Memo',
      'Name',
      'Secret',
      'Type',
    ]);
  });
});

describe('udesk.md §6: agents', () => {
  it('G17: Extension and WrapUpTime are accepted and ignored', () => {
    const of = account();
    const agent = { AgentId: '1', WorkId: 'w1', Extension: '2457', WrapUpTime: 5 };
    expect(expectDone(of, 'POST agents', { Agents: [agent] }).result).toBeNull();
    expect(of.addresses()).toEqual(['agent/1']);
    expect(of.call('GET agents').result).toMatchObject({ AgentList: [{ WrapUpTime: 0, Extensions: null }] });
  });

  it('G19: created extensions come as a flat list in the order of the request', () => {
    const of = account(['extension/1000']);
    const made = expectDone(of, 'POST agents', {
      Agents: [
        { AgentId: '2', WorkId: 'b', IsCreateExtension: true },
        { AgentId: '3', WorkId: 'c' },
        { AgentId: '1', WorkId: 'a', IsCreateExtension: true },
      ],
    }).result as { Extensions: { Extension: string; Password: string }[] };
    expect(made.Extensions.map((entry) => Object.keys(entry))).toEqual([
      ['Extension', 'Password'],
      ['Extension', 'Password'],
    ]);
    expect(made.Extensions.map((entry) => entry.Extension)).toEqual(['1001', '1002']);
    expect(of.addresses('extension-binding')).toEqual([
      'extension-binding/1001/2',
      'extension-binding/1002/1',
    ]);
  });

  it('G20: the id in the URL and the id in the body must be equal', () => {
    const of = account(['agent/1', 'agent/2']);
    expectRefused(of, 'PUT agents/1', { AgentId: '2', WorkId: 'w' }, '000001', 'ParamsInvalid');
    expectRefused(of, 'PUT agents/1', { WorkId: 'w' }, '000001', 'AgentId AppId WorkId Blank');
    expectRefused(of, 'DELETE agents/1', { AgentId: '2' }, '000001', 'ParamsInvalid');
  });

  it('G22, G23, G27, G29, G34: detail and list as the seed shows them', () => {
    const of = account([
      'queue/9001',
      ['agent/1', { workId: '', name: 'Ann', enabled: false }],
      'membership/9001/1',
      'extension-binding/8001/1',
      'relay-default/1',
    ]);
    const common = {
      AppId: '00000000-0000-4000-8000-000000000001',
      WorkId: '',
      Name: 'Ann',
      Mobile: '',
      Email: '',
      Role: 'agent',
      Queues: ['9001'],
      Extensions: [{ Extension: '8001' }],
      DefSpNumber: NUMBER,
      State: 4,
      ExtState: 3,
      WrapUpTime: 0,
      Enable: false,
    };
    const list = of.call('GET agents');
    expect(list.text).toBe('');
    expect(list.result).toMatchObject({
      AgentList: [{ ...common, AgentId: '1', QueuesNames: null, ExtenInfos: null }],
    });
    expect(of.call('GET agents/1', { AgentId: '1' }).result).toEqual({
      ...common,
      AgentId: '1@00000000-0000-4000-8000-000000000001',
    });
  });

  it('G25, G26: an account without agents has a null list', () => {
    expect(account().call('GET agents').result).toEqual({
      CurrPage: 1,
      PageSize: 0,
      Total: 0,
      TotalPage: 1,
      AgentList: null,
    });
    expect(account(['agent/1']).call('GET agents').result).toMatchObject({
      AgentList: [{ Queues: null, Extensions: null, DefSpNumber: '' }],
    });
  });

  it('G30, G31: the cascade is a JSON boolean, off by default', () => {
    const of = account(['agent/1', 'extension-binding/8001/1']);
    expectRefused(
      of,
      'DELETE agents/1',
      { AgentId: '1', IsDelExtensions: 'true' },
      '000001',
      'Parameter error',
    );
    expectRefused(of, 'DELETE agents/1', { AgentId: '1', IsDelExtensions: false }, '100004');
  });

  it('G32: WorkId is \\w{1,32} and required, whatever lives', () => {
    const of = account([['agent/1', { workId: '' }]]);
    for (const WorkId of ['a', 'A_9', '0'.repeat(32)])
      expectDone(of, 'PUT agents/1', { AgentId: '1', WorkId });
    for (const WorkId of ['a b', 'é', '0'.repeat(33), 5]) {
      expectRefused(of, 'PUT agents/1', { AgentId: '1', WorkId }, '000001', 'Parameter error');
    }
    expectRefused(of, 'PUT agents/1', { AgentId: '1', WorkId: '' }, '000001', 'AgentId AppId WorkId Blank');
  });

  it('G33: agent detail needs the id in a body', () => {
    const of = account(['agent/1']);
    expectRefused(of, 'GET agents/1', undefined, '100004', 'unexpected end of JSON input');
    expectRefused(of, 'GET agents/1', { AgentId: '2' }, '000001');
    expectRefused(of, 'GET agents/2', { AgentId: '2' }, '100018', 'RecordNotFound');
  });

  it('keeps ids that no number can hold', () => {
    const of = account();
    const long = '00000000000000000000000000000001';
    expectDone(of, 'POST agents', { Agents: [{ AgentId: long, WorkId: 'w' }] });
    expect(of.addresses()).toEqual([`agent/${long}`]);
    expectRefused(of, 'POST agents', { Agents: [{ AgentId: 1, WorkId: 'w' }] }, '000001');
    expectRefused(of, 'POST agents', { Agents: [{ AgentId: `${long}0`, WorkId: 'w' }] }, '000001');
  });

  it('does not enforce that WorkId, name, mobile or e-mail are unique', () => {
    const same = { WorkId: 'w', Name: 'Ann', Mobile: '13800000000', Email: 'ann@example.com' };
    expectDone(account(), 'POST agents', {
      Agents: [
        { AgentId: '1', ...same },
        { AgentId: '2', ...same },
      ],
    });
  });

  it.each([
    { Role: 'boss' },
    { Role: '' },
    { Enable: 'true' },
    { Enable: 1 },
    { Enable: null },
    { Mobile: '+8613800000000' },
    { Mobile: 13800000000 },
    { Email: 'nobody' },
    { IsCreateExtension: 'true' },
  ])('refuses %j', (field) => {
    const of = account(['agent/1']);
    expectRefused(of, 'POST agents', { Agents: [{ AgentId: '2', WorkId: 'w', ...field }] }, '000001');
  });
});

describe('udesk.md §6: bindings and queues', () => {
  it('G21: binding from the side of the agent adds', () => {
    const of = account([
      'queue/9001',
      'queue/9002',
      'agent/1',
      'membership/9001/1',
      'extension-binding/8001/1',
      'extension/8002',
    ]);
    expectDone(of, 'POST agents/queues', { AgentId: '1', Queues: ['9002'] });
    expectDone(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8002'] });
    expect(of.addresses('membership')).toHaveLength(2);
    expect(of.addresses('extension-binding')).toHaveLength(2);
  });

  it('G35, G36: queues are an array, in other words than they are written', () => {
    const of = account([['queue/9001', { name: 'Support', timeout: 30 }]]);
    const now = '2026-11-21T00:00:00.000Z';
    expect(of.call('GET queues').result).toEqual([
      {
        ID: 1,
        CreatedAt: now,
        UpdatedAt: now,
        AppID: '00000000-0000-4000-8000-000000000001',
        QueueID: '9001',
        Timeout: 30,
        Strategy: 'longest_idle',
        AgentID: 0,
        Name: 'Support',
        MaxLength: 128,
        WaitMusic: '',
      },
    ]);
    expect(account().call('GET queues').result).toBeNull();
  });

  it('G37: a time-out that is left out is 60 on create and 0 on update', () => {
    const of = account();
    const queue = { QueueId: '9001', QueueName: 'Q' };
    expectDone(of, 'POST queues', queue);
    expect(of.fields('queue/9001')).toMatchObject({ timeout: 60, maxLength: 128, strategy: 'longest_idle' });
    expectDone(of, 'PUT queues', queue);
    expect(of.fields('queue/9001')).toMatchObject({ timeout: 0 });
  });

  it.each([
    { Strategy: 'Round-Robin' },
    { Strategy: '' },
    { Timeout: -1 },
    { Timeout: 1.5 },
    { Timeout: '60' },
    { MaxLength: 0 },
    { MaxLength: 513 },
    { QueueId: '8001' },
    { QueueId: 9001 },
    { QueueName: '' },
    { QueueName: undefined },
  ])('G38 and limits: refuses a queue with %j', (field) => {
    const of = account(['queue/9000']);
    expectRefused(
      of,
      'POST queues',
      { QueueId: '9001', QueueName: 'Q', ...field },
      '000001',
      'Parameter error',
    );
  });

  it('accepts the limits themselves', () => {
    const of = account();
    expectDone(of, 'POST queues', {
      QueueId: '9001',
      QueueName: 'Q',
      Strategy: 'any_word',
      Timeout: 0,
      MaxLength: 512,
    });
    expectDone(of, 'PUT queues', { QueueId: '9001', QueueName: 'Q', MaxLength: 1 });
  });

  it('G39: queue detail fails', () => {
    const told = account(['queue/9001']).call('GET queues/9001');
    expect([told.status, told.code]).toEqual([500, '000003']);
  });

  it('G41, G42: an existing pair and an absent pair refuse the whole call', () => {
    const of = account([
      'queue/9001',
      'queue/9002',
      'agent/1',
      'agent/2',
      'membership/9001/1',
      'extension-binding/8001/1',
      'extension/8002',
    ]);
    expectRefused(of, 'POST queues/agents', { QueueId: '9001', AgentIds: ['2', '1'] }, '100004');
    expectRefused(of, 'POST queues/agents', { QueueId: '9001', AgentIds: ['2', '2'] }, '100004');
    expectRefused(of, 'POST agents/queues', { AgentId: '1', Queues: ['9002', '9001'] }, '100004');
    expectRefused(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8001'] }, '100004');
    expectRefused(of, 'DELETE agents/queues', { AgentId: '1', Queues: ['9001', '9002'] }, '100018');
    expectRefused(of, 'DELETE agents/extensions', { AgentId: '1', Extensions: ['8001', '8002'] }, '100018');
  });

  it('G44 and references: delete targets are 000004, other references 100018', () => {
    const of = account(['queue/9001', 'agent/1']);
    expectRefused(of, 'DELETE queues', { QueueId: '9009' }, '000004', 'Data does not exist');
    expectRefused(of, 'DELETE agents/9', { AgentId: '9' }, '000004', 'Data does not exist');
    expectRefused(of, 'DELETE extensions', { Extension: '8009' }, '000004', 'Data does not exist');
    expectRefused(of, 'DELETE subscriptions/9', undefined, '000004', 'Data does not exist');
    expectRefused(of, 'PUT queues', { QueueId: '9009', QueueName: 'Q' }, '100018', 'Queue Blank');
    expectRefused(of, 'PUT agents/9', { AgentId: '9', WorkId: 'w' }, '100018', 'RecordNotFound');
    expectRefused(of, 'POST queues/agents', { QueueId: '9009', AgentIds: ['1'] }, '100018', 'Queue Blank');
    expectRefused(of, 'POST queues/agents', { QueueId: '9001', AgentIds: ['9'] }, '100018', 'RecordNotFound');
    expectRefused(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8009'] }, '100018');
    expectRefused(of, 'POST agents/queues', { AgentId: '1', Queues: [] }, '000001');
  });
});

describe('udesk.md §6: IVR, webhooks, subscriptions', () => {
  it('has voice files without content, and prompts that cannot be mapped back', () => {
    const of = account();
    expectRefused(of, 'POST ivrs/vfiles', { FileName: '' }, '000001', 'File name Blank');
    expectRefused(of, 'POST ivrs/vfiles', { FileName: 'a', FileType: 'mp3' }, '000001');
    expectRefused(of, 'PUT ivrs/defvoices', { DefVoices: { Hold: { Type: 'wav', Content: 'a' } } }, '100018');
    expectDone(of, 'POST ivrs/vfiles', { FileName: 'a', FileDesc: 'Hold' });
    expectRefused(of, 'POST ivrs/vfiles', { FileName: 'a' }, '100004');
    expect(of.call('GET ivrs/vfiles').result).toEqual({
      IvrVFiles: [{ FileName: 'a', FileType: 'wav', FileDesc: 'Hold' }],
    });
    const voices = { Hold: { Type: 'wav', Content: 'a' }, Welcome: 'default' };
    expectDone(of, 'PUT ivrs/defvoices', { DefVoices: voices });
    expectDone(of, 'POST ivrs/defvoices', { DefVoices: [voices] });
    expect(of.call('GET ivrs/defvoices').result).toEqual({
      Voices: ['default', { Type: 'wav', Content: 'a' }],
    });
    expectDone(of, 'DELETE ivrs/vfiles', { FileName: 'a' });
    expectRefused(of, 'DELETE ivrs/vfiles', { FileName: 'a' }, '100018');
    expectRefused(of, 'DELETE ivrs/vfiles', {}, '000001', 'File name Blank');
  });

  it.each(['POST', 'PUT'])(
    '%s ivrs/fastrouters replaces the table, which stands outside Result',
    (method) => {
      const of = account(['queue/9001', ['fast-route/0', { queue: '9001', description: 'Old' }]]);
      const rows = [
        { Dtmf: '1', Desc: 'Sales', QueueId: '9001' },
        { Dtmf: '2', Desc: '', QueueId: '9001' },
      ];
      const done = expectDone(of, `${method} ivrs/fastrouters`, { FastRouter: rows });
      expect(done.effects[0]).toEqual({ drop: 'fast-route/0' });
      expect(of.call('GET ivrs/fastrouters').body).toEqual({
        ErrCode: '000000',
        ErrDesc: 'OK',
        FastRouter: rows,
      });
      expect(of.fields('fast-route/2')).toEqual({ queue: '9001', description: null });
      expectRefused(
        of,
        `${method} ivrs/fastrouters`,
        { FastRouter: [{ ...rows[0], QueueId: '9009' }] },
        '100018',
      );
      expectRefused(of, `${method} ivrs/fastrouters`, { FastRouter: [rows[0], rows[0]] }, '000001');
      expectRefused(of, `${method} ivrs/fastrouters`, { FastRouter: [{ ...rows[0], Dtmf: '10' }] }, '000001');
      expectRefused(of, `${method} ivrs/fastrouters`, { FastRouter: [] }, '000001');
    },
  );

  it('G48: only the 39 known event names in their four categories', () => {
    const of = account();
    expect(CATEGORIES.call?.size).toBe(36);
    const all = Object.entries(CATEGORIES).map(([category, names]) => ({ category, all_type: [...names] }));
    expectDone(of, 'PUT webhooks/events', { Events: all });
    for (const entry of [
      { category: 'call', all_type: ['agent_ringing'] },
      { category: 'queue', all_type: ['begin'] },
      { category: 'constructor', all_type: [] },
      { category: 'ext_state', all_type: ['begin'] },
      { category: 'call', all_type: 'begin' },
    ]) {
      expectRefused(of, 'POST webhooks/events', { Events: [entry] }, '000001');
    }
  });

  it('G50, G59: subscriptions take any event word and any http(s) callback', () => {
    const of = account();
    const crm = { name: 'crm', callback: 'http://192.0.2.999:12345', events: ['agent_ringing', 'made_up'] };
    expectDone(of, 'POST subscriptions', { subscriptions: [crm] });
    for (const wrong of [{ callback: 'ftp://example.com' }, { events: ['Agent-Ringing'] }, { name: '' }]) {
      expectRefused(of, 'POST subscriptions', { subscriptions: [{ ...crm, ...wrong }] }, '000001');
    }
  });

  it('G51, G52: a success may hide failures', () => {
    const of = account([], { failSubscriptions: 'b,c' });
    const item = (name: string): unknown => ({ name, callback: 'https://a.example.com', events: [] });
    const told = expectDone(of, 'POST subscriptions', { subscriptions: ['a', 'b', 'c'].map(item) });
    expect(told.result).toEqual({ sub_succ: [{ id: expect.any(Number), name: 'a' }], sub_fail: ['b', 'c'] });
    expect(of.addresses()).toEqual(['subscription/a']);
  });

  it('G54, G55, G56, G58: flat body with enable, state ignored, odd results', () => {
    const of = account();
    const crm = { name: 'crm', callback: 'https://crm.example.com', events: ['agent_answer'] };
    const made = expectDone(of, 'POST subscriptions', { subscriptions: [crm] });
    const { id } = (made.result as { sub_succ: { id: number }[] }).sub_succ[0] ?? {};
    expect(of.call(`GET subscriptions/${id}`).result).toEqual({ ...crm, enable: false });
    expectRefused(of, `PUT subscriptions/${id}`, { ...crm, state: 1 }, '000001');
    expectRefused(of, `PUT subscriptions/${id}`, { subscription: { ...crm, enable: true } }, '000001');
    const put = expectDone(of, `PUT subscriptions/${id}`, { ...crm, enable: true, state: 0 });
    expect(put.result).toEqual({ crm: id });
    expect(of.fields('subscription/crm')).toMatchObject({ enabled: true });
    expect(expectDone(of, `DELETE subscriptions/${id}`).result).toBe('');
    expectRefused(of, `GET subscriptions/${id}`, undefined, '100018');
  });

  it('G57: subscription ids grow, with gaps and from no fixed start, so that none can be guessed', () => {
    const of = account();
    const subscriptions = Array.from({ length: 12 }, (_, index) => ({
      name: `s${index}`,
      callback: 'https://crm.example.com',
      events: ['agent_answer'],
    }));
    const made = expectDone(of, 'POST subscriptions', { subscriptions }).result as {
      sub_succ: { id: number }[];
    };
    const ids = made.sub_succ.map(({ id }) => id);
    const steps = ids.slice(1).map((id, index) => id - (ids[index] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeGreaterThan(1);
    expect(ids.every(Number.isSafeInteger)).toBe(true);
  });

  it('renames a subscription and says how the addresses of both names moved', () => {
    const of = account();
    const item = (name: string): unknown => ({ name, callback: 'https://a.example.com', events: [] });
    const made = expectDone(of, 'POST subscriptions', { subscriptions: ['a', 'a', 'b'].map(item) });
    const [first] = (made.result as { sub_succ: { id: number }[] }).sub_succ;
    const put = expectDone(of, `PUT subscriptions/${first?.id}`, {
      name: 'b',
      callback: 'https://a.example.com',
      events: [],
      enable: false,
    });
    expect(of.addresses()).toEqual(['subscription/a', 'subscription/b', 'subscription/b#2']);
    expect(put.effects).toContainEqual({ drop: 'subscription/a#2' });
  });
});

describe('udesk.md §2.4, §2.10: commands', () => {
  it('G28 and family B: commands answer in their own shape', () => {
    const of = account(['agent/1', 'extension-binding/8001/1']);
    const told = of.call('POST agent/login', { agent_Id: '1' }, { MsgId: '123' });
    expect(told.body).toEqual({ ErrCode: '000000', ErrDesc: 'OK', msg_id: '123', results: '', data: null });
    expectDone(of, 'POST agent/set_call_mode', { AgentId: '1', Contact: 'cellphone' });
    expectRefused(of, 'POST agent/set_call_mode', { AgentId: '1', Contact: 'fax' }, '000001');
    expectRefused(of, 'POST agent/logout', { agent_Id: '9' }, '100018');
  });

  it('family C: call control answers in code and message', () => {
    const of = account(['agent/1']);
    const body = { call_id: 'c', agent_id: '1', on_succ: 'x', on_failed: 'x' };
    expect(of.call('POST agent/hold', body).body).toEqual({ code: '000000', message: 'OK', results: '' });
    expect(of.call('DELETE agent/hold', { ...body, agent_id: '9' }).body).toEqual({
      code: '100018',
      message: 'RecordNotFound',
    });
  });

  it('dialling tasks are checked and leave nothing to read', () => {
    const of = account(['queue/9001']);
    const task = {
      AdTaskId: 't',
      AdTaskType: '2',
      AdTaskRatio: 1.5,
      AdCallerNum: NUMBER,
      AdDispNum: NUMBER,
      AdConCallLimit: 100,
    };
    expectDone(of, 'POST ads/task/start', task);
    for (const wrong of [
      { AdTaskType: '6' },
      { AdTaskRatio: 5.1 },
      { AdConCallLimit: 101 },
      { AdTaskId: '' },
    ]) {
      expectRefused(of, 'POST ads/task/start', { ...task, ...wrong }, '000001');
    }
    expectDone(of, 'POST ads/task/force_stop', { AdTaskId: 't' });
    expect(of.call('GET ads/task').status).toBe(404);
    expect(of.call('POST cc_ad_task/numbers', {}).status).toBe(404);
  });

  it('calls/logs needs at least an empty object', () => {
    const of = account();
    expectRefused(of, 'GET calls/logs', undefined, '100004', 'unexpected end of JSON input');
    expect(expectDone(of, 'GET calls/logs', {}).result).toEqual({ CallLogs: null });
  });
});
