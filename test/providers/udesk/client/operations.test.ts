import { describe, expect, it } from 'vitest';
import {
  type Change,
  type Operation,
  type PlanContext,
  type ReadClient,
  type Resource,
  VendorError,
} from '../../../../src/contract/index.js';
import { operations } from '../../../../src/providers/udesk/operations/index.js';
import {
  agent,
  answer,
  binding,
  extension,
  fastRoute,
  LEDGER,
  membership,
  ok,
  planned,
  queue,
  relayDefault,
  subscription,
  webhookEvents,
} from './support.js';

function operation(name: string): Operation {
  const found = operations[name];
  if (found === undefined) throw new Error(`no operation ${name}`);
  return found;
}
const request = (name: string, { changes, context }: { changes: readonly Change[]; context: PlanContext }) =>
  operation(name).request(changes, undefined, context);
const created = (...resources: Resource[]) => planned([], resources);
const deleted = (...resources: Resource[]) => planned(resources, []);

describe('what each call sends', () => {
  it('POST agents says every default out loud and never IsCreateExtension (C18, G17, G19)', () => {
    const bare: Resource = { kind: 'agent', address: 'agent/007', fields: { workId: 'w7' } };
    expect(
      request('agent.create', created(bare, agent('8', { name: 'Li Wei', role: 'leader', enabled: false }))),
    ).toEqual({
      method: 'POST',
      path: 'agents',
      body: {
        Agents: [
          { AgentId: '007', WorkId: 'w7', Name: '', Mobile: '', Email: '', Role: 'agent', Enable: true },
          {
            AgentId: '8',
            WorkId: 'w8',
            Name: 'Li Wei',
            Mobile: '',
            Email: '',
            Role: 'leader',
            Enable: false,
          },
        ],
      },
    });
  });

  it('PUT agents sends all seven fields, so that nobody is enabled or demoted by silence (G18, G20)', () => {
    const live = agent('1', { role: 'leader', enabled: false, mobile: '13800000000' });
    const next = { ...live, fields: { ...live.fields, name: 'New' } };
    expect(request('agent.update', planned([live], [next]))).toEqual({
      method: 'PUT',
      path: 'agents/1',
      body: {
        AgentId: '1',
        WorkId: 'w1',
        Name: 'New',
        Mobile: '13800000000',
        Email: '',
        Role: 'leader',
        Enable: false,
      },
    });
  });

  it.each([
    ['alone', deleted(agent('1')), false],
    [
      'with its extensions (G31: a JSON boolean)',
      deleted(agent('1'), extension('8001'), binding('8001', '1')),
      true,
    ],
  ])('DELETE agents %s', (_what, plan, cascade) => {
    const name = cascade ? 'agent.deleteWithExtensions' : 'agent.delete';
    expect(request(name, plan)).toEqual({
      method: 'DELETE',
      path: 'agents/1',
      body: { AgentId: '1', IsDelExtensions: cascade },
    });
  });

  it.each([
    [
      'queue.create',
      created({ kind: 'queue', address: 'queue/9001', fields: { name: 'Support' } }),
      'POST',
      60,
    ],
    ['queue.update', planned([queue('9001')], [queue('9001', { name: 'Support', timeout: 90 })]), 'PUT', 90],
  ])('%s sends strategy, timeout and length (G37)', (name, plan, method, timeout) => {
    expect(request(name, plan)).toEqual({
      method,
      path: 'queues',
      body: {
        QueueId: '9001',
        QueueName: 'Support',
        Strategy: 'longest_idle',
        Timeout: timeout,
        MaxLength: 128,
      },
    });
  });

  it.each([
    ['queue.delete', deleted(queue('9001')), 'DELETE', 'queues', { QueueId: '9001' }],
    ['extension.create', created(extension('8001')), 'POST', 'extensions', { Extension: '8001' }],
    ['extension.delete', deleted(extension('8001')), 'DELETE', 'extensions', { Extension: '8001' }],
    [
      'extension.bind',
      created(binding('8002', '1'), binding('8001', '1')),
      'POST',
      'agents/extensions',
      { AgentId: '1', Extensions: ['8001', '8002'] },
    ],
    [
      'extension.unbind',
      deleted(binding('8001', '1')),
      'DELETE',
      'agents/extensions',
      { AgentId: '1', Extensions: ['8001'] },
    ],
    [
      'queue.addAgents',
      created(membership('9001', '2'), membership('9001', '1')),
      'POST',
      'queues/agents',
      { QueueId: '9001', AgentIds: ['1', '2'] },
    ],
    [
      'agent.addQueues',
      created(membership('9002', '1'), membership('9001', '1')),
      'POST',
      'agents/queues',
      { AgentId: '1', Queues: ['9001', '9002'] },
    ],
    [
      'agent.removeQueues',
      deleted(membership('9002', '1'), membership('9001', '1')),
      'DELETE',
      'agents/queues',
      { AgentId: '1', Queues: ['9001', '9002'] },
    ],
    ['relayDefault.set', created(relayDefault('0571')), 'PUT', 'spnumbers/default', { DefSpNumber: '0571' }],
    [
      'relayDefault.set',
      created(relayDefault('0571', '1')),
      'PUT',
      'spnumbers/agent/default/1',
      { DefSpNumber: '0571' },
    ],
    ['relayDefault.clear', deleted(relayDefault('0571')), 'DELETE', 'spnumbers/default', undefined],
    [
      'relayDefault.clear',
      deleted(relayDefault('0571', '1')),
      'DELETE',
      'spnumbers/agent/default/1',
      undefined,
    ],
    [
      'webhookEvents.set',
      created(webhookEvents({ call: ['begin', 'end'], agent_state: ['acd_agent_state'] })),
      'PUT',
      'webhooks/events',
      {
        Events: [
          { category: 'agent_state', all_type: ['acd_agent_state'] },
          { category: 'call', all_type: ['begin', 'end'] },
        ],
      },
    ],
    [
      'webhookEvents.set',
      planned([webhookEvents({ call: ['end'] })], [webhookEvents({})]),
      'DELETE',
      'webhooks/events',
      undefined,
    ],
    [
      'subscription.delete',
      deleted(subscription('crm')),
      'DELETE',
      'subscriptions/{subscription/crm}',
      undefined,
    ],
  ] as const)('%s: %#', (name, plan, method, path, body) => {
    expect(request(name, plan)).toEqual({ method, path, ...(body === undefined ? {} : { body }) });
  });

  it('the digit table goes out whole, rows that did not change included', () => {
    const plan = planned(
      [fastRoute('1', '9001'), fastRoute('2', '9002'), fastRoute('4', '9001')],
      [fastRoute('1', '9001'), fastRoute('2', '9001'), fastRoute('3', '9002')],
    );
    const body = (keys: readonly [string, string][]) => ({
      FastRouter: keys.map(([Dtmf, QueueId]) => ({ Dtmf, Desc: '', QueueId })),
    });
    expect(request('fastRoutes.set', plan)).toMatchObject({
      method: 'PUT',
      path: 'ivrs/fastrouters',
      body: body([
        ['1', '9001'],
        ['2', '9001'],
        ['3', '9002'],
      ]),
    });
  });
});

