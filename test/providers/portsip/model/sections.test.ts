// portsip.md sections 3 to 9: attributes, passwords, webhooks, roles, and the readings of section 9.
import { describe, expect, it } from 'vitest';
import { model, setInCall } from '../../../../src/providers/portsip/model/index.js';
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

describe('3.2 queue attributes', () => {
  it('a create that is silent gets the documented defaults', () => {
    const center = pbx();
    const made = center.post('call_queues', newQueue('7300'));
    expect(body(center.get(`call_queues/${body(made).id}`))).toMatchObject({
      ring_time: 20,
      max_waiting_time: 300,
      wait_when_no_agents_online: false,
      sla_time: 0,
      language: null,
      intro_type: 'DISABLE',
      inform_position: 'DISABLE',
      inform_position_interval: 10,
      agent_auto_ready: true,
      agent_auto_not_ready_after_non_acd_call: true,
      enable_callback: false,
      callback_mode: 'ACTIVE',
      callback_timeout: 600,
      enable_sticky_routing: true,
      sticky_routing_duration: 30,
      enable_paid: false,
      enable_prid: false,
      extension_number_as_to_header: false,
    });
  });

  it.each([
    ['name', '', 'x'.repeat(65), 'x'.repeat(64)],
    ['extension_number', '12', '12a', '9'.repeat(64)],
    ['polling_strategy', 'RANDOM', 5, 'SKILL_BASED_ROUTING_CYCLIC_HUNT'],
    ['ring_time', 0, 65536, 65535],
    ['max_callers', -1, 1.5, 0],
    ['max_waiting_time', 14, 65536, 15],
    ['sla_time', -1, 65537, 65536],
    ['language', 'not a language', 7, 'de-DE'],
    ['inform_position_interval', 9, 1801, 1800],
    ['agent_auto_ready', 'yes', 1, false],
    ['callback_mode', 'PASSIVE', null, 'TIMEOUT'],
    ['sticky_routing_duration', 0, 366, 365],
    [
      'no_answer_forward_rule',
      { action: 'FORWARD_TO_NUMBER' },
      { action: 'HANGUP', to: '1' },
      { action: 'HANGUP' },
    ],
    [
      'night_mode_forward_rule',
      'HANGUP',
      { number: '1' },
      { action: 'FORWARD_TO_NUMBER', number: '+4930555' },
    ],
    ['moh_prompt_file_id', 'bm8tZmlsZQ==', 4, null],
    ['outbound_caller_ids', [{ caller_id: '1' }], 'none', []],
    ['id', 'x', 'y', undefined],
    ['weight', 1, 2, undefined],
  ])('%s: %j and %j are refused, %j is taken', (field, low, high, fine) => {
    const center = pbx([], {}, { nulls: field === 'callback_mode' ? 'refused' : 'clear' });
    for (const value of [low, high]) {
      const answer = center.post('call_queues', newQueue('7300', { [field]: value }));
      expect([answer.status, fieldsNamed(answer)]).toEqual([400, [field]]);
    }
    expect(model.resources(center.state)).toEqual([]);
    if (fine !== undefined)
      expect(center.post('call_queues', newQueue('7300', { [field]: fine })).status).toBe(200);
  });

  it('says everything that is wrong at once', () => {
    const answer = pbx().post('call_queues', { ring_time: 0, name: '' });
    expect(fieldsNamed(answer).sort()).toEqual(['extension_number', 'name', 'polling_strategy', 'ring_time']);
    for (const one of ['text', 5, null, undefined, []])
      expect(pbx().post('call_queues', one).status).toBe(400);
  });

  it('22.8 adds its fields, 22.2 does not know them', () => {
    const wrapUp = newQueue('7300', { enable_wrap_up: true, wrap_up_time: 15 });
    expect(fieldsNamed(pbx().post('call_queues', wrapUp)).sort()).toEqual(['enable_wrap_up', 'wrap_up_time']);
    const later = pbx([], {}, { rules: '22.8' });
    const made = later.post('call_queues', wrapUp);
    expect(body(later.get(`call_queues/${body(made).id}`)).wrap_up_time).toBe(15);
  });

  it('unknownFields=ignored lets strange fields pass without effect', () => {
    const center = pbx([], {}, { unknownFields: 'ignored' });
    const made = center.post('call_queues', newQueue('7300', { weight: 3, id: 'mine' }));
    expect(made.status).toBe(200);
    expect(body(made).id).not.toBe('mine');
    expect(body(center.get(`call_queues/${body(made).id}`))).not.toHaveProperty('weight');
  });
});

