// portsip.md section 12, line by line: what is documented must be so, what is a choice can be switched.
import { describe, expect, it } from 'vitest';
import { model } from '../../../../src/providers/portsip/model/index.js';
import {
  agent,
  body,
  codes,
  fieldsNamed,
  inbound,
  items,
  member,
  newQueue,
  newUser,
  pbx,
  queue,
  TRUNK,
} from './pbx.js';

const office = (number: string) => ({
  office_hours_forward_rule: { action: 'FORWARD_TO_NUMBER', number },
  non_office_hours_forward_rule: { action: 'FORWARD_TO_NUMBER', number },
});

describe('12 transport: GET and POST only', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('Choice: %s is 405', (method) => {
    const { state } = pbx([queue('7300')]);
    const tools = { now: () => 0, random: () => 0.5 };
    expect(
      model.handle(state, { method, path: 'call_queues', query: {}, body: undefined }, tools).status,
    ).toBe(405);
  });

  it('an unknown path is 404, and an action is no GET', () => {
    const center = pbx([queue('7300')]);
    expect(center.get('call_queue').status).toBe(404);
    expect(center.get('__proto__').status).toBe(404);
    expect(center.get(`call_queues/${center.id('queue/7300')}/destroy`).status).toBe(405);
  });
});

describe('12 ids: base64-looking opaque strings', () => {
  it('Doc: no id is a number, none is made twice, and each finds its object', () => {
    const center = pbx(Array.from({ length: 300 }, (_, index) => agent(String(6000 + index))));
    const ids = Object.values(model.ids(center.state));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9+/]{16,}={0,2}$/);
    for (const id of ids) expect(atob(id)).toMatch(/^\d{18}$/);
    expect(body(center.get(`users/${center.id('agent/6123')}`)).extension_number).toBe('6123');
  });
});

describe('12 lists', () => {
  const many = Array.from({ length: 230 }, (_, index) => agent(String(6000 + index)));

  it('Doc: top 100 by default, skip counts from 0, count is all that match', () => {
    const center = pbx(many);
    const pages = [0, 100, 200, 300].map((skip) =>
      center.get('users', { skip: String(skip), orderby: 'extension_number' }),
    );
    expect(pages.map((page) => items(page).length)).toEqual([100, 100, 30, 0]);
    expect(pages.map((page) => body(page).count)).toEqual([230, 230, 230, 230]);
    const seen = pages.flatMap((page) => items(page).map((row) => row.extension_number));
    expect(seen).toEqual(many.map((one) => one.address.slice('agent/'.length)));
  });

  it.each([
    { top: '0' },
    { top: '101' },
    { top: 'ten' },
    { skip: '-1' },
    { $top: '10' },
    { orderby: 'voicemail_pin' },
    { filter: 'not enabled' },
  ])('Choice: %o is refused with VALIDATE_FAILED', (query) => {
    const answer = pbx(many).get('users', query as Record<string, string>);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['VALIDATE_FAILED']);
  });

  it('a list that was read shows what was written afterwards', () => {
    const center = pbx([queue('7300')]);
    expect(body(center.get('call_queues')).count).toBe(1);
    center.post('call_queues', newQueue('7301'));
    expect(body(center.get('call_queues')).count).toBe(2);
  });
});