describe('extensions (C11, C12, §4.1)', () => {
  const plan = created(extension('8001'));
  const change = plan.changes[0]?.key;

  it('hands the password and the SIP number to the sink', () => {
    const reply = ok({ Extension: '8001', Password: 'made-up-pw', Number: '90000000018001' });
    expect(operation('extension.create').learn?.(reply, plan.changes, plan.context)).toEqual({
      secrets: [
        {
          address: 'extension/8001',
          field: 'password',
          value: 'made-up-pw',
          beside: { number: '90000000018001' },
        },
      ],
      facts: { 'extension/8001': { passwordKnown: true } },
    });
  });

  it.each([
    ['no password', { Extension: '8001' }],
    ['another extension', { Extension: '8002', Password: 'made-up-pw' }],
    ['nothing', null],
  ])('does not take a success with %s for one, and does not tell the password', (_what, result) => {
    const run = () => operation('extension.create').learn?.(ok(result), plan.changes, plan.context);
    expect(run).toThrow(VendorError);
    expect(run).not.toThrow(/made-up-pw/);
  });

  it('adopts one that exists, and says that its password is not known', () => {
    expect(operation('extension.create').learnAlready?.(plan.changes, plan.context)).toMatchObject({
      facts: { 'extension/8001': { passwordKnown: false } },
      notes: [{ change, message: expect.stringContaining('password is not known') }],
    });
  });

  it('adopts one that we made and unbound ourselves without losing sight of its password', () => {
    const facts = { 'extension/8001': { passwordKnown: true, unbound: true } };
    const again = planned([], [extension('8001')], {}, { ledger: { ...LEDGER, facts } });
    expect(operation('extension.create').learnAlready?.(again.changes, again.context)).toEqual({
      facts: { 'extension/8001': { passwordKnown: true } },
      notes: [],
    });
  });

  it('undoes a create whose answer was lost with a DELETE, which is refused if it is in use', () => {
    const { afterUnknown } = operation('extension.create');
    expect(afterUnknown.rule === 'recreate' && afterUnknown.undo(plan.changes)).toEqual({
      method: 'DELETE',
      path: 'extensions',
      body: { Extension: '8001' },
    });
  });

  it('writes an unbound extension to the ledger before the unbind, with what was known of it', () => {
    const ledger = { ...LEDGER, facts: { 'extension/8001': { passwordKnown: true } } };
    const live = [extension('8001'), extension('8002'), binding('8001', '1'), binding('8002', '1')];
    const { changes, context } = planned(live, [extension('8001')], {}, { ledger });
    const unbinds = changes.filter((entry) => entry.kind === 'extension-binding');
    expect(operation('extension.unbind').intend?.(unbinds, context)).toEqual({
      'extension/8001': { passwordKnown: true, unbound: true, applied: expect.stringMatching(/^sha256:/) },
      'extension/8002': { unbound: true },
    });
  });

  it('forgets what is deleted, alone or with its agent', () => {
    const gone = deleted(agent('1'), extension('8001'), binding('8001', '1'));
    for (const name of ['agent.deleteWithExtensions', 'extension.delete']) {
      expect(operation(name).learnAlready?.(gone.changes, gone.context)).toEqual({
        facts: { 'extension/8001': null },
      });
      expect(operation(name).learn?.(ok(), gone.changes, gone.context)).toEqual({
        facts: { 'extension/8001': null },
      });
    }
  });
});

