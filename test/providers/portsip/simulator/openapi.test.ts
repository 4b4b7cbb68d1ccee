// Every endpoint of the simulator, called over HTTP, held against the vendor's own OpenAPI file of 22.2.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../../../src/providers/portsip/model/index.js';
import { agent, inbound, member, newQueue, newUser, queue } from '../model/pbx.js';
import { type Client, open } from './client.js';
import { check, isListed, missing } from './openapi.js';

/** Endpoints that the sheet names and the published file (an excerpt) lacks. */
const NOT_IN_THE_FILE = [
  'GET holidays',
  'POST holidays',
  'GET holidays/{id}',
  'GET tenants',
  'POST tenants/switch',
  'GET admin/status',
  'POST login/oauth/token',
  'POST login/oauth/revoke',
];

it('says whether the vendor’s file is there', () => {
  if (missing) process.stderr.write(`portsip OpenAPI: not checked, ${missing}\n`);
  expect(typeof isListed('GET', 'users')).toBe('boolean');
});

const start = [
  queue('7300', { strategy: 'PRIORITIZED_HUNT', noAnswer: { action: 'HANGUP', number: null } }),
  agent('6001'),
  agent('6002', { role: 'QueueManager' }),
  member('7300', '6001', { skillLevel: 3, position: 0 }),
  inbound('4930100@Carrier A', { queue: '7300', name: 'Main' }),
  {
    kind: 'subscription',
    address: 'subscription/cdr_event',
    fields: { callback: 'https://crm.example.com/a', enabled: true, auth: 'BASIC' },
  },
];

describe
  .skipIf(missing !== undefined)
  .each([{ rules: '22.2' }, { rules: '22.8' }, { rules: '22.8', passwordRetrieval: 'on' }])(
  '%o',
  (options) => {
    let pbx: Client;
    beforeAll(async () => {
      pbx = await open(start, options);
      await everything(pbx);
    });
    afterAll(() => pbx.close());

    it('every request and every answer is as the file says', () => {
      const problems = pbx.exchanges
        .filter(({ method, path }) => isListed(method, path))
        .flatMap((exchange) => check(exchange, { later: options.rules === '22.8' }));
      expect(problems).toEqual([]);
    });

    it('every endpoint of the model was called with success, and all but the named are in the file', () => {
      const taken = new Set(pbx.exchanges.filter(({ status }) => status < 300).map(({ route }) => route));
      // No caller waits in a model, so none can be picked up.
      const never = ['POST call_queues/{id}/waiting/{session}/pickup'];
      expect(endpoints.filter((endpoint) => !taken.has(endpoint))).toEqual(never);
      const unlisted = pbx.exchanges
        .filter(({ method, path }) => !isListed(method, path))
        .map(({ route }) => route);
      expect([...new Set(unlisted)].filter((route) => !NOT_IN_THE_FILE.includes(route))).toEqual([]);
    });
  },
);

describe.skipIf(missing !== undefined)('the check itself', () => {
  const good = { method: 'GET', path: 'extension_numbers/6001', query: {}, body: undefined, status: 200 };
  const answer = { id: 'YWJjZGVmZ2hpag==', extension_number: '6001', name: 'Ana', type: 'EXTENSION' };
  it.each([
    ['a good exchange', {}, {}, 0],
    ['an unknown type', {}, { type: 'PHONE' }, 1],
    ['a field that is not in the file', {}, { colour: 'red' }, 1],
    ['a field of a later release', {}, { role_id: 'x' }, 1],
    ['a null', {}, { name: null }, 0],
    ['a status that is not in the file', { status: 201 }, {}, 1],
    ['a query that is not in the file', { query: { top: '5' } }, {}, 1],
    ['a body where none is known', { body: {} }, {}, 1],
    ['a path that is not in the file', { path: 'extension_number/6001' }, {}, 1],
    ['a short number', { path: 'extension_numbers/60' }, {}, 2],
    ['an unknown error code', { status: 404 }, { errors: [{ code: 'OOPS', message: 'x' }] }, 1],
  ])('%s', (_name, exchange, more, problems) => {
    const whole = { ...good, answer: { ...answer, ...more }, ...exchange };
    expect(check(whole, { later: false })).toHaveLength(problems);
  });

  it('fields of a later release are allowed by name on a later server', () => {
    const exchange = { ...good, answer: { ...answer, role_id: 'x' } };
    expect(check(exchange, { later: true })).toEqual([]);
    expect(
      check({ ...exchange, answer: { ...answer, role_name: 'x', colour: 'red' } }, { later: true }),
    ).toHaveLength(1);
  });
});