describe('1 blank values in a request', () => {
  const start = [queue('7300', { language: 'de-DE', timeout: 90 })];
  it.each([
    ['clear', 200, { language: null, timeout: 300 }],
    ['absent', 200, { language: 'de-DE', timeout: 90 }],
    ['refused', 400, { language: 'de-DE', timeout: 90 }],
  ])('nulls=%s', (nulls, status, fields) => {
    const center = pbx(start, {}, { nulls });
    const answer = center.post(`call_queues/${center.id('queue/7300')}`, {
      language: null,
      max_waiting_time: null,
    });
    expect(answer.status).toBe(status);
    expect(center.resource('queue/7300')?.fields).toMatchObject(fields);
  });

  it('a required field is not cleared', () => {
    const center = pbx(start);
    expect(fieldsNamed(center.post(`call_queues/${center.id('queue/7300')}`, { name: null }))).toEqual([
      'name',
    ]);
  });
});

describe('3.4 forward rules', () => {
  it('forwardTargets=strict refuses a short number that is nothing of this tenant, so order shows', () => {
    const to = (number: string) => ({ no_answer_forward_rule: { action: 'FORWARD_TO_NUMBER', number } });
    const center = pbx([], {}, { forwardTargets: 'strict' });
    expect(center.post('call_queues', newQueue('7300', to('7301'))).status).toBe(400);
    expect(center.post('call_queues', newQueue('7301', to('4930555123'))).status).toBe(200);
    expect(center.post('call_queues', newQueue('7300', to('7301'))).status).toBe(200);
    expect(pbx().post('call_queues', newQueue('7300', to('7301'))).status).toBe(200);
  });

  it('an inbound rule to a number shows as a queue once the number is one', () => {
    const center = pbx(
      [inbound('4930100@Carrier North', { forward: { action: 'FORWARD_TO_NUMBER', number: '7300' } })],
      {
        trunks: [TRUNK],
      },
    );
    const made = center.post('call_queues', newQueue('7300'));
    const shown = { queue: '7300', forward: null, name: '4930100' };
    expect(center.resource('relay-number/4930100@Carrier North')?.fields).toEqual(shown);
    expect(made.effects.map((effect) => ('put' in effect ? effect.put.address : effect.drop))).toEqual([
      'queue/7300',
      'relay-number/4930100@Carrier North',
    ]);
  });
});

