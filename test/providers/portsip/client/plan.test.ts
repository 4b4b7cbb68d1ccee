// Plans for PortSIP tenants, by the real planner: which calls, in which order, with what in them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Body, Call, CenterPlan } from '../../../../src/contract/index.js';
import { appliedHash } from '../../../../src/plan/ledger-known.js';
import { provider } from '../../../../src/providers/portsip/provider.js';
import {
  agent,
  callLines,
  desiredOf,
  LEDGER,
  liveOf,
  loaded,
  membership,
  planned,
  queue,
  rule,
  slot,
  TRUNK,
} from './support.js';

const call = (made: CenterPlan, operation: string): Call => {
  const found = made.calls.find((one) => one.operation === operation);
  if (!found) throw new Error(`no ${operation} among ${callLines(made).join('; ')}`);
  return found;
};
const body = (made: CenterPlan, operation: string): Record<string, Body> =>
  call(made, operation).body as Record<string, Body>;
const isBefore = (made: CenterPlan, first: string, second: string): boolean => {
  const at = (key: string): number => made.calls.findIndex((one) => one.changes.includes(key));
  return at(first) >= 0 && at(first) < at(second);
};
const proved = (made: CenterPlan): void => {
  expect(made.problems).toEqual([]);
  expect(made.callCount).toBe(made.lowerBound);
};

const NEW_USER = 'username: ann.lee, name: Ann Lee, email: ann@example.com';

describe('a whole tenant', () => {
  const example = readFileSync(join(import.meta.dirname, '../../../../examples/portsip.yaml'), 'utf8');
  const { centers, problems } = loaded(example);
  const [desired] = centers;
  if (!desired) throw new Error(problems.join('\n'));

  it('is made with the fewest calls, callers last', () => {
    expect(problems).toEqual([]);
    const { plan: made } = planned(desired, liveOf([]));
    proved(made);
    expect(made.manual).toEqual([]);
    // 3 queues, 6 users, 3 lists, 3 rules, 1 for the slots.
    expect(made.callCount).toBe(16);
    expect(made.summary).toMatchObject({ create: 3 + 6 + 7 + 3 + 1, update: 0, delete: 0 });
    expect(isBefore(made, 'create queue/6001', 'create queue/6000')).toBe(true);
    expect(isBefore(made, 'create agent/1001', 'create queue/6001')).toBe(true);
    expect(isBefore(made, 'create membership/6000/1002', 'create relay-number/4400@Carrier A')).toBe(true);
  });

  it('names in a list are written in the order of the file where it counts, else by number', () => {
    const { plan: made } = planned(desired, liveOf([]));
    const lists = made.calls.filter((one) => one.operation === 'queue.agents');
    expect(
      lists.map((one) => [one.path, one.body]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      [
        'call_queues/{queue/6000}/agents',
        {
          items: [
            { extension_number: '1002', skill_level: 1 },
            { extension_number: '1003', skill_level: 1 },
            { extension_number: '1004', skill_level: 1 },
          ],
        },
      ],
      [
        'call_queues/{queue/6001}/agents',
        {
          items: [
            { extension_number: '1001', skill_level: 1 },
            { extension_number: '1004', skill_level: 5 },
          ],
        },
      ],
      [
        'call_queues/{queue/6002}/agents',
        {
          items: [
            { extension_number: '1005', skill_level: 1 },
            { extension_number: '1006', skill_level: 1 },
          ],
        },
      ],
    ]);
  });
});