describe('subscriptions (C10, C14, G51–G55)', () => {
  const plan = created(subscription('crm'), subscription('wall', { enabled: false }));
  const body = { callback: 'https://crm.example.com/hooks', events: ['agent_answer'] };
  const learn = operation('subscription.create').learn;

  it('are created in one call, without enable', () => {
    expect(request('subscription.create', plan)).toEqual({
      method: 'POST',
      path: 'subscriptions',
      body: {
        subscriptions: [
          { ...body, name: 'crm' },
          { ...body, name: 'wall' },
        ],
      },
    });
  });

  it('G52: a success may hold failures, by name', () => {
    const learned = learn?.(
      ok({ sub_succ: [{ id: 7, name: 'crm' }], sub_fail: ['wall'] }),
      plan.changes,
      plan.context,
    );
    expect(learned).toMatchObject({
      ids: { 'subscription/crm': '7' },
      facts: { 'subscription/crm': { id: '7' } },
      failed: [{ change: 'create subscription/wall', message: expect.stringContaining('sub_fail') }],
      notes: [],
    });
  });

  it('names what the answer leaves out', () => {
    const learned = learn?.(
      ok({ sub_succ: [{ id: 7, name: 'crm' }], sub_fail: [] }),
      plan.changes,
      plan.context,
    );
    expect(learned?.failed).toMatchObject([{ change: 'create subscription/wall' }]);
  });

  it('notes that ids are unknown after an empty success', () => {
    const learned = learn?.(answer(undefined, 201), plan.changes, plan.context);
    expect(learned?.failed).toEqual([]);
    expect(learned?.notes).toHaveLength(2);
  });

  it.each([
    [true, 'crm', false],
    [false, 'crm', true],
    [true, 'wall', true],
    [false, 'wall', false],
  ])('G55: live enable %j, %s: needs a PUT %j', (enable, name, needed) => {
    const one = plan.changes.filter((change) => change.address === `subscription/${name}`);
    const { probe } = operation('subscription.enable');
    expect(probe?.path(one)).toBe(`subscriptions/{subscription/${name}}`);
    expect(probe?.needed(ok({ ...body, name, enable }), one, plan.context)).toBe(needed);
  });

  it('G54: a PUT is flat with enable, is read back, and is wrapped once', () => {
    const one = plan.changes.filter((change) => change.address === 'subscription/wall');
    const { request: make, fallback, confirm } = operation('subscription.enable');
    const flat = make(one, undefined, plan.context);
    expect(flat).toEqual({
      method: 'PUT',
      path: 'subscriptions/{subscription/wall}',
      body: { ...body, name: 'wall', enable: false },
    });
    const refused = { outcome: 'failed', code: '000001', message: 'Parameter error' } as const;
    const wrapped = fallback?.(flat, refused);
    expect(wrapped).toEqual({ ...flat, body: { subscription: flat.body } });
    expect(wrapped && fallback?.(wrapped, refused)).toBeUndefined();
    expect(confirm?.holds(ok({ ...body, name: 'wall', enable: false }), one, plan.context)).toBe(true);
    expect(confirm?.holds(ok({ ...body, name: 'wall', enable: true }), one, plan.context)).toBe(false);
    expect(confirm?.holds(ok('nonsense'), one, plan.context)).toBe(false);
  });

  it('keeps the id over a rename', () => {
    const old = subscription('old');
    const next = { ...old, address: 'subscription/new' };
    const { context } = planned(
      [old],
      [next],
      {},
      {
        live: { ids: { 'subscription/old': '7' } },
        desired: { renames: new Map([['subscription/old', 'subscription/new']]) },
      },
    );
    const changes: Change[] = [
      {
        key: 'update subscription/new',
        action: 'update',
        kind: 'subscription',
        address: 'subscription/new',
        fields: [],
        certainty: 'verified',
        risk: 'low',
        waitsFor: [],
      },
    ];
    const { request: make, learn: after } = operation('subscription.update');
    expect(make(changes, undefined, context)).toMatchObject({
      path: 'subscriptions/{subscription/old}',
      body: { name: 'new' },
    });
    expect(after?.(ok(), changes, context)).toEqual({
      ids: { 'subscription/new': '7' },
      facts: { 'subscription/new': { id: '7' }, 'subscription/old': null },
    });
  });
});

