// udesk.md §4: each constraint that a reconciler must respect, refused by the model as the vendor would.
import { describe, expect, it } from 'vitest';
import { model } from '../../../../src/providers/udesk/model/index.js';
import { account, expectDone, expectRefused, resource } from './account.js';

const queues = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `queue/${9000 + index}`);

describe('udesk.md §4', () => {
  it('C1, G43: the 101st queue is refused, and accepted once another is gone', () => {
    const of = account(queues(100));
    expectRefused(of, 'POST queues', { QueueId: '9500', QueueName: 'One more' }, '000001', 'Parameter error');
    expectDone(of, 'DELETE queues', { QueueId: '9000' });
    expect(expectDone(of, 'POST queues', { QueueId: '9500', QueueName: 'One more' }).status).toBe(201);
  });

  it('C2: a queue with a bound agent cannot be deleted', () => {
    const of = account(['queue/9001', 'agent/1', 'membership/9001/1']);
    expectRefused(of, 'DELETE queues', { QueueId: '9001' }, '100004', "Queue has agent, can't delete");
    expectDone(of, 'DELETE agents/queues', { AgentId: '1', Queues: ['9001'] });
    const gone = expectDone(of, 'DELETE queues', { QueueId: '9001' });
    expect(gone.effects).toEqual([{ drop: 'queue/9001' }]);
  });

  it('C3: a bound extension cannot be deleted', () => {
    const of = account(['agent/1', 'extension-binding/8001/1']);
    expectRefused(of, 'DELETE extensions', { Extension: '8001' }, '100016', 'VoipBindAgent');
    expectDone(of, 'DELETE agents/extensions', { AgentId: '1', Extensions: ['8001'] });
    expectDone(of, 'DELETE extensions', { Extension: '8001' });
    expect(of.addresses()).toEqual(['agent/1']);
  });

  it.each([
    ['queue', ['queue/9001', 'agent/1', 'membership/9001/1']],
    ['extension', ['agent/1', 'extension-binding/8001/1']],
  ])('C4: an agent with a bound %s cannot be deleted', (_, seeded) => {
    const of = account(seeded);
    expectRefused(of, 'DELETE agents/1', { AgentId: '1' }, '100004', "Agent has queue or voip, can't delete");
  });

  it('C5: IsDelExtensions deletes all extensions of the agent, and does not help against queues', () => {
    const of = account([
      'queue/9001',
      'agent/1',
      'agent/2',
      'extension-binding/8001/1',
      'extension-binding/8002/1',
      'extension-binding/8003/2',
      'membership/9001/1',
      'relay-default/1',
    ]);
    const body = { AgentId: '1', IsDelExtensions: true };
    expectRefused(of, 'DELETE agents/1', body, '100004');
    expectDone(of, 'DELETE agents/queues', { AgentId: '1', Queues: ['9001'] });
    const gone = expectDone(of, 'DELETE agents/1', body);
    expect(gone.effects).toEqual([
      { drop: 'extension-binding/8001/1' },
      { drop: 'extension/8001' },
      { drop: 'extension-binding/8002/1' },
      { drop: 'extension/8002' },
      { drop: 'relay-default/1' },
      { drop: 'agent/1' },
    ]);
    expect(of.addresses('extension')).toEqual(['extension/8003']);
  });

  it('C6: a third extension on an agent is refused', () => {
    const of = account(['agent/1', 'extension/8001', 'extension/8002', 'extension/8003']);
    const three = { AgentId: '1', Extensions: ['8001', '8002', '8003'] };
    expectRefused(of, 'POST agents/extensions', three, '000001', 'Parameter error');
    expectDone(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8001', '8002'] });
    expectRefused(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8003'] }, '000001');
  });

  it('C6: two agents exchange extensions by letting go first', () => {
    const of = account(['agent/1', 'agent/2', 'extension-binding/8001/1', 'extension-binding/8002/2']);
    expectRefused(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8002'] }, '100016');
    expectDone(of, 'DELETE agents/extensions', { AgentId: '1', Extensions: ['8001'] });
    expectDone(of, 'DELETE agents/extensions', { AgentId: '2', Extensions: ['8002'] });
    expectDone(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8002'] });
    expectDone(of, 'POST agents/extensions', { AgentId: '2', Extensions: ['8001'] });
    expect(of.addresses('extension-binding')).toEqual([
      'extension-binding/8001/2',
      'extension-binding/8002/1',
    ]);
  });

  it.each(['POST', 'PUT'])('C7, G40: %s queues/agents only adds', (method) => {
    const of = account(['queue/9001', 'agent/1', 'agent/2', 'membership/9001/1']);
    const done = expectDone(of, `${method} queues/agents`, { QueueId: '9001', AgentIds: ['2'] });
    expect(done.effects).toEqual([
      {
        put: {
          kind: 'membership',
          address: 'membership/9001/2',
          fields: {},
          list: 'queue/9001 agents',
        },
      },
    ]);
    expect(of.addresses('membership')).toEqual(['membership/9001/1', 'membership/9001/2']);
  });

  it('C8: no route unbinds from the side of the queue', () => {
    const of = account(['queue/9001', 'agent/1', 'membership/9001/1']);
    expect(of.call('DELETE queues/agents', { QueueId: '9001', AgentIds: ['1'] }).status).toBe(404);
    expect(of.addresses('membership')).toEqual(['membership/9001/1']);
  });

  it('C9, G46: webhook events: POST adds, PUT replaces, DELETE removes everything, nothing reads', () => {
    const of = account();
    const events = (category: string, ...all_type: string[]): unknown => ({
      Events: [{ category, all_type }],
    });
    expectDone(of, 'POST webhooks/events', events('call', 'end', 'begin'));
    expectDone(of, 'POST webhooks/events', events('agent_state', 'acd_agent_state'));
    expect(of.fields('webhook-events')).toEqual({
      events: { agent_state: ['acd_agent_state'], call: ['begin', 'end'] },
    });
    expectDone(of, 'PUT webhooks/events', events('call', 'end'));
    expect(of.fields('webhook-events')).toEqual({ events: { call: ['end'] } });
    const cleared = expectDone(of, 'DELETE webhooks/events');
    expect(cleared.effects).toEqual([{ drop: 'webhook-events' }]);
    expect(of.addresses()).toEqual([]);
    expect(of.call('GET webhooks/events').status).toBe(404);
  });

  it('C10: subscription names may repeat; ids come from the server, grow, and are not listed', () => {
    const of = account();
    const crm = { name: 'crm', callback: 'https://crm.example.com/a', events: ['agent_answer'] };
    const made = expectDone(of, 'POST subscriptions', { subscriptions: [crm, crm] });
    const { sub_succ } = made.result as { sub_succ: { id: number; name: string }[] };
    expect(sub_succ.map((entry) => entry.name)).toEqual(['crm', 'crm']);
    const [first, second] = sub_succ.map((entry) => entry.id);
    expect(second).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
    expect(of.addresses()).toEqual(['subscription/crm', 'subscription/crm#2']);
    expect(model.ids(of.state)).toEqual({
      'subscription/crm': String(first),
      'subscription/crm#2': String(second),
    });
    expect(of.call('GET subscriptions').result).toEqual([
      { ...crm, enable: false },
      { ...crm, enable: false },
    ]);
  });

  it('C11: the password is in the create answer alone, with the SIP user name beside it', () => {
    const of = account(['agent/1']);
    const made = expectDone(of, 'POST extensions', { Extension: '8001' }).result as Record<string, string>;
    expect(made.Extension).toBe('8001');
    expect(made.Password).toMatch(/^[0-9a-f]{16}$/);
    expect(made.Number).toMatch(/^9\d{9}8001$/);
    expectDone(of, 'POST agents/extensions', { AgentId: '1', Extensions: ['8001'] });
    expect(JSON.stringify(of.call('GET agents').body)).not.toContain(made.Password);
  });

  it('C12: a repeated create finds the number taken; deleting and creating again gives a new password', () => {
    const of = account();
    const first = expectDone(of, 'POST extensions', { Extension: '8001' }).result as Record<string, string>;
    expectRefused(of, 'POST extensions', { Extension: '8001' }, '100015', 'NumberIsExisted');
    expectDone(of, 'DELETE extensions', { Extension: '8001' });
    const second = expectDone(of, 'POST extensions', { Extension: '8001' }).result as Record<string, string>;
    expect(second.Password).not.toBe(first.Password);
    expect(second.Number).toBe(first.Number);
  });

  it('C13: no list of extensions exists', () => {
    const of = account(['extension/8001']);
    expect(of.call('GET extensions').status).toBe(404);
    expect(of.call('GET agents').result).toMatchObject({ AgentList: null });
  });

  it('C14: POST subscriptions is not idempotent', () => {
    const of = account();
    const body = {
      subscriptions: [{ name: 'crm', callback: 'https://crm.example.com', events: ['agent_answer'] }],
    };
    expectDone(of, 'POST subscriptions', body);
    expectDone(of, 'POST subscriptions', body);
    expect(of.addresses('subscription')).toHaveLength(2);
  });

  it('C15: a default relay number must be owned', () => {
    const of = account(['agent/1', 'relay-number/057100000001']);
    for (const route of ['PUT spnumbers/default', 'PUT spnumbers/agent/default/1']) {
      expectRefused(of, route, { DefSpNumber: '057100000002' }, '100005', 'SpNumber not found');
      expectDone(of, route, { DefSpNumber: '057100000001' });
    }
    expect(of.addresses('relay-default')).toEqual(['relay-default', 'relay-default/1']);
  });

  it('C17: an agent needs a bound extension to log in', () => {
    const of = account(['agent/1', 'agent/2', 'extension-binding/8002/2']);
    expectRefused(of, 'POST agent/login', { agent_Id: '1' }, '000001');
    expectDone(of, 'POST agent/login', { agent_Id: '2' });
    const list = of.call('GET agents').result as { AgentList: { State: number; ExtState: number }[] };
    expect(list.AgentList.map(({ State, ExtState }) => [State, ExtState])).toEqual([
      [4, 3],
      [0, 0],
    ]);
    expectDone(of, 'POST agent/logout', { agent_Id: '2' });
    expect(of.call('GET agents').result).toMatchObject({ AgentList: [{ State: 4 }, { State: 4 }] });
  });

  it('C18: an update replaces: what is left out falls back to its default', () => {
    const of = account([
      ['agent/1', { workId: 'w1', name: 'Ann', mobile: '13800000000', role: 'leader', enabled: false }],
      ['queue/9001', { name: 'Support', strategy: 'random', timeout: 90, maxLength: 10 }],
    ]);
    expectDone(of, 'PUT agents/1', { AgentId: '1', WorkId: 'w1' });
    expect(of.fields('agent/1')).toEqual({
      workId: 'w1',
      name: null,
      mobile: null,
      email: null,
      role: 'agent',
      enabled: true,
    });
    expectDone(of, 'PUT queues', { QueueId: '9001', QueueName: 'Support' });
    expect(of.fields('queue/9001')).toEqual({
      name: 'Support',
      strategy: 'longest_idle',
      timeout: 0,
      maxLength: 128,
    });
  });

  it('C19: AgentId and QueueId are keys', () => {
    const of = account(['agent/1', 'queue/9001']);
    const agent = { Agents: [{ AgentId: '1', WorkId: 'other' }] };
    expectRefused(of, 'POST agents', agent, '100004', "Duplicate entry '1' for key 'AgentId'");
    const queue = { QueueId: '9001', QueueName: 'Other' };
    expectRefused(of, 'POST queues', queue, '100004', "Duplicate entry '9001' for key 'QueueId'");
  });

  it('C20: deleting a queue that the fast router names is not checked, and leaves a broken row behind', () => {
    const of = account(['queue/9001', ['fast-route/1', { queue: '9001', description: 'Sales' }]]);
    expect(model.violations(of.state)).toEqual([]);
    expectDone(of, 'DELETE queues', { QueueId: '9001' });
    expect(model.violations(of.state).join()).toMatch(/fast-route\/1 .* queue\/9001/);
  });

  it('C22: the list says how many agents there are', () => {
    const of = account(['agent/1', 'agent/2', 'agent/3']);
    const { AgentList, ...rest } = of.call('GET agents').result as Record<string, unknown>;
    expect(rest).toEqual({ CurrPage: 1, PageSize: 3, Total: 3, TotalPage: 1 });
    expect(AgentList).toHaveLength(3);
  });

  it('C23: another AppId is another tenant, whose ids and numbers may be equal', () => {
    const of = account(['queue/9001', 'extension/8001'], { allowAppCreate: 'true' });
    const other = '00000000-0000-4000-8000-000000000002';
    of.call('POST apps', { Name: 'Other', Type: 1, CallbackUrl: '' }, { AppId: other });
    expect(of.call('GET apps', undefined, { AppId: other }).result).toMatchObject({
      AppId: other,
      Name: 'Other',
    });
    const made = of.call('POST queues', { QueueId: '9001', QueueName: 'Theirs' }, { AppId: other });
    expect([made.code, made.effects]).toEqual(['000000', []]);
    expect(of.call('POST extensions', { Extension: '8001' }, { AppId: other }).code).toBe('000000');
    expect(of.fields('queue/9001')).toMatchObject({ name: 'Queue 9001' });
    expect(of.call('GET queues', undefined, { AppId: 'unknown' }).code).toBe('100002');
  });

  it('names what only another writer can bring about', () => {
    const of = account([
      ...queues(101),
      'agent/1',
      'extension-binding/8001/1',
      'extension-binding/8002/1',
      'extension-binding/8003/1',
      'membership/9001/77',
      'extension-binding/8009/77',
    ]);
    const broken = model.violations(of.state).join('\n');
    expect(broken).toMatch(/101 queues/);
    expect(broken).toMatch(/agent\/1 has 3 extensions/);
    expect(broken).toMatch(/membership\/9001\/77/);
    expect(broken).toMatch(/extension-binding\/8009\/77/);
  });

  it('refuses a kind that it does not hold', () => {
    const tools = { now: () => 0, random: () => 0 };
    expect(() => model.seed([resource('campaign/spring')], {}, {}, tools)).toThrow(/no campaign/);
  });
});