describe('3.5 agent status', () => {
  const start = [
    queue('7300'),
    queue('7301', { agentAutoReady: false }),
    agent('6001'),
    member('7300', '6001'),
    member('7301', '6001'),
  ];
  const path = (center: ReturnType<typeof pbx>, number = '7300') =>
    `call_queues/${center.id(`queue/${number}`)}/agents`;

  it('LOGGED_IN can be set and never read', () => {
    const center = pbx(start);
    for (const [number, read] of [
      ['7300', 'READY'],
      ['7301', 'NOT_READY'],
    ] as const) {
      expect(center.post(`${path(center, number)}/6001`, { status: 'LOGGED_IN' }).status).toBe(200);
      expect(body(center.get(`${path(center, number)}/6001`)).status).toBe(read);
    }
    expect(body(center.get(`call_queues/${center.id('queue/7300')}/status`)).status).toBe('ONLINE');
  });

  it('BREAK and LUNCH are gone since 22.3, and a reason came', () => {
    const [early, later] = [pbx(start), pbx(start, {}, { rules: '22.8' })];
    expect(early.post(`${path(early)}/6001`, { status: 'BREAK' }).status).toBe(200);
    expect(later.post(`${path(later)}/6001`, { status: 'BREAK' }).status).toBe(400);
    expect(body(later.get(`${path(later)}/6001`))).toHaveProperty('reason', null);
    expect(early.post(`${path(early)}/6001`, { status: 'QUEUE_CALL' }).status).toBe(400);
  });

  it('a call shows in the item, under the queue and under the user', () => {
    const center = pbx(start);
    setInCall(center.state, '6001', true);
    const user = `users/${center.id('agent/6001')}`;
    expect(body(center.get(`${path(center)}/6001`)).status).toBe('QUEUE_CALL');
    expect(body(center.get(`${user}/call_queues/${center.id('queue/7301')}/agent`)).status).toBe(
      'QUEUE_CALL',
    );
    expect(body(center.get(`${user}/status`)).status).toBe('ON_CALL');
    setInCall(center.state, '6001', false);
    expect(body(center.get(`${path(center)}/6001`)).status).toBe('OFFLINE');
  });

  it.each([
    ['keeps', 'READY'],
    ['resets', 'OFFLINE'],
  ])('Choice: a re-post of the list %s the live status', (repost, status) => {
    const center = pbx(start, {}, { repost });
    center.post(`${path(center)}/6001`, { status: 'READY' });
    center.post(path(center), { items: [{ extension_number: '6001' }] });
    expect(body(center.get(`${path(center)}/6001`)).status).toBe(status);
  });

  it('a user’s queues, and its status in one of them', () => {
    const center = pbx([...start, agent('6002')]);
    const rows = items(center.get(`users/${center.id('agent/6001')}/call_queues`));
    expect(rows.map((row) => row.extension_number).sort()).toEqual(['7300', '7301']);
    expect(items(center.get(`users/${center.id('agent/6002')}/call_queues`))).toEqual([]);
    const path = `users/${center.id('agent/6001')}/call_queues/${center.id('queue/7300')}/agent`;
    expect(center.post(path, { status: 'NOT_READY' }).status).toBe(200);
    expect(body(center.get(path)).status).toBe('NOT_READY');
  });
});

