// Reading a tenant: pages, certificates, what is read in full and what is not; portsip.md 1.1, 3, 4, 5, 6.
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../../src/providers/portsip/facts.js';
import { presence, read } from '../../../../src/providers/portsip/read.js';
import { agent, clientOf, desiredOf, ENV, liveOf, membership, queue, scopeOf } from './support.js';

const QUEUES = [
  {
    id: 'cTYwMDA',
    name: 'Support',
    extension_number: '6000',
    polling_strategy: 'PRIORITIZED_HUNT',
    ring_time: 20,
  },
  { id: 'cTYwMDE', name: 'Sales', extension_number: '6001', polling_strategy: 'CYCLIC_HUNT', ring_time: 15 },
];
const USERS = [
  {
    id: 'dTEwMDA',
    name: ENV.PORTSIP_USERNAME,
    extension_number: '1000',
    email: 'admin@example.com',
    display_name: 'Admin',
    role: 'Admin',
    enabled: true,
  },
  {
    id: 'dTEwMDE',
    name: 'li.wei',
    extension_number: '1001',
    email: 'li@example.com',
    display_name: 'Li Wei',
    role: 'StandardUser',
    enabled: true,
    mobile_phone: null,
  },
  {
    id: 'dTEwMDI',
    name: 'ann.lee',
    extension_number: '1002',
    email: 'ann@example.com',
    display_name: 'Ann',
    role: 'Admin',
    enabled: false,
    sync_type: null,
  },
  {
    id: 'dTEwMDM',
    name: 'dir.user',
    extension_number: '1003',
    email: 'dir@example.com',
    display_name: 'Dir',
    role: 'StandardUser',
    enabled: true,
    sync_type: 'Microsoft 365',
  },
];
const to = (number: string) => ({ action: 'FORWARD_TO_NUMBER', number });
const RULES = [
  {
    id: 'cjE',
    name: 'Line',
    provider_id: 'dHJ1bms',
    did_numbers: '4400',
    cid_number_mask: null,
    office_hours_forward_rule: to('6000'),
    non_office_hours_forward_rule: to('6000'),
  },
  {
    id: 'cjI',
    name: 'Out',
    provider_id: 'dHJ1bms',
    did_numbers: '+004401-4405',
    cid_number_mask: '1*',
    office_hours_forward_rule: to('1001'),
    non_office_hours_forward_rule: to('1001'),
  },
  {
    id: 'cjM',
    name: 'By day',
    provider_id: 'dHJ1bms',
    did_numbers: '4409',
    office_hours_forward_rule: to('6000'),
    non_office_hours_forward_rule: { action: 'HANGUP', number: '' },
  },
  {
    id: 'cjQ',
    name: 'Holidays',
    provider_id: 'dHJ1bms',
    did_numbers: '4410',
    office_hours_forward_rule: to('6000'),
    non_office_hours_forward_rule: to('6000'),
    holiday_forward_rule: to('6000'),
    holidays: [
      { id: 'aDI', name: 'b' },
      { id: 'aDE', name: 'a' },
    ],
  },
];
const TENANT = {
  id: 'dGVuYW50',
  domain: 'Harbor.example.com',
  max_extensions: 1000,
  max_call_queues: 20,
  cdr_event: {
    enabled: true,
    auth: 'BASIC',
    username: 'secretname',
    password: 'secretword',
    url: 'https://crm.example.com/a',
  },
  extension_event: { enabled: false, auth: 'DISABLE', url: 'https://crm.example.com/b' },
};
const DETAIL = {
  ...QUEUES[0],
  max_waiting_time: null,
  max_callers: 30,
  no_answer_forward_rule: to('6001'),
  moh_prompt_file_name: 'wait.wav',
  moh_prompt_file_size: 9,
};

const routes = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  tenant: TENANT,
  'tenant/status': { version: '22.2.4', licensed_users: 50 },
  call_queues: QUEUES,
  users: USERS,
  inbound_rules: RULES,
  providers: [{ id: 'dHJ1bms', name: 'Carrier A', did_numbers: '4400-4499', hostname: 'sip.example.com' }],
  'call_queues/cTYwMDA': DETAIL,
  'call_queues/cTYwMDE': { ...QUEUES[1], max_waiting_time: 60 },
  'call_queues/cTYwMDA/agents': {
    items: [{ extension_number: '1002', skill_level: 3 }, { extension_number: '1001' }],
  },
  'call_queues/cTYwMDE/agents': { items: [] },
  ...more,
});
const names = (paths: readonly string[]): string[] => paths.map((path) => path.split('?')[0] ?? '').sort();