describe('a POST subscriptions whose answer was lost (C14)', () => {
  const plan = planned(
    [subscription('known')],
    [subscription('known'), subscription('crm'), subscription('wall')],
    {},
    {
      live: { ids: { 'subscription/known': '40' } },
    },
  );
  const listed = (name: string, more: object = {}): object => ({
    name,
    callback: 'https://crm.example.com/hooks',
    events: ['agent_answer'],
    enable: false,
    ...more,
  });
  /** A vendor with these subscriptions, ids given only where asked for one by one. */
  const vendor = (rows: readonly object[], byId: Record<string, object> = {}): ReadClient => ({
    async read({ path }) {
      if (path === 'subscriptions') return ok(rows);
      const row = byId[path.replace('subscriptions/', '')];
      if (row === undefined) throw new VendorError('refused', 'absent');
      return ok(row);
    },
  });
  const find = async (client: ReadClient, context = plan.context) => {
    const { afterUnknown } = operation('subscription.create');
    expect(afterUnknown.rule).toBe('compare');
    if (afterUnknown.rule !== 'compare') throw new Error(afterUnknown.rule);
    return afterUnknown.find(client, plan.changes, context);
  };

  it('was not done when no name is there', async () => {
    expect(await find(vendor([listed('known')]))).toMatchObject({ found: 'none', done: [] });
  });

  it('was done when all are, and the ids after the last known one are tried', async () => {
    const client = vendor([listed('known'), listed('crm'), listed('wall')], {
      43: listed('wall'),
      47: listed('crm'),
    });
    expect(await find(client)).toMatchObject({
      found: 'all',
      learned: {
        ids: { 'subscription/crm': '47', 'subscription/wall': '43' },
        facts: { 'subscription/crm': { id: '47' }, 'subscription/wall': { id: '43' } },
        notes: [],
      },
    });
  });

  it('tries no more than 50 numbers, and says so when an id stays unknown', async () => {
    let reads = 0;
    const client = vendor([listed('known'), listed('crm')], {});
    const counting: ReadClient = {
      read(request) {
        reads += 1;
        return client.read(request);
      },
    };
    const found = await find(counting);
    expect(found).toMatchObject({ found: 'some', done: ['create subscription/crm'] });
    expect(found.found === 'some' && found.learned.notes?.[0]?.message).toContain('id is not known');
    expect(reads).toBe(51);
  });

  it('takes ids from the list where it shows them', async () => {
    const found = await find(vendor([listed('crm', { id: 99 }), listed('wall', { id: 98 })]));
    expect(found).toMatchObject({
      found: 'all',
      learned: { ids: { 'subscription/crm': '99', 'subscription/wall': '98' } },
    });
  });

  it.each([
    ['one stands there twice', [listed('crm'), listed('crm')]],
    ['one is not the one that was sent', [listed('crm', { callback: 'https://other.example.com' })]],
  ])('is unclear when %s', async (_what, rows) => {
    expect(await find(vendor(rows))).toMatchObject({
      found: 'unclear',
      message: expect.stringContaining('"crm"'),
    });
  });

  it('passes on a vendor that is down', async () => {
    const down: ReadClient = {
      read: async () => {
        throw new VendorError('unreachable', 'down');
      },
    };
    await expect(find(down)).rejects.toThrow('down');
  });
});