/** Calls everything at least once with success, and a few things that are refused. */
async function everything(pbx: Client): Promise<void> {
  const later = pbx.options.rules === '22.8';
  const list = async (path: string) =>
    (await pbx.get(path, { top: '50', skip: '0', orderby: 'name asc' })).items;
  const idOf = async (path: string, field: string, value: string) =>
    String((await list(path)).find((row) => row[field] === value)?.id);
  const queueId = await idOf('call_queues', 'extension_number', '7300');
  const userId = await idOf('users', 'extension_number', '6001');
  const trunkId = await idOf('providers', 'name', 'Carrier A');
  const ruleId = await idOf('inbound_rules', 'name', 'Main');

  for (const path of ['', '/agents', '/agents/6001', '/status', '/waiting'])
    await pbx.get(`call_queues/${queueId}${path}`);
  const made = await pbx.post('call_queues', {
    ...newQueue('7301'),
    outbound_caller_ids: [{ provider_id: trunkId, caller_id: '4930100', description: 'Main' }],
    no_answer_forward_rule: { action: 'FORWARD_TO_NUMBER', number: '7300' },
  });
  await pbx.post(`call_queues/${made.id}`, { name: 'Second', ring_time: 30 });
  await pbx.post(`call_queues/${made.id}/agents`, { items: [{ extension_number: '6001', skill_level: 2 }] });
  await pbx.post(`call_queues/${made.id}/agents/6001`, { status: 'NOT_READY' });
  await pbx.get(`users/${userId}/call_queues`);
  await pbx.get(`users/${userId}/call_queues/${made.id}/agent`);
  await pbx.post(`users/${userId}/call_queues/${made.id}/agent`, { status: 'READY' });
  await pbx.get(`users/${userId}/status`);
  await pbx.post(`call_queues/${made.id}/destroy`);
  await pbx.get(`call_queues/${made.id}`);

  const user = await pbx.post('users', newUser('6003', later ? { enable_cc: true } : {}));
  await pbx.get(`users/${user.id}`);
  await pbx.post(`users/${user.id}`, { display_name: 'Cy', department: 'North' });
  await pbx.post(`users/${user.id}/password`, { password: 'tR4!nB8#wQ2%' });
  await pbx.post(`users/${user.id}/extension_password`, { password: 'tR4!nB8#wQ2%' });
  const roles = await list('roles');
  await pbx.get(`roles/${later ? String(roles[0]?.id) : String(roles[0]?.name)}`);
  await pbx.post(`users/${user.id}/role`, { role: 'QueueManager' });
  await pbx.post('users', newUser('6003'));
  await pbx.get('extension_numbers/6003');
  await pbx.get('extension_numbers/6999');
  await pbx.post(`users/${user.id}/destroy`);

  const holiday = await pbx.post('holidays', {
    name: 'Founders Day',
    every_year: true,
    month_start: 5,
    day_start: 4,
  });
  await pbx.get('holidays');
  await pbx.get(`holidays/${holiday.id}`);
  const to = { action: 'FORWARD_TO_NUMBER', number: '7300' };
  const rule = await pbx.post('inbound_rules', {
    name: 'Second',
    provider_id: trunkId,
    did_numbers: '4930200-4930209',
    office_hours_forward_rule: to,
    non_office_hours_forward_rule: to,
    office_hours: { mode: 'CUSTOM', monday: { enabled: true, ranges: [{ from: '09:00', to: '17:00' }] } },
    holidays: [holiday.id],
  });
  await pbx.get('inbound_rules');
  await pbx.get(`inbound_rules/${rule.id}`);
  await pbx.post(`inbound_rules/${rule.id}`, { enabled: false });
  await pbx.post(`inbound_rules/${rule.id}/destroy`);
  await pbx.post(`inbound_rules/${rule.id}/destroy`);

  await pbx.get(`providers/${trunkId}`);
  await pbx.get(`providers/${trunkId}/status`);
  await pbx.post(`providers/${trunkId}/destroy`);
  const trunk = await pbx.post('providers', {
    name: 'Carrier C',
    transport: 'TLS',
    hostname: 'c.example.com',
    port: 5061,
    outbound_server: 'c.example.com',
    outbound_server_port: 5061,
    concurrency: 4,
  });
  await pbx.post(`providers/${trunk.id}`, { did_numbers: '4989100' });
  await pbx.post(`providers/${trunk.id}/destroy`);

  await pbx.get('tenant');
  await pbx.get('tenant/status');
  await pbx.post('tenant', {
    extension_event: { enabled: true, url: 'https://wall.example.com/presence', auth: 'DISABLE' },
  });
  await pbx.post('tenant', { cdr_event: { enabled: true, url: '' } });
  await pbx.get('tenant/password_policy');
  await pbx.post('tenant/password_policy', { min_length: 8 });
  await pbx.get('users', { top: '0' });
  await pbx.get(`inbound_rules/${ruleId}`);
  await pbx.get('auth/user');
  await pbx.refresh();
  await pbx.signOut();
  await pbx.get('tenant');
}