describe('4.2 users', () => {
  it.each([
    ['name', 'a b', 'Admin'],
    ['name', '.ana', 'ana.'],
    ['name', 'x'.repeat(65), 'a/b'],
    ['email', 'nobody', `${'x'.repeat(120)}@example.com`],
    ['mobile_phone', '1'.repeat(33), 5],
    ['department', 'x'.repeat(129), 1],
    ['role', 'Emperor', ''],
    ['display_name', 'x'.repeat(1025), null],
    ['sms', 'YES', 1],
    [
      'office_hours',
      { mode: 'ALWAYS' },
      { monday: { enabled: true, ranges: [{ from: '18:00', to: '09:00' }] } },
    ],
    ['available_office_hours_forward_rule', { action: 'SING' }, 7],
    ['dnd_office_hours_forward_rule', { action: 'RING_ANYWAY' }, 7],
    ['created_at', '2026-01-01T00:00:00Z', 1],
  ])('%s: %j and %j are refused', (field, one, other) => {
    const center = pbx();
    for (const value of [one, other]) {
      const answer = center.post('users', newUser('6001', { [field]: value }));
      expect([answer.status, fieldsNamed(answer)]).toEqual([400, [field]]);
    }
  });

  it('every required field is asked for', () => {
    expect(fieldsNamed(pbx().post('users', {})).sort()).toEqual(
      [
        'display_name',
        'email',
        'extension_number',
        'extension_password',
        'name',
        'password',
        'role',
        'voicemail_pin',
      ].sort(),
    );
  });

  it('login names are one namespace, in any case', () => {
    const center = pbx([agent('6001', { username: 'Ana' })]);
    expect(fieldsNamed(center.post('users', newUser('6002', { name: 'ANA' })))).toEqual(['name']);
    center.post(`users/${center.id('agent/6001')}/destroy`);
    expect(center.post('users', newUser('6002', { name: 'ANA' })).status).toBe(201);
  });

  it.each([
    ['password', 'sH7!x', 'too short'],
    ['password', `${'aB3!'.repeat(8)}x`, 'too long'],
    ['password', '7391!5028', 'no letter'],
    ['password', 'kwMqtzQp!', 'no digit'],
    ['password', 'k7w2m9qt', 'no upper case, no special character'],
    ['password', 'xK7!abc2Q', 'a sequence'],
    ['extension_password', 'xK7!cba2Q', 'a sequence backwards'],
    ['extension_password', 'xK!9872Qm', 'digits in sequence'],
    ['password', 'kkk7!W2mQ', 'a repeat'],
    ['password', 'X!login6001q', 'like the login'],
    ['extension_password', 'kW!6001#tRz', 'like the extension'],
    ['voicemail_pin', '73950', 'five digits'],
    ['voicemail_pin', '73950273950', 'eleven digits'],
    ['voicemail_pin', '7395a2', 'a letter'],
    ['voicemail_pin', '739111', 'a repeat'],
    ['voicemail_pin', '012739', 'a sequence'],
  ])('%s %j is refused: %s; the answer does not quote it', (field, value) => {
    const answer = pbx().post('users', newUser('6001', { [field]: value }));
    expect([answer.status, codes(answer), fieldsNamed(answer)]).toEqual([400, ['VALIDATE_FAILED'], [field]]);
    expect(JSON.stringify(answer.body)).not.toContain(value);
  });

  it('the policy can be read and changed', () => {
    const center = pbx();
    expect(body(center.get('tenant/password_policy'))).toEqual({
      min_length: 6,
      max_length: 32,
      contains_letters: true,
      contains_numbers: true,
      contains_special_letters: true,
      disable_sequential_characters: true,
      disable_repeating_characters: true,
      disable_account_information: true,
    });
    expect(center.post('tenant/password_policy', { min_length: 33 }).status).toBe(400);
    expect(center.post('tenant/password_policy', { min_length: 20, max_length: 10 }).status).toBe(400);
    expect(center.post('tenant/password_policy', { contains_numbers: false }).status).toBe(200);
    expect(center.post('users', newUser('6001', { password: 'kwMqtzQp!' })).status).toBe(201);
  });

  it('passwords have their own endpoints and the same rules', () => {
    const center = pbx([agent('6001')]);
    const path = `users/${center.id('agent/6001')}`;
    for (const action of ['password', 'extension_password']) {
      expect(center.post(`${path}/${action}`, { password: 'short' }).status).toBe(400);
      expect(center.post(`${path}/${action}`, {}).status).toBe(400);
      expect(center.post(`${path}/${action}`, { password: 'kW7!mQ2#rT9+xB4%' })).toMatchObject({
        status: 200,
        body: undefined,
      });
    }
  });

  it('the role has its own endpoint; in an update body it is not taken', () => {
    const center = pbx([agent('6001')]);
    const path = `users/${center.id('agent/6001')}`;
    center.post(path, { role: 'Admin' });
    expect(center.resource('agent/6001')?.fields.role).toBe('StandardUser');
    expect(center.post(`${path}/role`, { role: 'QueueManager' }).status).toBe(200);
    expect(center.resource('agent/6001')?.fields.role).toBe('QueueManager');
    for (const wrong of [{ role: 'SystemAdmin' }, { role: 7 }, {}, undefined])
      expect(center.post(`${path}/role`, wrong).status).toBe(400);
  });

  it('4.2 Secrets: no password is read in 22.2, nor later unless the tenant allows it; the PIN is', () => {
    const secrets = ['password', 'extension_password'];
    const shown = (options: Record<string, string>) => {
      const center = pbx([agent('6001')], {}, options);
      const item = body(center.get(`users/${center.id('agent/6001')}`));
      expect(item.voicemail_pin).toMatch(/^\d{8}$/);
      const rows = items(center.get('users'));
      expect(secrets.some((name) => name in (rows[0] ?? {}))).toBe(false);
      expect(rows[0]).not.toHaveProperty('voicemail_pin');
      return secrets.filter((name) => name in item);
    };
    expect(shown({})).toEqual([]);
    expect(shown({ rules: '22.8' })).toEqual([]);
    expect(shown({ rules: '22.8', passwordRetrieval: 'on' })).toEqual(secrets);
  });

  it('since 22.6 display_name is required on update and at most 128 long', () => {
    const center = pbx([agent('6001')], {}, { rules: '22.8' });
    const path = `users/${center.id('agent/6001')}`;
    expect(fieldsNamed(center.post(path, { department: 'North' }))).toEqual(['display_name']);
    expect(center.post(path, { display_name: 'x'.repeat(129) }).status).toBe(400);
    expect(center.post(path, { display_name: 'Ana', department: 'North' }).status).toBe(200);
    const early = pbx([agent('6001')]);
    expect(early.post(`users/${early.id('agent/6001')}`, { department: 'North' }).status).toBe(200);
  });

  it('a user of a directory says so', () => {
    const center = pbx([agent('6001'), agent('6002')], { synced: ['6002'] });
    const rows = items(center.get('users', { orderby: 'extension_number' }));
    expect(rows.map((row) => row.sync_type)).toEqual([null, 'Microsoft 365']);
  });

  it('5.1 caller ids lie in the pool of their trunk', () => {
    const center = pbx([agent('6001')], { trunks: [TRUNK] });
    const path = `users/${center.id('agent/6001')}`;
    const provider_id = center.id('trunk/Carrier North');
    const ids = (caller_id: string, id = provider_id) => ({
      outbound_caller_ids: [{ provider_id: id, caller_id }],
    });
    expect(center.post(path, ids('4930250')).status).toBe(200);
    expect(center.post(path, ids('4930300')).status).toBe(400);
    expect(center.post(path, ids('4930250', 'bm90LWEtdHJ1bms=')).status).toBe(400);
  });
});