describe('12 filter', () => {
  const center = pbx([
    agent('6001', { name: "Ana O'Neil", department: 'North' }),
    agent('6002', { name: 'Bo', enabled: false }),
    agent('6103', { name: 'Cy', department: 'North' }),
  ]);
  const numbers = (filter: string) =>
    items(center.get('users', { filter, orderby: 'extension_number' })).map((row) => row.extension_number);

  it.each([
    ["extension_number eq '6001'", ['6001']],
    ["extension_number ne '6001'", ['6002', '6103']],
    ["extension_number gt '6001' and extension_number lt '6103'", ['6002']],
    ["extension_number ge '6002'", ['6002', '6103']],
    ["extension_number le '6002'", ['6001', '6002']],
    ["startswith(extension_number,'60') and enabled eq true", ['6001']],
    ["endswith(extension_number, '3') or display_name eq 'Bo'", ['6002', '6103']],
    ["contains(display_name,'O''N')", ['6001']],
    ['department eq null', ['6002']],
    ["department ne 'North'", ['6002']],
    ["extension_number eq '6001' or extension_number eq '6002' and enabled eq true", ['6001']],
    ["(extension_number eq '6001' or extension_number eq '6002') and enabled eq false", ['6002']],
  ])('Doc: %s', (filter, expected) => {
    expect(numbers(filter)).toEqual(expected);
  });

  it.each([
    'extension_number',
    "extension_number = '6001'",
    "substringof('a', display_name)",
    "password eq 'x'",
    "extension_number eq '6001",
    "extension_number eq '6001' and",
    "(extension_number eq '6001'",
    "extension_number eq '6001' '6002'",
    '~',
    'startswith(extension_number, 60)',
    "constructor eq '1'",
  ])('Choice: %s is not understood: 400', (filter) => {
    expect(center.get('users', { filter }).status).toBe(400);
  });

  it('Doc: search and filter together are an intersection', () => {
    const answer = center.get('users', { search: 'north', filter: "startswith(extension_number,'61')" });
    expect(items(answer).map((row) => row.extension_number)).toEqual(['6103']);
  });

  it('Doc: orderby takes several keys and directions', () => {
    const answer = center.get('users', { orderby: 'department desc, extension_number desc' });
    expect(items(answer).map((row) => row.extension_number)).toEqual(['6103', '6001', '6002']);
  });
});

describe('12 summary rows and items', () => {
  const center = pbx([queue('7300', { language: 'de-DE' }), agent('6001')], { trunks: [TRUNK] });

  it('Doc: a queue row has five fields, the item has the rest, unset is null', () => {
    expect(Object.keys(items(center.get('call_queues'))[0] ?? {}).sort()).toEqual(
      ['extension_number', 'id', 'name', 'polling_strategy', 'ring_time'].sort(),
    );
    const item = body(center.get(`call_queues/${center.id('queue/7300')}`));
    expect(item).toMatchObject({ language: 'de-DE', max_waiting_time: 300, max_callers: null });
    expect(item).toHaveProperty('no_answer_forward_rule', null);
    expect(item).not.toHaveProperty('moh_prompt_file_id');
  });

  it('Doc: a trunk row shows pool and sharing, its item never the password', () => {
    expect(items(center.get('providers'))[0]).toMatchObject({ did_numbers: TRUNK.pool, shared: false });
    expect(body(center.get(`providers/${center.id('trunk/Carrier North')}`))).not.toHaveProperty('password');
  });

  it('Doc: rows of inbound rules carry every field', () => {
    const rules = pbx([inbound('4930100@Carrier North', { queue: null })], { trunks: [TRUNK] });
    const row = items(rules.get('inbound_rules'))[0];
    expect(row).toEqual(body(rules.get(`inbound_rules/${row?.id}`)));
  });
});

describe('12 success codes', () => {
  it('Doc: create queue 200, other creates 201, update 200 and empty, destroy 204 and empty', () => {
    const center = pbx([], { trunks: [TRUNK] });
    const made = center.post('call_queues', newQueue('7300'));
    expect(made.status).toBe(200);
    const user = center.post('users', newUser('6001'));
    expect(user.status).toBe(201);
    const rule = center.post('inbound_rules', {
      name: 'North',
      provider_id: center.id('trunk/Carrier North'),
      did_numbers: '4930100',
      ...office('7300'),
    });
    expect(rule.status).toBe(201);
    for (const [path, answer] of [
      ['call_queues', made],
      ['users', user],
      ['inbound_rules', rule],
    ] as const) {
      expect(Object.keys(body(answer))).toEqual(['id']);
      const id = String(body(answer).id);
      expect(center.post(`${path}/${id}`, { name: 'Renamed' })).toMatchObject({
        status: 200,
        body: undefined,
      });
      expect(center.post(`${path}/${id}/destroy`)).toMatchObject({ status: 204, body: undefined });
    }
    expect(model.resources(center.state)).toEqual([]);
  });
});