describe('a pull reads all of it', () => {
  it('into the normal form', async () => {
    const { client, paths } = clientOf(routes());
    const live = await read(client, scopeOf(undefined));
    const fields = (address: string) => live.resources.get(address)?.fields;
    expect(live.reads).toBe(paths.length);
    expect(fields('queue/6000')).toMatchObject({
      name: 'Support',
      strategy: 'PRIORITIZED_HUNT',
      timeout: 300,
      maxLength: 30,
      language: null,
      noAnswer: { action: 'FORWARD_TO_NUMBER', number: '6001' },
      nightMode: null,
      enableStickyRouting: true,
    });
    expect(fields('agent/1001')).toEqual({
      username: 'li.wei',
      name: 'Li Wei',
      email: 'li@example.com',
      mobile: null,
      role: 'StandardUser',
      enabled: true,
      department: null,
    });
    expect(fields('membership/6000/1002')).toEqual({ skillLevel: 3, position: 0 });
    expect(fields('membership/6000/1001')).toEqual({ skillLevel: 1, position: 1 });
    expect(fields('relay-number/4400@Carrier A')).toEqual({ queue: '6000', forward: null, name: 'Line' });
    expect(fields('relay-number/4401-4405@Carrier A~1*')).toEqual({
      queue: null,
      forward: to('1001'),
      name: 'Out',
    });
    expect(fields('relay-number/4409@Carrier A')).toEqual({ queue: null, forward: null, name: 'By day' });
    expect(live.resources.get('relay-number/4409@Carrier A')?.aside).toEqual({ sometimes: ['6000'] });
    expect(fields('subscription/cdr_event')).toEqual({
      callback: 'https://crm.example.com/a',
      enabled: true,
      auth: 'BASIC',
    });
    expect(fields('subscription/extension_event')).toMatchObject({ enabled: false });
    expect(live.ids).toMatchObject({
      'queue/6000': 'cTYwMDA',
      'agent/1001': 'dTEwMDE',
      'relay-number/4400@Carrier A': 'cjE',
    });
    for (const certificate of Object.values(live.certificates)) expect(certificate.complete).toBe(true);
  });

  it('and keeps what no resource says', async () => {
    const live = await read(clientOf(routes()).client, scopeOf(undefined));
    expect(factsOf(live)).toMatchObject({
      version: '22.2.4',
      limits: { users: 50, queues: 20 },
      trunks: [{ name: 'Carrier A', pool: '4400-4499' }],
      prompts: { 'queue/6000': ['moh wait.wav (9 bytes)'], 'queue/6001': [] },
      holidays: { 'relay-number/4410@Carrier A': ['aDE', 'aDI'] },
    });
    expect(live.untouchable).toEqual({
      'agent/1000': expect.stringContaining('signs in with'),
      'agent/1003': expect.stringContaining('Microsoft 365'),
    });
    expect(JSON.stringify([...live.resources, live.facts])).not.toMatch(/secretname|secretword/);
    expect(JSON.parse(JSON.stringify(live.facts))).toEqual(live.facts);
  });

  it('22.3: an Admin can be deleted by the system administrator alone', async () => {
    const live = await read(
      clientOf(routes({ 'tenant/status': { version: '22.3.1' } })).client,
      scopeOf(undefined),
    );
    expect(Object.keys(live.untouchable)).toContain('agent/1002');
  });

  it('two rules with one key are nobody’s to change', async () => {
    const twice = [...RULES, { ...RULES[0], id: 'cjk' }];
    const live = await read(clientOf(routes({ inbound_rules: twice })).client, scopeOf(undefined));
    expect(Object.keys(live.ambiguous)).toEqual(['relay-number/4400@Carrier A']);
    expect(live.resources.has('relay-number/4400@Carrier A')).toBe(false);
  });
});