describe('2.2 and 9.12 roles', () => {
  it('22.2: keyed by name', () => {
    const center = pbx([agent('6001', { role: 'Night Shift' })]);
    const names = items(center.get('roles', { orderby: 'name' })).map((row) => row.name);
    expect(names).toEqual([
      'Admin',
      'Night Shift',
      'QueueManager',
      'StandardInternationalUser',
      'StandardUser',
    ]);
    expect(body(center.get('roles/Night%20Shift')).name).toBe('Night Shift');
    expect(center.get('roles/Emperor').status).toBe(404);
    expect(items(center.get('roles'))[0]).not.toHaveProperty('id');
  });

  it('22.8: rows have ids; the role call wants the name, or with roleBy=id the id', () => {
    for (const roleBy of ['name', 'id']) {
      const center = pbx([agent('6001')], {}, { rules: '22.8', roleBy });
      const row = items(center.get('roles')).find((one) => one.name === 'QueueManager');
      expect(body(center.get(`roles/${row?.id}`)).name).toBe('QueueManager');
      const path = `users/${center.id('agent/6001')}`;
      const [right, wrong] = roleBy === 'name' ? [row?.name, row?.id] : [row?.id, row?.name];
      expect(center.post(`${path}/role`, { role: wrong }).status).toBe(400);
      expect(center.post(`${path}/role`, { role: right }).status).toBe(200);
      expect(body(center.get(path))).toMatchObject({
        role: 'QueueManager',
        role_name: 'QueueManager',
        role_id: row?.id,
      });
    }
  });

  it('22.3 and later: only a system-wide user deletes an Admin', () => {
    const later = pbx([agent('6001', { role: 'Admin' })], {}, { rules: '22.8' });
    const path = `users/${later.id('agent/6001')}/destroy`;
    expect(later.post(path).status).toBe(403);
    later.state.systemWide = true;
    expect(later.post(path).status).toBe(204);
    const early = pbx([agent('6001', { role: 'Admin' })]);
    expect(early.post(`users/${early.id('agent/6001')}/destroy`).status).toBe(204);
  });
});