describe('12 the number in an update body', () => {
  it('Choice: ignored', () => {
    const center = pbx([queue('7300')]);
    const id = center.id('queue/7300');
    expect(center.post(`call_queues/${id}`, { extension_number: '7399', name: 'New' }).status).toBe(200);
    expect(center.resource('queue/7300')?.fields.name).toBe('New');
    expect(center.resource('queue/7399')).toBeUndefined();
  });

  it('Choice: refused (immutable=refused)', () => {
    const center = pbx([queue('7300')], {}, { immutable: 'refused' });
    const answer = center.post(`call_queues/${center.id('queue/7300')}`, {
      extension_number: '7399',
      name: 'New',
    });
    expect(answer.status).toBe(400);
    expect(fieldsNamed(answer)).toEqual(['extension_number']);
    expect(center.resource('queue/7300')?.fields.name).toBe('Queue 7300');
  });
});

describe('12 update merges or replaces', () => {
  const start = [queue('7300', { timeout: 90, language: 'de-DE', strategy: 'CYCLIC_HUNT' }), agent('6001')];

  it('Choice: merge keeps what the body does not mention', () => {
    const center = pbx(start);
    center.post(`call_queues/${center.id('queue/7300')}`, { ring_time: 25 });
    expect(center.resource('queue/7300')?.fields).toMatchObject({
      ringTime: 25,
      timeout: 90,
      language: 'de-DE',
    });
  });

  it('Choice: replace resets it to the default, and insists on what a create needs', () => {
    const center = pbx(start, {}, { update: 'replace' });
    const path = `call_queues/${center.id('queue/7300')}`;
    expect(fieldsNamed(center.post(path, { ring_time: 25 }))).toEqual(['name', 'polling_strategy']);
    expect(center.post(path, { name: 'N', polling_strategy: 'CYCLIC_HUNT', ring_time: 25 }).status).toBe(200);
    expect(center.resource('queue/7300')?.fields).toMatchObject({
      ringTime: 25,
      timeout: 300,
      language: null,
    });
  });

  it('Choice: replace loses a prompt that cannot be read back (9.2)', () => {
    const facts = { prompts: { '7300': 'hold.wav' } };
    const merge = pbx(start, facts);
    const replace = pbx(start, facts, { update: 'replace' });
    for (const [center, left] of [
      [merge, 'hold.wav'],
      [replace, null],
    ] as const) {
      const path = `call_queues/${center.id('queue/7300')}`;
      expect(body(center.get(path)).moh_prompt_file_name).toBe('hold.wav');
      expect(center.post(path, { name: 'N', polling_strategy: 'CYCLIC_HUNT' }).status).toBe(200);
      expect(body(center.get(path)).moh_prompt_file_name).toBe(left);
    }
  });

  it('Choice: replace of a user needs the PIN, which only GET tells', () => {
    const center = pbx(start, {}, { update: 'replace' });
    const path = `users/${center.id('agent/6001')}`;
    const wanted = { email: 'a@example.com', display_name: 'A' };
    expect(fieldsNamed(center.post(path, wanted))).toEqual(['voicemail_pin']);
    const { voicemail_pin } = body(center.get(path));
    expect(center.post(path, { ...wanted, voicemail_pin }).status).toBe(200);
  });
});