describe('after an unknown outcome (udesk.md §2.0)', () => {
  it.each([
    ['agent.create', 'look'],
    ['agent.update', 'repeat'],
    ['agent.delete', 'look'],
    ['agent.deleteWithExtensions', 'repeat'],
    ['queue.create', 'look'],
    ['queue.update', 'repeat'],
    ['queue.delete', 'look'],
    ['extension.create', 'recreate'],
    ['extension.delete', 'repeat'],
    ['extension.bind', 'look'],
    ['extension.unbind', 'look'],
    ['queue.addAgents', 'look'],
    ['agent.addQueues', 'look'],
    ['agent.removeQueues', 'look'],
    ['relayDefault.set', 'repeat'],
    ['relayDefault.clear', 'repeat'],
    ['subscription.create', 'compare'],
    ['subscription.enable', 'repeat'],
    ['subscription.update', 'repeat'],
    ['subscription.delete', 'repeat'],
    ['webhookEvents.set', 'repeat'],
    ['fastRoutes.set', 'repeat'],
  ])('%s: %s', (name, rule) => {
    expect(operation(name).afterUnknown.rule).toBe(rule);
  });

  it('covers every operation', () => {
    expect(Object.keys(operations)).toHaveLength(22);
  });

  it('§5.1: a DELETE without a body is tried once more with an empty one', () => {
    const plan = deleted(relayDefault('0571'));
    const plain = request('relayDefault.clear', plan);
    const { fallback } = operation('relayDefault.clear');
    const lost = {
      outcome: 'failed',
      code: '100004',
      message: 'Udesk 100004 "Unexpected end of JSON input"',
    } as const;
    expect(fallback?.(plain, lost)).toEqual({ ...plain, body: {} });
    expect(fallback?.({ ...plain, body: {} }, lost)).toBeUndefined();
    expect(fallback?.(plain, { ...lost, message: 'Udesk 100004 "wrong"' })).toBeUndefined();
  });
});