describe('6.1 webhook slots', () => {
  const url = 'https://crm.example.com/hooks/pbx';
  const other = 'https://wall.example.com/presence';

  it('are unset at first, and there once they have a URL', () => {
    const center = pbx();
    expect(body(center.get('tenant')).cdr_event).toEqual({
      enabled: false,
      auth: 'DISABLE',
      username: null,
      password: null,
      token: null,
      url: null,
    });
    const answer = center.post('tenant', { cdr_event: { enabled: true, url } });
    expect(answer).toMatchObject({ status: 200, body: undefined });
    expect(answer.effects).toEqual([{ put: center.resource('subscription/cdr_event') }]);
    expect(center.resource('subscription/cdr_event')?.fields).toEqual({
      callback: url,
      enabled: true,
      auth: 'DISABLE',
    });
    expect(center.resource('subscription/extension_event')).toBeUndefined();
  });

  it('disabling keeps the configuration; a null URL removes it', () => {
    const center = pbx([
      { kind: 'subscription', address: 'subscription/cdr_event', fields: { callback: url, enabled: true } },
    ]);
    center.post('tenant', { cdr_event: { enabled: false } });
    expect(center.resource('subscription/cdr_event')?.fields).toMatchObject({
      callback: url,
      enabled: false,
    });
    const gone = center.post('tenant', { cdr_event: { url: null } });
    expect(gone.effects).toEqual([{ drop: 'subscription/cdr_event' }]);
  });

  it('the rest of the tenant stays, unless tenantUpdate=replace', () => {
    const slots = [
      {
        kind: 'subscription',
        address: 'subscription/extension_event',
        fields: { callback: other, enabled: true },
      },
    ];
    const merge = pbx(slots, { domain: 'acme.example.com' });
    merge.post('tenant', { cdr_event: { enabled: true, url } });
    expect(merge.resource('subscription/extension_event')?.fields.callback).toBe(other);
    const replace = pbx(slots, { domain: 'acme.example.com' }, { tenantUpdate: 'replace' });
    expect(fieldsNamed(replace.post('tenant', { cdr_event: { enabled: true, url } })).sort()).toEqual([
      'domain',
      'name',
    ]);
    replace.post('tenant', { name: 'Acme', domain: 'acme.example.com', cdr_event: { enabled: true, url } });
    expect(replace.resource('subscription/extension_event')).toBeUndefined();
  });

  it.each([
    [{ enabled: true }, 'cdr_event.url'],
    [{ url: 'x'.repeat(129) }, 'cdr_event.url'],
    [{ enabled: true, url, auth: 'BASIC', username: 'someone' }, 'cdr_event.password'],
    [{ enabled: true, url, auth: 'BEARER' }, 'cdr_event.token'],
    [{ auth: 'NTLM' }, 'cdr_event.auth'],
    [{ username: 'UPPER CASE' }, 'cdr_event.username'],
    [{ password: 'short' }, 'cdr_event.password'],
    [{ events: ['call_cdr'] }, 'cdr_event.events'],
  ])('%j is refused: %s', (slot, field) => {
    const answer = pbx().post('tenant', { cdr_event: slot });
    expect([answer.status, fieldsNamed(answer)]).toEqual([400, [field]]);
    expect(pbx().post('tenant', { max_extensions: 5 }).status).toBe(400);
  });

  it('credentials are in GET /tenant, and in no resource', () => {
    const center = pbx();
    const cdr_event = { enabled: true, url, auth: 'DIGEST', username: 'hookuser', password: 'hookword99' };
    expect(center.post('tenant', { cdr_event }).status).toBe(200);
    expect(body(center.get('tenant')).cdr_event).toMatchObject(cdr_event);
    expect(JSON.stringify(model.resources(center.state))).not.toMatch(/hookuser|hookword99/);
  });
});