describe('12 the agent list', () => {
  const start = [
    queue('7300', { strategy: 'PRIORITIZED_HUNT' }),
    ...['6001', '6002', '6003'].map((number) => agent(number)),
    member('7300', '6001', { skillLevel: 2, position: 0 }),
    member('7300', '6002', { skillLevel: 1, position: 1 }),
  ];
  const order = (center: ReturnType<typeof pbx>) =>
    items(center.get(`call_queues/${center.id('queue/7300')}/agents`)).map((row) => row.extension_number);
  const next = { items: [{ extension_number: '6003', skill_level: 7 }, { extension_number: '6001' }] };

  it('Choice: the POST is the whole list, in order', () => {
    const center = pbx(start);
    expect(center.post(`call_queues/${center.id('queue/7300')}/agents`, next).status).toBe(200);
    expect(order(center)).toEqual(['6003', '6001']);
    expect(center.resource('membership/7300/6003')?.fields).toEqual({ skillLevel: 7, position: 0 });
    expect(center.resource('membership/7300/6001')?.fields).toEqual({ skillLevel: 1, position: 1 });
    expect(center.resource('membership/7300/6002')).toBeUndefined();
  });

  it('Choice: agents=merge only adds and updates', () => {
    const center = pbx(start, {}, { agents: 'merge' });
    center.post(`call_queues/${center.id('queue/7300')}/agents`, next);
    expect(order(center)).toEqual(['6001', '6002', '6003']);
  });

  it('Choice: an empty list empties the queue', () => {
    const center = pbx(start);
    center.post(`call_queues/${center.id('queue/7300')}/agents`, { items: [] });
    expect(order(center)).toEqual([]);
  });

  it('Doc: no paging and no status in the list; the item has the status', () => {
    const center = pbx(start);
    const path = `call_queues/${center.id('queue/7300')}/agents`;
    expect(center.get(path).body).toEqual({
      items: [
        { extension_number: '6001', display_name: 'Person 6001', skill_level: 2 },
        { extension_number: '6002', display_name: 'Person 6002', skill_level: 1 },
      ],
    });
    expect(body(center.get(`${path}/6001`))).toEqual({
      extension_number: '6001',
      display_name: 'Person 6001',
      skill_level: 2,
      status: 'OFFLINE',
    });
  });

  it.each([
    ['an unknown extension', [{ extension_number: '6999' }]],
    ['a queue', [{ extension_number: '7300' }]],
    ['a ring group', [{ extension_number: '8800' }]],
    ['the same agent twice', [{ extension_number: '6001' }, { extension_number: '6001' }]],
    ['skill level 0', [{ extension_number: '6001', skill_level: 0 }]],
    ['skill level 101', [{ extension_number: '6001', skill_level: 101 }]],
    ['a skill level in text', [{ extension_number: '6001', skill_level: '5' }]],
    ['a display name', [{ extension_number: '6001', display_name: 'Ana' }]],
    ['no list', undefined],
  ])('Choice: %s is 400 VALIDATE_FAILED and changes nothing', (_name, list) => {
    const center = pbx(start, { otherNumbers: [{ number: '8800', type: 'RING_GROUP', name: 'All' }] });
    const answer = center.post(`call_queues/${center.id('queue/7300')}/agents`, {
      ...(list ? { items: [{ extension_number: '6003' }, ...list] } : {}),
    });
    expect(answer.status).toBe(400);
    expect(codes(answer)[0]).toBe('VALIDATE_FAILED');
    expect(order(center)).toEqual(['6001', '6002']);
  });
});

describe('12 number collisions', () => {
  const others = ['RING_GROUP', 'CONFERENCE_ROOM', 'VIRTUAL_RECEPTIONIST'].map((type, index) => ({
    number: String(8800 + index),
    type,
    name: type,
  }));

  it.each(['6001', '7300', '8800', '8801', '8802', '555', '666', '777', '888'])(
    'Choice: %s is taken for queues and users alike: 400 with the field in detail',
    (number) => {
      const center = pbx([agent('6001'), queue('7300')], { otherNumbers: others });
      for (const answer of [
        center.post('call_queues', newQueue(number)),
        center.post('users', newUser(number, { name: 'fresh' })),
      ]) {
        expect(answer.status).toBe(400);
        expect(codes(answer)).toEqual(['VALIDATE_FAILED']);
        expect(fieldsNamed(answer)).toEqual(['extension_number']);
      }
    },
  );

  it('Doc: the look-up tells the five types, 404 is free, and service numbers look free (7.1)', () => {
    const center = pbx([agent('6001'), queue('7300')], { otherNumbers: others });
    const type = (number: string) => body(center.get(`extension_numbers/${number}`)).type;
    expect(['6001', '7300', '8800', '8801', '8802'].map(type)).toEqual([
      'EXTENSION',
      'CALL_QUEUE',
      'RING_GROUP',
      'CONFERENCE_ROOM',
      'VIRTUAL_RECEPTIONIST',
    ]);
    expect(body(center.get('extension_numbers/6001'))).toMatchObject({
      name: 'Person 6001',
      id: center.id('agent/6001'),
    });
    for (const number of ['6002', '555']) expect(center.get(`extension_numbers/${number}`).status).toBe(404);
  });

  it('a destroyed number is free again, for another type too', () => {
    const center = pbx([agent('6001')]);
    center.post(`users/${center.id('agent/6001')}/destroy`);
    expect(center.post('call_queues', newQueue('6001')).status).toBe(200);
  });
});