describe('a plan reads what counts', () => {
  const BASE = ['call_queues', 'inbound_rules', 'providers', 'tenant', 'tenant/status', 'users'];
  const pathsFor = async (sections: string): Promise<string[]> => {
    const { client, paths } = clientOf(
      routes({ 'tenant/password_policy': { min_length: 8, max_length: 16 } }),
    );
    await read(client, scopeOf(desiredOf(sections)));
    return names(paths).filter((path) => !BASE.includes(path));
  };

  it.each([
    ['what the rows tell needs no more', 'queues: [{ id: "6000", name: Support }]', []],
    [
      'another declared field needs the queue',
      'queues: [{ id: "6000", timeout: 300 }]',
      ['call_queues/cTYwMDA'],
    ],
    [
      'a queue that will be written is read: its prompts are at stake',
      'queues: [{ id: "6000", name: Other }]',
      ['call_queues/cTYwMDA'],
    ],
    [
      'the list of one queue',
      'memberships: [{ queue: "6001", agents: ["1001"] }]',
      ['call_queues/cTYwMDE/agents'],
    ],
    [
      'staffing floors',
      'policy: { staffing: { default: 0, "6000": 1 } }\nagents: [{ id: "1001", enabled: false }]',
      ['call_queues/cTYwMDA/agents'],
    ],
    ['users need nothing more', 'agents: [{ id: "1001", name: Li }]', []],
    ['new users need the password policy', 'agents: [{ id: "1009", name: Li }]', ['tenant/password_policy']],
    [
      'what may be deleted is looked for everywhere',
      'agents: [{ id: "1001", state: absent }]',
      [
        'call_queues/cTYwMDA',
        'call_queues/cTYwMDA/agents',
        'call_queues/cTYwMDE',
        'call_queues/cTYwMDE/agents',
      ],
    ],
  ])('%s', async (_name, sections, more) => {
    expect(await pathsFor(sections)).toEqual(more);
  });

  it('a look at one kind reads its lists alone', async () => {
    const { client, paths } = clientOf(routes());
    const desired = desiredOf('memberships: [{ queue: "6000", agents: ["1001"] }]');
    await read(client, scopeOf(desired, { kinds: new Set(['membership']) }));
    expect(names(paths)).toEqual(['call_queues', 'call_queues/cTYwMDA/agents']);
  });

  it('a slot that is switched off is nothing, unless the file holds it', async () => {
    const has = async (sections: string): Promise<boolean> =>
      (await read(clientOf(routes()).client, scopeOf(desiredOf(sections)))).resources.has(
        'subscription/extension_event',
      );
    expect(await has('queues: [{ id: "6000" }]')).toBe(false);
    expect(await has('subscriptions: [{ name: extension_event, state: absent }]')).toBe(false);
    expect(await has('subscriptions: [{ name: extension_event, enabled: false }]')).toBe(true);
  });

  it('9.12: ids of roles, where one is to change on 22.3 and later', async () => {
    const roles = [{ id: 'cm9sZQ', name: 'QueueManager' }, { name: 'Admin' }];
    const desired = desiredOf('agents: [{ id: "1001", role: QueueManager }]');
    const live = await read(
      clientOf(routes({ 'tenant/status': { version: '22.6' }, roles })).client,
      scopeOf(desired),
    );
    expect(live.ids['role/QueueManager']).toBe('cm9sZQ');
    expect(live.ids['role/Admin']).toBeUndefined();
  });

  it('the version of the file counts more than the one that the server says', async () => {
    const scope = scopeOf(undefined);
    const live = await read(clientOf(routes()).client, {
      ...scope,
      settings: { ...scope.settings, serverVersion: '22.8' },
    });
    expect(factsOf(live)).toMatchObject({
      version: '22.8',
      withoutContactCenter: ['1000', '1001', '1002', '1003'],
    });
  });
});