describe('7.2 a pool that shrinks below the numbers in use', () => {
  it('is accepted, and the model names what broke', () => {
    const center = pbx([inbound('4930100@Carrier North', { queue: null, name: 'Main' })], {
      trunks: [TRUNK],
    });
    const path = `providers/${center.id('trunk/Carrier North')}`;
    expect(center.post(path, { did_numbers: '4930200-4930299' }).status).toBe(200);
    expect(model.violations(center.state)).toEqual(['inbound rule Main: its number is outside the pool']);
    expect(center.post(path, { did_numbers: '0049' }).status).toBe(400);
  });
});

describe('5.2 trunks', () => {
  const trunk = {
    name: 'Carrier South',
    transport: 'TLS',
    hostname: 'south.example.com',
    port: 5061,
    outbound_server: 'south.example.com',
    outbound_server_port: 5061,
    concurrency: 10,
    did_numbers: '4989100-4989199',
    password: 'trunkword',
  };

  it('a tenant creates its own, with a unique host and never an IP_AUTH one', () => {
    const center = pbx([], { trunks: [TRUNK] });
    expect(center.post('providers', trunk).status).toBe(201);
    expect(fieldsNamed(center.post('providers', { ...trunk, name: 'Twin' }))).toEqual(['hostname']);
    expect(center.post('providers', { ...trunk, auth_id: 'second', auth_mode: 'IP_AUTH' }).status).toBe(403);
    expect(body(center.get(`providers/${center.id('trunk/Carrier South')}/status`))).toEqual({
      status: 'ONLINE',
    });
  });

  it('a renamed trunk renames its rules', () => {
    const center = pbx([inbound('4930100@Carrier North', { queue: null })], { trunks: [TRUNK] });
    const answer = center.post(`providers/${center.id('trunk/Carrier North')}`, { name: 'North' });
    expect(
      answer.effects.map((effect) => ('put' in effect ? effect.put.address : `- ${effect.drop}`)),
    ).toEqual(['- relay-number/4930100@Carrier North', 'relay-number/4930100@North']);
    expect(center.get(`inbound_rules/${center.id('relay-number/4930100@North')}`).status).toBe(200);
  });
});

describe('8 unknown ids', () => {
  it.each([
    ['404', 404],
    ['400', 400],
  ])('Choice: notFound=%s', (notFound, status) => {
    const center = pbx([queue('7300')], {}, { notFound });
    for (const path of [
      'users/bm9ib2R5IGhlcmU=',
      'call_queues/bm9ib2R5IGhlcmU=',
      'inbound_rules/bm9ib2R5IGhlcmU=',
    ]) {
      expect([center.get(path).status, codes(center.get(path))]).toEqual([status, ['UNKNOWN']]);
      expect(center.post(path, { name: 'x' }).status).toBe(status);
    }
    expect(center.post('inbound_rules/bm9ib2R5IGhlcmU=/destroy').status).toBe(400);
    expect(center.get(`call_queues/${center.id('queue/7300')}/agents/6001`).status).toBe(status);
  });

  it('a malformed escape is a path that does not exist', () => {
    expect(pbx().get('users/%E0%A4%A').status).toBe(404);
  });
});

describe('9.5 skip', () => {
  it('counts from 0: skip 1 leaves one out', () => {
    const center = pbx([agent('6001'), agent('6002')]);
    const rows = items(center.get('users', { skip: '1', orderby: 'extension_number' }));
    expect(rows.map((row) => row.extension_number)).toEqual(['6002']);
  });
});

describe('switches', () => {
  it('have a default, a source in the sheet, and refuse what they do not know', () => {
    for (const { name, values, source } of model.switches) {
      expect(source).toMatch(/^portsip\.md \d/);
      expect(values.length).toBeGreaterThan(1);
      if (!values.includes('…')) expect(() => pbx([], {}, { [name]: 'nonsense' })).toThrow(name);
      for (const value of values)
        expect(() =>
          pbx([], {}, { [name]: value === 'n' ? '7' : value === '…' ? 'Carrier=4400' : value }),
        ).not.toThrow();
    }
  });
});