describe('12 limits', () => {
  it('Choice: max_call_queues is 20 by default, the next create is 400', () => {
    const center = pbx(Array.from({ length: 20 }, (_, index) => queue(String(7300 + index))));
    const answer = center.post('call_queues', newQueue('7400'));
    expect([answer.status, codes(answer)]).toEqual([400, ['UNKNOWN']]);
    center.post(`call_queues/${center.id('queue/7300')}/destroy`);
    expect(center.post('call_queues', newQueue('7400')).status).toBe(200);
  });

  it('Choice: max_extensions, from the facts or from the switch', () => {
    for (const center of [
      pbx([agent('6001')], { limits: { max_extensions: 1 } }),
      pbx([agent('6001')], {}, { maxExtensions: '1' }),
    ]) {
      expect(center.post('users', newUser('6002')).status).toBe(400);
      expect(body(center.get('tenant')).max_extensions).toBe(1);
    }
    expect(body(pbx().get('tenant'))).toMatchObject({ max_extensions: 1000, max_call_queues: 20 });
  });

  it('a tenant that is too large may shrink: the model names the same thing before and after', () => {
    const center = pbx([queue('7300'), queue('7301'), queue('7302')], {}, { maxCallQueues: '1' });
    const before = ['there are more queues than max_call_queues allows'];
    expect(model.violations(center.state)).toEqual(before);
    center.post(`call_queues/${center.id('queue/7300')}/destroy`);
    expect(model.violations(center.state)).toEqual(before);
    center.post(`call_queues/${center.id('queue/7301')}/destroy`);
    expect(model.violations(center.state)).toEqual([]);
  });

  it('Doc: usage and version are readable (2.2)', () => {
    const center = pbx([agent('6001'), queue('7300')], { version: '22.2.31', trunks: [TRUNK] });
    expect(body(center.get('tenant/status'))).toMatchObject({
      version: '22.2.31',
      current_users: 1,
      current_queues: 1,
      current_trunks: 1,
    });
  });
});

describe('12 inbound rules', () => {
  const center = () =>
    pbx([queue('7300'), inbound('4930100@Carrier North', { queue: '7300', name: 'Main' })], {
      trunks: [TRUNK],
    });
  const rule = (pbxOf: ReturnType<typeof center>, more: Record<string, unknown>) =>
    pbxOf.post('inbound_rules', {
      name: 'Second',
      provider_id: pbxOf.id('trunk/Carrier North'),
      did_numbers: '4930201',
      ...more,
    });

  it.each([
    ['an unknown trunk', { provider_id: 'bm90LWEtdHJ1bms=' }, 'provider_id'],
    ['a number outside the pool', { did_numbers: '4930300' }, 'did_numbers'],
    ['a range that leaves the pool', { did_numbers: '4930290-4930300' }, 'did_numbers'],
    ['a leading +', { did_numbers: '+4930201' }, 'did_numbers'],
    ['a leading 0', { did_numbers: '04930201' }, 'did_numbers'],
    ['two numbers', { did_numbers: '4930201;4930202' }, 'did_numbers'],
    ['the same trunk and number again', { did_numbers: '4930100' }, 'did_numbers'],
    ['an unknown holiday', { holidays: ['bm8taG9saWRheQ=='] }, 'holidays'],
    ['a mask of letters', { cid_number_mask: 'abc' }, 'cid_number_mask'],
    ['a mask with ; before 22.4', { cid_number_mask: '49*;43*' }, 'cid_number_mask'],
    [
      'a forward without a number',
      { office_hours_forward_rule: { action: 'FORWARD_TO_NUMBER' } },
      'office_hours_forward_rule',
    ],
    [
      'a forward to nowhere known',
      { office_hours_forward_rule: { action: 'RING' } },
      'office_hours_forward_rule',
    ],
    [
      'a target range of another size',
      {
        did_numbers: '4930210-4930219',
        office_hours_forward_rule: { action: 'FORWARD_TO_NUMBER', number: '6001-6005' },
      },
      'office_hours_forward_rule',
    ],
  ])('Choice: %s is 400', (_name, more, field) => {
    const answer = rule(center(), more);
    expect([answer.status, codes(answer), fieldsNamed(answer)]).toEqual([400, ['VALIDATE_FAILED'], [field]]);
  });

  it('Doc: number and trunk may be shared with distinct caller masks', () => {
    const it = center();
    expect(rule(it, { did_numbers: '4930100', cid_number_mask: '4930*******' }).status).toBe(201);
    expect(rule(it, { did_numbers: '4930100', cid_number_mask: '4930*******' }).status).toBe(400);
    expect(it.resource('relay-number/4930100@Carrier North~4930*******')).toBeDefined();
  });

  it('Doc: a range maps one to one onto numbers of the same count, and 0 keeps the dialled number', () => {
    const it = center();
    const to = (number: string) => ({ office_hours_forward_rule: { action: 'FORWARD_TO_NUMBER', number } });
    expect(rule(it, { did_numbers: '4930210-4930219', ...to('6001-6010') }).status).toBe(201);
    expect(rule(it, { did_numbers: '4930220-4930229', ...to('0') }).status).toBe(201);
    expect(rule(it, { did_numbers: '4930215' }).status).toBe(400);
  });

  it('Doc: holidays go in as ids and come out as objects', () => {
    const it = pbx([], { trunks: [TRUNK], holidays: ['Founders Day'] });
    const id = items(it.get('holidays'))[0]?.id;
    const made = rule(it, { holidays: [id] });
    const shown = body(it.get(`inbound_rules/${body(made).id}`));
    expect(JSON.stringify(shown.holidays)).toContain(`{"id":"${id}","name":"Founders Day"`);
  });
});