describe('pages, portsip.md 1.1', () => {
  const many = Array.from({ length: 250 }, (_, index) => ({
    ...USERS[1],
    id: `id${index}`,
    name: `u${index}`,
    extension_number: String(2000 + index),
  }));

  it('are read to the end, in a stable order', async () => {
    const { client, paths } = clientOf(routes({ users: many }));
    const live = await read(client, scopeOf(undefined));
    expect(live.certificates.agent).toEqual({ complete: true, declared: 250, arrived: 250 });
    expect(paths.filter((path) => path.startsWith('users')).sort()).toEqual(
      [0, 100, 200].map((skip) => `users?top=100&skip=${skip}&orderby=extension_number%20asc`),
    );
  });

  it('may be smaller than asked for', async () => {
    const small = (query: URLSearchParams) => {
      const skip = Number(query.get('skip'));
      return { count: 250, items: many.slice(skip, skip + 60) };
    };
    const live = await read(clientOf(routes({ users: small })).client, scopeOf(undefined));
    expect(live.certificates.agent).toMatchObject({ complete: true, arrived: 250 });
  });

  it('are read anew when the total moves, and rows that come twice count once', async () => {
    let asked = 0;
    const moving = (query: URLSearchParams) => {
      const skip = Number(query.get('skip'));
      asked += 1;
      return asked <= 3
        ? { count: 249 + (skip === 0 ? 0 : 1), items: [...many.slice(skip, skip + 99), many[skip]] }
        : { count: 250, items: many.slice(skip, skip + 100) };
    };
    const live = await read(clientOf(routes({ users: moving })).client, scopeOf(undefined));
    expect(live.certificates.agent).toEqual({ complete: true, declared: 250, arrived: 250 });
    expect(asked).toBe(6);
  });

  it('a total that never rests proves nothing, though as many arrive as the first page said', async () => {
    const restless = (query: URLSearchParams) => {
      const skip = Number(query.get('skip'));
      return { count: skip === 0 ? 250 : 251, items: many.slice(skip, skip + 100) };
    };
    const live = await read(clientOf(routes({ users: restless })).client, scopeOf(undefined));
    expect(live.certificates.agent).toMatchObject({ complete: false, arrived: 250 });
  });

  it('a list of queues that is not whole leaves the members unproved', async () => {
    const cut = { count: 5, items: [] };
    const live = await read(clientOf(routes({ call_queues: () => cut })).client, scopeOf(undefined));
    expect(live.certificates.membership).toMatchObject({ complete: false });
  });

  it('a list that stays short proves nothing', async () => {
    const cut = { count: 5, items: USERS };
    const live = await read(clientOf(routes({ users: () => cut })).client, scopeOf(undefined));
    expect(live.certificates.agent).toMatchObject({ complete: false, declared: 5, arrived: 4 });
    expect(live.certificates.queue?.complete).toBe(true);
  });

  it.each([
    ['no items', { count: 1 }],
    ['no count', { items: [] }],
    ['a row without an id', { count: 1, items: [{ name: 'x' }] }],
    ['a total beyond reason', { count: 1e12, items: [USERS[0]] }],
  ])('%s is a wrong answer that names the call', async (_name, body) => {
    const reading = read(clientOf(routes({ users: () => body })).client, scopeOf(undefined));
    await expect(reading).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining('GET users'),
    });
  });
});

describe('who answers', () => {
  it('another tenant is refused', async () => {
    const { client } = clientOf(routes({ tenant: { ...TENANT, domain: 'other.example.com' } }));
    await expect(read(client, scopeOf(undefined))).rejects.toMatchObject({ code: 'wrong-account' });
  });

  it('2.1: an account that must change its password first is refused; an old server has no such page', async () => {
    const scope = scopeOf(undefined, { identify: true });
    const forced = clientOf(routes({ 'auth/user': { role: 'Admin', password_force_reset: true } }));
    await expect(read(forced.client, scope)).rejects.toMatchObject({ code: 'auth-failed' });
    const fine = clientOf(routes({ 'auth/user': { role: 'Admin', password_force_reset: false } }));
    expect((await read(fine.client, scope)).account).toBe('desk.admin@harbor.example.com');
    expect((await read(clientOf(routes()).client, scope)).reads).toBeGreaterThan(0);
  });
});

describe('presence, portsip.md 3.5', () => {
  const live = liveOf(
    [
      queue('6000'),
      queue('6001'),
      agent('1001'),
      agent('1002'),
      membership('6000', '1001'),
      membership('6001', '1001'),
    ],
    {},
    {
      ids: { 'queue/6000': 'q0', 'queue/6001': 'q1', 'agent/1002': 'u2' },
    },
  );

  it.each([
    ['QUEUE_CALL', true],
    ['OTHER_CALL', true],
    ['ON_HOLD', true],
    ['READY', false],
    ['WRAP_UP', false],
    ['OFFLINE', false],
  ])('%s', async (status, inCall) => {
    const { client, paths } = clientOf({
      'call_queues/q0/agents/1001': { status: 'READY' },
      'call_queues/q1/agents/1001': { status },
    });
    expect(await presence(client, live, ['agent/1001'])).toEqual(new Set(inCall ? ['agent/1001'] : []));
    expect(paths).toHaveLength(2);
  });

  it('asks for the extension of one who is in no queue that was read, and for nobody else', async () => {
    const { client, paths } = clientOf({ 'users/u2/status': { status: 'ON_CALL', presence: 'ON_CALL' } });
    expect(await presence(client, live, ['agent/1002'])).toEqual(new Set(['agent/1002']));
    expect(paths).toEqual(['users/u2/status']);
    expect(await presence(client, live, [])).toEqual(new Set());
  });
});