describe('queues, portsip.md 3', () => {
  it('3.2: a new one says every documented default', () => {
    const { plan: made } = planned('queues: [{ id: "6000", name: Support }]', liveOf([]));
    expect(body(made, 'queue.create')).toEqual({
      extension_number: '6000',
      name: 'Support',
      polling_strategy: 'RING_SIMULTANEOUSLY',
      max_waiting_time: 300,
      ring_time: 20,
      agent_auto_ready: true,
      wait_when_no_agents_online: false,
      sla_time: 0,
      intro_type: 'DISABLE',
      inform_position: 'DISABLE',
      inform_position_interval: 10,
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

  it('9.1: a change reads the queue and lays itself over what is there, prompts never among it', () => {
    const { plan: made } = planned('queues: [{ id: "6000", timeout: 60 }]', liveOf([queue('6000')]));
    proved(made);
    const { path, body: sent, over } = call(made, 'queue.update');
    expect(path).toBe('call_queues/{queue/6000}');
    expect(sent).toEqual({ max_waiting_time: 60 });
    expect(over?.path).toBe(path);
    expect(over?.keep).toContain('outbound_caller_ids');
    expect(over?.keep).toContain('wrap_up_time');
    expect(over?.keep.filter((name) => /prompt_file|^id$|^extension_number$/.test(name))).toEqual([]);
  });

  it('9.2: says beforehand which prompts are at stake, and afterwards which are lost', () => {
    const facts = { prompts: { 'queue/6000': ['moh wait.wav (9 bytes)'] } };
    const { plan: made, context } = planned(
      'queues: [{ id: "6000", timeout: 60 }]',
      liveOf([queue('6000')], facts),
    );
    expect(made.changes[0]).toMatchObject({ risk: 'medium' });
    expect(made.changes[0]?.riskReason).toContain('moh wait.wav');
    const { confirm } = provider.operations['queue.update'] ?? {};
    const notes = (row: object) =>
      confirm?.notes?.({ status: 200, headers: {}, body: row, text: '' }, made.changes, context);
    expect(notes({ moh_prompt_file_name: 'wait.wav', moh_prompt_file_size: 9 })).toEqual([]);
    expect(notes({ moh_prompt_file_name: null })).toMatchObject([
      { change: 'update queue/6000', message: expect.stringContaining('moh wait.wav') },
    ]);
  });

  it('3.4: two new queues that forward to each other are made first and tied together then', () => {
    const forward = (to: string): string => `noAnswer: { action: FORWARD_TO_NUMBER, number: "${to}" }`;
    const { plan: made } = planned(
      `queues:\n  - { id: "6000", name: A, ${forward('6001')} }\n  - { id: "6001", name: B, ${forward('6000')} }`,
      liveOf([]),
    );
    proved(made);
    expect(callLines(made)).toEqual([
      'queue.create: create queue/6000',
      'queue.create: create queue/6001',
      'queue.update: update queue/6000',
    ]);
    expect(made.calls[0]?.body).not.toHaveProperty('no_answer_forward_rule');
    expect(made.calls[1]?.body).toMatchObject({
      no_answer_forward_rule: { action: 'FORWARD_TO_NUMBER', number: '6000' },
    });
    expect(made.calls[2]?.body).toEqual({
      no_answer_forward_rule: { action: 'FORWARD_TO_NUMBER', number: '6001' },
    });
  });

  it('3.4: a number that is none of ours is nobody’s business', () => {
    const { plan: made } = planned(
      'queues: [{ id: "6000", name: A, noAnswer: { action: FORWARD_TO_NUMBER, number: "+4600000000" } }]',
      liveOf([]),
    );
    proved(made);
    expect(made.manual).toEqual([]);
  });

  it('7.2: refuses to delete what another queue still forwards to, and re-points first where it is told to', () => {
    const forward = { action: 'FORWARD_TO_NUMBER', number: '6001' };
    const live = liveOf([queue('6000', { noAnswer: forward }), queue('6001')]);
    const absent = 'queues:\n  - { id: "6001", state: absent }\n';
    expect(planned(absent, live).plan.problems.map(({ code }) => code)).toEqual(['still-referred']);
    const told = `${absent}  - { id: "6000", noAnswer: { action: HANGUP } }\n`;
    const { plan: made } = planned(told, live);
    proved(made);
    expect(callLines(made)).toEqual(['queue.update: update queue/6000', 'queue.delete: delete queue/6001']);
  });

  it('9.2: a queue needs a name to be made', () => {
    const { plan: made } = planned('queues: [{ id: "6000", timeout: 60 }]', liveOf([]));
    expect(made.manual.map(({ address }) => address)).toEqual(['queue/6000']);
  });
});

describe('lists of agents, portsip.md 3.5', () => {
  const ordered = { strategy: 'PRIORITIZED_HUNT' };
  const pair = [agent('1001'), agent('1002')];

  it('order counts where the strategy keeps one', () => {
    const desired = 'memberships: [{ queue: "6000", agents: ["1002", "1001"] }]';
    const live = liveOf([
      queue('6000', ordered),
      ...pair,
      membership('6000', '1001', { position: 0 }),
      membership('6000', '1002', { position: 1 }),
    ]);
    const { plan: made } = planned(desired, live);
    proved(made);
    expect(body(made, 'queue.agents')).toEqual({
      items: [
        { extension_number: '1002', skill_level: 1 },
        { extension_number: '1001', skill_level: 1 },
      ],
    });
  });

  it('and nowhere else: the same members are the same', () => {
    const live = liveOf([queue('6000'), ...pair, membership('6000', '1001'), membership('6000', '1002')]);
    const { plan: made } = planned('memberships: [{ queue: "6000", agents: ["1002", "1001"] }]', live);
    expect(made.status).toBe('clean');
  });

  it('the strategy of the file decides, not the one of today', () => {
    const live = liveOf([queue('6000'), ...pair, membership('6000', '1001'), membership('6000', '1002')]);
    const { plan: made } = planned(
      'queues: [{ id: "6000", strategy: PRIORITIZED_HUNT }]\nmemberships: [{ queue: "6000", agents: ["1002", "1001"] }]',
      live,
    );
    proved(made);
    expect(callLines(made)).toEqual([
      'queue.update: update queue/6000',
      'queue.agents: update membership/6000/1001, update membership/6000/1002',
    ]);
  });

  it('whoever joins and whoever leaves, it is one call with the whole list and every skill level', () => {
    const live = liveOf([
      queue('6000'),
      ...pair,
      agent('1003'),
      membership('6000', '1001', { skillLevel: 7 }),
      membership('6000', '1002'),
    ]);
    const { plan: made } = planned(
      'memberships: [{ queue: "6000", agents: ["1001", { agent: "1003", skillLevel: 4 }] }]',
      live,
    );
    proved(made);
    expect(made.calls).toHaveLength(1);
    // A skill level that the file leaves out stays what it is.
    expect(body(made, 'queue.agents')).toEqual({
      items: [
        { extension_number: '1001', skill_level: 7 },
        { extension_number: '1003', skill_level: 4 },
      ],
    });
    expect(made.changes.find(({ action }) => action === 'delete')).toMatchObject({ certainty: 'assumed' });
  });

  it('one that a person must make first is left out, and the others close up', () => {
    const live = liveOf([queue('6000', ordered), ...pair]);
    const { plan: made } = planned(
      'agents: [{ id: "1009", name: Nobody }]\nmemberships: [{ queue: "6000", agents: ["1001", "1009", "1002"] }]',
      live,
    );
    expect(made.manual).toMatchObject([{ address: 'agent/1009', blocks: ['membership/6000/1009'] }]);
    expect(body(made, 'queue.agents')).toEqual({
      items: [
        { extension_number: '1001', skill_level: 1 },
        { extension_number: '1002', skill_level: 1 },
      ],
    });
    expect(made.changes.map(({ fields }) => fields.find(({ path }) => path === 'position')?.after)).toEqual([
      0, 1,
    ]);
  });

  it('an emptied list is an empty list', () => {
    const live = liveOf([queue('6000'), agent('1001'), membership('6000', '1001')]);
    const { plan: made } = planned('memberships: [{ queue: "6000", agents: [], allowEmpty: true }]', live);
    expect(body(made, 'queue.agents')).toEqual({ items: [] });
  });
});

describe('users, portsip.md 4', () => {
  it('4.2: a new one has what PortSIP demands, its secrets as stand-ins', () => {
    const { plan: made } = planned(`agents: [{ id: "1001", ${NEW_USER} }]`, liveOf([]));
    proved(made);
    expect(body(made, 'agent.create')).toEqual({
      name: 'ann.lee',
      extension_number: '1001',
      display_name: 'Ann Lee',
      email: 'ann@example.com',
      enabled: true,
      role: 'StandardUser',
      password: { $secret: 'new:agent/1001#password' },
      extension_password: { $secret: 'new:agent/1001#extensionPassword' },
      voicemail_pin: { $secret: 'new:agent/1001#voicemailPin' },
    });
  });

  it('4.2: a given secret is taken, and compared with nothing that is live', () => {
    const text = `agents: [{ id: "1001", ${NEW_USER}, password: "\${NEW_PASSWORD}", voicemailPin: "\${NEW_PIN}" }]`;
    const { plan: made } = planned(text, liveOf([]));
    expect(body(made, 'agent.create')).toMatchObject({
      password: { $secret: 'env:NEW_PASSWORD' },
      voicemail_pin: { $secret: 'env:NEW_PIN' },
    });
    const plain = agent('1001', { username: 'ann.lee', name: 'Ann Lee', email: 'ann@example.com' });
    const again = planned(text, liveOf([plain])).plan;
    expect(again.changes).toMatchObject([{ key: 'update agent/1001', certainty: 'unknowable' }]);
    proved(again);
    // The ledger says that it was set: nothing to do.
    const wanted = desiredOf(text).resources.get('agent/1001');
    const kind = provider.kinds.find(({ name }) => name === 'agent');
    const applied = kind && wanted && appliedHash(kind, wanted.fields);
    const ledger = { ...LEDGER, facts: { 'agent/1001': applied === undefined ? {} : { applied } } };
    expect(planned(text, liveOf([plain]), ledger).plan.status).toBe('clean');
  });

  it('4.1: role and both passwords are calls of their own, the rest is one with the PIN', () => {
    const text = `agents:
  - id: "1001"
    name: New Name
    role: QueueManager
    password: \${NEW_PASSWORD}
    extensionPassword: \${NEW_SIP}
    voicemailPin: \${NEW_PIN}`;
    const { plan: made } = planned(text, liveOf([agent('1001')]));
    proved(made);
    expect(made.calls.map(({ method, path, body: sent }) => [method, path, sent])).toEqual([
      [
        'POST',
        'users/{agent/1001}',
        { display_name: 'New Name', voicemail_pin: expect.objectContaining({ $secret: 'env:NEW_PIN' }) },
      ],
      ['POST', 'users/{agent/1001}/role', { role: 'QueueManager' }],
      [
        'POST',
        'users/{agent/1001}/password',
        { password: expect.objectContaining({ $secret: 'env:NEW_PASSWORD' }) },
      ],
      [
        'POST',
        'users/{agent/1001}/extension_password',
        { password: expect.objectContaining({ $secret: 'env:NEW_SIP' }) },
      ],
    ]);
    expect(made.calls[0]?.over?.keep).toContain('voicemail_pin');
  });

  it('22.6: an update says the name even when something else changes; a cleared text is sent empty', () => {
    const live = liveOf([agent('1001', { mobile: '4600000001' })]);
    const { plan: made } = planned('agents: [{ id: "1001", mobile: null, enabled: false }]', live);
    expect(body(made, 'agent.update')).toEqual({
      display_name: 'User 1001',
      mobile_phone: '',
      enabled: false,
    });
    expect(made.changes[0]).toMatchObject({ risk: 'medium' });
  });

  it('9.12: where the name of a role is refused, its id is tried', () => {
    const role = provider.operations['agent.role'];
    const refused = { outcome: 'failed', code: 'VALIDATE_FAILED', message: 'no' } as const;
    const request = { method: 'POST', path: 'users/{agent/1001}/role', body: { role: 'Admin' } } as const;
    expect(role?.fallback?.(request, refused)).toEqual({ ...request, body: { role: { $id: 'role/Admin' } } });
    const byId = role?.fallback?.(request, refused);
    expect(role?.fallback?.(request, { ...refused, code: 'http-400' }), 'half a refusal').toEqual(byId);
    expect(role?.fallback?.(request, { ...refused, code: 'http-404' })).toBeUndefined();
    expect(role?.fallback?.(request, { outcome: 'unknown', message: '' })).toBeUndefined();
  });

  it('4.1: a role that the tenant has not is left to a person', () => {
    const live = liveOf([agent('1001')], { roles: ['QueueManager', 'StandardUser'] });
    const { plan: made } = planned('agents: [{ id: "1001", role: Leader }]', live);
    expect(made.manual).toMatchObject([
      { address: 'agent/1001', reason: expect.stringContaining('no role "Leader"') },
    ]);
    expect(made.calls).toEqual([]);
    expect(planned('agents: [{ id: "1001", role: QueueManager }]', live).plan.manual).toEqual([]);
  });

  it('4.2: a login cannot be renamed, and a user cannot be made without one', () => {
    const live = liveOf([agent('1001')]);
    const renamed = planned('agents: [{ id: "1001", username: other }]', live).plan;
    expect(renamed.problems.map(({ code }) => code)).toEqual(['immutable-field']);
    const bare = planned('agents: [{ id: "1002", name: Ann }]', live).plan;
    expect(bare.manual).toMatchObject([
      { address: 'agent/1002', reason: expect.stringContaining('username, email') },
    ]);
    const reserved = planned(
      'agents: [{ id: "1002", name: Ann, email: a@example.com, username: Root }]',
      live,
    ).plan;
    expect(reserved.manual).toMatchObject([{ reason: expect.stringContaining('reserved') }]);
  });

  it('7.2: leaves its queues before it is destroyed, also those that the file does not name', () => {
    const live = liveOf([
      queue('6000', { strategy: 'PRIORITIZED_HUNT' }),
      agent('1001'),
      agent('1002'),
      membership('6000', '1001', { position: 0 }),
      membership('6000', '1002', { position: 1 }),
    ]);
    const { plan: made } = planned('agents: [{ id: "1001", state: absent }]', live);
    proved(made);
    expect(callLines(made)).toEqual([
      'queue.agents: delete membership/6000/1001',
      'agent.delete: delete agent/1001',
    ]);
    expect(body(made, 'queue.agents')).toEqual({ items: [{ extension_number: '1002', skill_level: 1 }] });
  });

  it.each([
    [
      'its own account cannot be switched off',
      'enabled: false',
      { 'agent/1001': 'it is the account that this program signs in with' },
      true,
    ],
    [
      'its own account may get a phone',
      'mobile: "4600000001"',
      { 'agent/1001': 'it is the account that this program signs in with' },
      false,
    ],
    [
      'a user of a directory is left alone',
      'name: Other',
      { 'agent/1001': 'Microsoft 365 keeps this user in step with its directory' },
      true,
    ],
    [
      'an Admin may be changed',
      'name: Other',
      { 'agent/1001': 'only the system administrator can delete a user whose role is Admin' },
      false,
    ],
  ])('%s', (_name, field, untouchable, isManual) => {
    const live = liveOf([agent('1001')], {}, { untouchable });
    const { plan: made } = planned(`agents: [{ id: "1001", ${field} }]`, live);
    expect(made.manual.length > 0).toBe(isManual);
    expect(made.changes.length > 0).toBe(!isManual);
  });
});

describe('numbers of the tenant, portsip.md 2.2 and 7.1', () => {
  it('limits are counted before the first write', () => {
    const facts = { limits: { users: 2, queues: 1 } };
    const { plan: made } = planned(
      'queues: [{ id: "6000", name: A }, { id: "6001", name: B }]',
      liveOf([agent('1001')], facts),
    );
    expect(made.problems.map(({ code, message }) => `${code} ${message.slice(0, 40)}`)).toEqual([
      'quota queues of the tenant: 2 would be in use ',
    ]);
  });

  it('a full tenant exchanges a queue by deleting first', () => {
    const facts = { limits: { users: 2, queues: 1 } };
    const { plan: made } = planned(
      'queues:\n  - { id: "6000", state: absent }\n  - { id: "6001", name: B }',
      liveOf([queue('6000')], facts),
    );
    proved(made);
    expect(callLines(made)).toEqual(['queue.delete: delete queue/6000', 'queue.create: create queue/6001']);
  });

  it('a number that becomes a user’s is given back by its queue first', () => {
    const { plan: made } = planned(
      `queues: [{ id: "6000", state: absent }]\nagents: [{ id: "6000", ${NEW_USER} }]`,
      liveOf([queue('6000')]),
    );
    proved(made);
    expect(callLines(made)).toEqual(['queue.delete: delete queue/6000', 'agent.create: create agent/6000']);
  });

  it('a number that is taken by a live user is refused', () => {
    const { plan: made } = planned('queues: [{ id: "1001", name: A }]', liveOf([agent('1001')]));
    expect(made.problems.map(({ code }) => code)).toEqual(['quota']);
  });
});

describe('22.8, portsip.md 7.2', () => {
  const facts = { version: '22.8.0', withoutContactCenter: ['1001', '1002'] };
  const list = 'memberships: [{ queue: "6000", agents: ["1001"] }]\n';

  it('a new user who joins a queue is made with the licence', () => {
    const { plan: made } = planned(
      `${list}agents: [{ id: "1001", ${NEW_USER} }]`,
      liveOf([queue('6000')], { version: '22.8.0' }),
    );
    proved(made);
    expect(body(made, 'agent.create')).toMatchObject({ enable_cc: true });
  });

  it('a user who changes anyway gets it along the way, before the list', () => {
    const { plan: made } = planned(
      `${list}agents: [{ id: "1001", name: New }]`,
      liveOf([queue('6000'), agent('1001')], facts),
    );
    proved(made);
    expect(callLines(made)).toEqual([
      'agent.update: update agent/1001',
      'queue.agents: create membership/6000/1001',
    ]);
    expect(body(made, 'agent.update')).toMatchObject({ enable_cc: true });
    expect(made.calls[1]?.after).toEqual(['c1']);
  });

  it('one who only joins needs a call more, which the bound counts', () => {
    const live = liveOf([queue('6000'), agent('1001'), agent('1002')], facts);
    const { plan: made } = planned(list, live);
    proved(made);
    expect(made.calls.map(({ path, body: sent }) => [path, sent])).toEqual([
      ['users/{agent/1001}', { display_name: 'User 1001', enable_cc: true }],
      ['call_queues/{queue/6000}/agents', { items: [{ extension_number: '1001', skill_level: 1 }] }],
    ]);
  });

  it('in 22.2 there is no such thing', () => {
    const live = liveOf([queue('6000'), agent('1001')], { ...facts, version: '22.2.4' });
    const { plan: made } = planned(list, live);
    proved(made);
    expect(callLines(made)).toEqual(['queue.agents: create membership/6000/1001']);
  });
});

describe('inbound rules, portsip.md 5.3', () => {
  const item = (more: string): string => `relayNumbers: [{ number: "4400", trunk: Carrier A, ${more} }]`;

  it('"always to the queue" sets both rules, on the trunk of that name', () => {
    const { plan: made } = planned(item('queue: "6000"'), liveOf([queue('6000')]));
    proved(made);
    const to = { action: 'FORWARD_TO_NUMBER', number: '6000' };
    expect(body(made, 'rule.create')).toEqual({
      name: '4400',
      enabled: true,
      provider_id: { $id: 'trunk/Carrier A' },
      did_numbers: '4400',
      office_hours_forward_rule: to,
      non_office_hours_forward_rule: to,
    });
  });

  it('a change keeps the rest, and sends holidays as the ids that they are written as', () => {
    const address = 'relay-number/4400@Carrier A';
    const live = liveOf([queue('6000'), rule('4400@Carrier A', { queue: null })], {
      holidays: { [address]: ['aG9s'] },
    });
    const { plan: made } = planned(item('queue: "6000"'), live);
    proved(made);
    const to = { action: 'FORWARD_TO_NUMBER', number: '6000' };
    expect(body(made, 'rule.update')).toEqual({
      office_hours_forward_rule: to,
      non_office_hours_forward_rule: to,
      holiday_forward_rule: to,
      holidays: ['aG9s'],
    });
    expect(call(made, 'rule.update').over?.keep).not.toContain('holidays');
    expect(made.changes[0]).toMatchObject({ risk: 'medium' });
  });

  it('a forward to a queue is the queue', () => {
    const live = liveOf([queue('6000'), rule('4400@Carrier A', { queue: '6000' })]);
    const { plan: made } = planned(item('forward: { action: FORWARD_TO_NUMBER, number: "6000" }'), live);
    expect(made.status).toBe('clean');
  });

  it('is re-pointed before its queue goes', () => {
    const live = liveOf([queue('6000'), queue('6001'), rule('4400@Carrier A', { queue: '6000' })]);
    const absent = 'queues: [{ id: "6000", state: absent }]\n';
    expect(planned(absent, live).plan.problems.map(({ code }) => code)).toEqual(['still-referred']);
    const { plan: made } = planned(`${absent}${item('queue: "6001"')}`, live);
    proved(made);
    expect(isBefore(made, 'update relay-number/4400@Carrier A', 'delete queue/6000')).toBe(true);
  });

  it('keeps its queue also where it leads there in office hours alone', () => {
    const inOfficeHours = { ...rule('4400@Carrier A', { queue: null }), aside: { sometimes: ['6000'] } };
    const absent = 'queues: [{ id: "6000", state: absent }]\n';
    const { problems } = planned(absent, liveOf([queue('6000'), inOfficeHours])).plan;
    expect(problems.map(({ code }) => code)).toEqual(['still-referred']);
  });

  it.each([
    ['an unknown trunk', 'relayNumbers: [{ number: "4400", trunk: Carrier B, queue: "6000" }]', 'no trunk'],
    [
      'a number outside the pool',
      'relayNumbers: [{ number: "4500", trunk: Carrier A, queue: "6000" }]',
      'pool',
    ],
    [
      'a range that leaves the pool',
      'relayNumbers: [{ number: "4490-4500", trunk: Carrier A, queue: "6000" }]',
      'pool',
    ],
    ['nowhere to go', 'relayNumbers: [{ number: "4400", trunk: Carrier A }]', 'leads nowhere'],
  ])('%s needs a person', (_name, text, why) => {
    const { plan: made } = planned(text, liveOf([queue('6000')]));
    expect(made.changes).toEqual([]);
    expect(made.manual).toMatchObject([{ reason: expect.stringContaining(why) }]);
  });

  it('two trunks of one name cannot be told apart', () => {
    const trunks = [TRUNK, TRUNK];
    const { plan: made } = planned(item('queue: "6000"'), liveOf([queue('6000')], { trunks }));
    expect(made.manual).toMatchObject([{ reason: expect.stringContaining('2 trunks') }]);
  });
});

describe('a lost answer', () => {
  it.each(['agent.create', 'agent.delete', 'queue.create'])(
    'of %s: nothing is sent again without a look',
    (name) => {
      expect(provider.operations[name]?.afterUnknown).toEqual({ rule: 'look' });
    },
  );
});

describe('webhook slots, portsip.md 6.1', () => {
  it('both are one call, and it carries nothing else', () => {
    const { plan: made } = planned(
      `subscriptions:
  - { name: cdr_event, callback: "https://crm.example.com/a" }
  - { name: extension_event, callback: "https://crm.example.com/b", auth: BEARER, token: "\${HOOK_TOKEN}" }`,
      liveOf([]),
    );
    proved(made);
    expect(made.calls).toMatchObject([{ method: 'POST', path: 'tenant' }]);
    expect(made.calls[0]?.body).toEqual({
      cdr_event: { enabled: true, auth: 'DISABLE', url: 'https://crm.example.com/a' },
      extension_event: {
        enabled: true,
        auth: 'BEARER',
        url: 'https://crm.example.com/b',
        token: expect.objectContaining({ $secret: 'env:HOOK_TOKEN' }),
      },
    });
    expect(made.calls[0]?.over).toBeUndefined();
  });

  it('absent switches off', () => {
    const { plan: made } = planned(
      'subscriptions: [{ name: cdr_event, state: absent }]',
      liveOf([slot('cdr_event')]),
    );
    proved(made);
    expect(made.calls[0]?.body).toEqual({
      cdr_event: { enabled: false, auth: 'DISABLE', url: 'https://crm.example.com/hooks' },
    });
  });

  it('a slot is written as a whole, so its credentials must be known', () => {
    const live = liveOf([slot('cdr_event', { auth: 'BASIC' })]);
    const { plan: made } = planned('subscriptions: [{ name: cdr_event, enabled: false }]', live);
    expect(made.manual).toMatchObject([{ reason: expect.stringContaining('username and password') }]);
    expect(planned('subscriptions: [{ name: cdr_event, enabled: true }]', live).plan.status).toBe('clean');
  });

  it.each(['enabled: false', 'state: absent'])('%s holds only once the slot is off', (wish) => {
    const { plan: made, context } = planned(
      `subscriptions: [{ name: cdr_event, ${wish} }]`,
      liveOf([slot('cdr_event')]),
    );
    const confirm = provider.operations['tenant.events']?.confirm;
    const holds = (enabled: boolean): boolean | undefined => {
      const body = { domain: 'd', cdr_event: { enabled, url: 'https://crm.example.com/hooks' } };
      return confirm?.holds({ status: 200, headers: {}, body, text: '' }, made.changes, context);
    };
    expect(made.changes).toHaveLength(1);
    expect([true, false].map(holds)).toEqual([false, true]);
  });

  it('9.1: reads back, and tells of settings that moved along', () => {
    const { plan: made, context } = planned(
      'subscriptions: [{ name: cdr_event, callback: "https://crm.example.com/a" }]',
      liveOf([], { tenant: { region: '74234e98afe7498f', name: 'f' } }),
    );
    const confirm = provider.operations['tenant.events']?.confirm;
    const reply = (row: object) => ({ status: 200, headers: {}, body: { domain: 'd', ...row }, text: '' });
    const on = { cdr_event: { enabled: true, url: 'https://crm.example.com/a' } };
    expect(confirm?.holds(reply(on), made.changes, context)).toBe(true);
    expect(confirm?.holds(reply({ cdr_event: { enabled: false } }), made.changes, context)).toBe(false);
    // `region` is null as it was; `name` is not what it was.
    expect(confirm?.notes?.(reply(on), made.changes, context)).toMatchObject([
      { message: expect.stringMatching(/not what they were: name;/) },
    ]);
  });
});