describe('12 destroy a trunk in use', () => {
  const start = [inbound('4930100@Carrier North', { queue: null })];

  it.each([
    ['22.2', 400, 'UNKNOWN'],
    ['22.8', 409, 'RESOURCE_IN_USE'],
  ])('Doc (22.8) / Choice (22.2): under %s rules it is %i %s', (rules, status, code) => {
    const center = pbx(start, { trunks: [TRUNK] }, { rules });
    const path = `providers/${center.id('trunk/Carrier North')}/destroy`;
    const answer = center.post(path);
    expect([answer.status, codes(answer)]).toEqual([status, [code]]);
    center.post(`inbound_rules/${center.id('relay-number/4930100@Carrier North')}/destroy`);
    expect(center.post(path).status).toBe(204);
  });

  it('Doc: a shared trunk is not the tenant’s to edit or delete (5.2)', () => {
    const center = pbx([], { trunks: [{ ...TRUNK, shared: true }] });
    const path = `providers/${center.id('trunk/Carrier North')}`;
    expect(center.post(`${path}/destroy`).status).toBe(403);
    expect(center.post(path, { name: 'Mine' }).status).toBe(403);
  });
});

describe('12 destroy what is referenced', () => {
  const start = [
    queue('7300'),
    queue('7301', { noAnswer: { action: 'FORWARD_TO_NUMBER', number: '7300' } }),
    agent('6001'),
    member('7301', '6001'),
    inbound('4930100@Carrier North', { queue: '7300', name: 'Main' }),
  ];

  it('Choice: a queue may go, its references dangle, and the model says so', () => {
    const center = pbx(start, { trunks: [TRUNK] });
    expect(model.violations(center.state)).toEqual([]);
    expect(center.post(`call_queues/${center.id('queue/7300')}/destroy`).status).toBe(204);
    expect(model.violations(center.state)).toEqual([
      'queue/7301 forwards to 7300, which is gone',
      'inbound rule Main forwards to 7300, which is gone',
    ]);
    expect(center.resource('relay-number/4930100@Carrier North')?.fields).toMatchObject({
      queue: null,
      forward: { action: 'FORWARD_TO_NUMBER', number: '7300' },
    });
  });

  it.each([
    ['22.2', 'UNKNOWN'],
    ['22.8', 'RESOURCE_IN_USE'],
  ])('Choice: destroy=strict refuses it with 409 (%s: %s)', (rules, code) => {
    const center = pbx(start, { trunks: [TRUNK] }, { rules, destroy: 'strict' });
    const answer = center.post(`call_queues/${center.id('queue/7300')}/destroy`);
    expect([answer.status, codes(answer)]).toEqual([409, [code]]);
    expect(center.post(`call_queues/${center.id('queue/7301')}/destroy`).status).toBe(204);
  });

  it('Choice: a user who is an agent may go, and the membership vanishes', () => {
    const center = pbx(start, { trunks: [TRUNK] });
    expect(center.post(`users/${center.id('agent/6001')}/destroy`).status).toBe(204);
    expect(center.resource('membership/7301/6001')).toBeUndefined();
    expect(model.violations(center.state)).toEqual([]);
  });

  it('Choice: destroy=strict refuses it with 409', () => {
    const center = pbx(start, { trunks: [TRUNK] }, { destroy: 'strict' });
    expect(center.post(`users/${center.id('agent/6001')}/destroy`).status).toBe(409);
    center.post(`call_queues/${center.id('queue/7301')}/agents`, { items: [] });
    expect(center.post(`users/${center.id('agent/6001')}/destroy`).status).toBe(204);
  });

  it('Doc: a malformed queue id is 400, one that is not there 404 with the wrong noun (3.1)', () => {
    const center = pbx(start, { trunks: [TRUNK] });
    expect(center.post('call_queues/7300/destroy').status).toBe(400);
    const answer = center.post('call_queues/bm90LWEtcXVldWU=/destroy');
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      404,
      expect.stringContaining('User not found'),
    ]);
  });
});

describe('12 22.8 mode: licences', () => {
  const start = [queue('7300'), agent('6001'), agent('6002'), member('7300', '6001')];

  it('Doc: agents need enable_cc, else 403 LICENSE_TARGET_MODULE_REQUIRED', () => {
    const center = pbx(start, {}, { rules: '22.8', seedCc: 'members' });
    const path = `call_queues/${center.id('queue/7300')}/agents`;
    const both = { items: [{ extension_number: '6001' }, { extension_number: '6002' }] };
    const answer = center.post(path, both);
    expect([answer.status, codes(answer)]).toEqual([403, ['LICENSE_TARGET_MODULE_REQUIRED']]);
    center.post(`users/${center.id('agent/6002')}`, { display_name: 'B', enable_cc: true });
    expect(center.post(path, both).status).toBe(200);
  });

  it('Doc: enable_cc false while an agent is 409 LICENSE_EXTENSION_IN_USE', () => {
    const center = pbx(start, {}, { rules: '22.8' });
    const user = (number: string) => `users/${center.id(`agent/${number}`)}`;
    const answer = center.post(user('6001'), { display_name: 'A', enable_cc: false });
    expect([answer.status, codes(answer)]).toEqual([409, ['LICENSE_EXTENSION_IN_USE']]);
    expect(center.post(user('6002'), { display_name: 'B', enable_cc: false }).status).toBe(200);
  });

  it('Doc: 503 LICENSE_SNAPSHOT_UNAVAILABLE while the snapshot is away', () => {
    const center = pbx(start, {}, { rules: '22.8', licences: 'unavailable' });
    const answer = center.post(`call_queues/${center.id('queue/7300')}/agents`, { items: [] });
    expect([answer.status, codes(answer)]).toEqual([503, ['LICENSE_SNAPSHOT_UNAVAILABLE']]);
  });

  it('22.2 knows no enable_cc', () => {
    const center = pbx(start);
    expect(fieldsNamed(center.post(`users/${center.id('agent/6001')}`, { enable_cc: true }))).toEqual([
      'enable_cc',
    ]);
  });

  it('without the switch the version of the account decides', () => {
    const later = pbx(start, { version: '22.8.1' });
    expect(body(later.get(`users/${later.id('agent/6001')}`)).enable_cc).toBe(true);
    expect(pbx(start, { version: '22.6.3' }).state.options.rules).toBe('22.2');
    expect(pbx(start, { version: '22.8.1' }, { rules: '22.2' }).state.options.rules).toBe('22.2');
  });
});
