// The simulator as a whole, over HTTP: faults, other writers, calls, switches at run time (portsip.md 12, last lines).
import { describe, expect, it } from 'vitest';
import { simulator } from '../../../../src/providers/portsip/simulator/index.js';
import { closedAfterEach } from '../../../support/closed-after-each.js';
import { agent, inbound, member, newQueue, queue } from '../model/pbx.js';
import { type Client, open as openClient } from './client.js';

const open = closedAfterEach(openClient);

const start = [queue('7300'), agent('6001'), agent('6002'), member('7300', '6001'), member('7300', '6002')];
const addresses = (client: Client) => client.running.state().resources.map((one) => one.address);

describe('12 fault injection', () => {
  it('a create whose reply is lost is found by its number', async () => {
    const client = await open([], {}, { faults: { 'lost-after': 'POST call_queues:1' } });
    await expect(client.post('call_queues', newQueue('7300'))).rejects.toThrow();
    expect((await client.get('extension_numbers/7300')).body).toMatchObject({ type: 'CALL_QUEUE' });
    expect((await client.post('call_queues', newQueue('7300'))).code).toBe('VALIDATE_FAILED');
  });

  it.each([
    ['error-before', []],
    ['error-after', ['queue/7300']],
  ])('%s answers 500 in the vendor’s envelope', async (fault, after) => {
    const client = await open([], {}, { faults: { [fault]: '1' } });
    expect(await client.post('call_queues', newQueue('7300'))).toMatchObject({
      status: 500,
      code: 'UNKNOWN',
    });
    expect(addresses(client)).toEqual(after);
  });

  it('LICENSE_SNAPSHOT_UNAVAILABLE comes and goes while it runs', async () => {
    const client = await open(start, { rules: '22.8' });
    const path = `call_queues/${client.running.state().ids['queue/7300']}/agents`;
    client.running.change({ faults: { licences: 'unavailable' } });
    expect(await client.post(path, { items: [] })).toMatchObject({
      status: 503,
      code: 'LICENSE_SNAPSHOT_UNAVAILABLE',
    });
    client.running.change({ options: { licences: 'available' } });
    expect((await client.post(path, { items: [] })).status).toBe(200);
  });

  it('another writer acts just before a call', async () => {
    const client = await open(start, {}, { faults: { drift: 'member-unbound:7300/6002@1' } });
    await client.post('call_queues', newQueue('7301'));
    expect(addresses(client)).not.toContain('membership/7300/6002');
  });
});

describe('12 calls', () => {
  it('a member in a call shows it, and unbinding it then is recorded as a cut', async () => {
    const client = await open(start);
    client.running.change({ inCall: { 'agent/6001': true } });
    const path = `call_queues/${client.running.state().ids['queue/7300']}/agents`;
    expect((await client.get(`${path}/6001`)).body).toMatchObject({ status: 'QUEUE_CALL' });
    await client.post(path, { items: [{ extension_number: '6002' }] });
    expect(client.running.state()).toMatchObject({
      callsCut: 1,
      staffing: { 'queue/7300': { now: 1, min: 1, gone: false } },
    });
  });

  it('a whole list that stays the same leaves the staff as it is', async () => {
    const client = await open(start);
    const path = `call_queues/${client.running.state().ids['queue/7300']}/agents`;
    await client.post(path, { items: [{ extension_number: '6002' }, { extension_number: '6001' }] });
    expect(client.running.state().staffing).toEqual({ 'queue/7300': { now: 2, min: 2, gone: false } });
  });
});

describe('the account', () => {
  it('holds what it was seeded with, finds trunks for its rules, and shows no password', async () => {
    const rules = [
      inbound('4400@Carrier A~1*', { queue: '7300' }),
      inbound('5500@Elsewhere', { queue: null }),
    ];
    const client = await open([...start, ...rules], { prompts: '7300=hold.wav', trunks: '' });
    const state = client.running.state();
    expect(addresses(client)).toEqual([...start, ...rules].map((one) => one.address).sort());
    expect(state.violations).toEqual([]);
    expect(state.hidden).toMatchObject({
      prompts: { '7300': 'hold.wav' },
      order: { '7300': ['6001', '6002'] },
    });
    expect((await client.get('providers', { orderby: 'name' })).items.map((row) => row.name)).toEqual([
      'Carrier A',
      'Carrier B',
      'Elsewhere',
    ]);
    const { voicemail_pin } = (await client.get(`users/${state.ids['agent/6001']}`)).body as {
      voicemail_pin: string;
    };
    expect(JSON.stringify(state)).not.toContain(voicemail_pin);
  });

  it('takes its trunks and directory users from switches', async () => {
    const client = await open(start, { trunks: 'North=4930100-4930199|Given!=7700', synced: '6002' });
    const trunks = (await client.get('providers', { orderby: 'name' })).items;
    expect(trunks.map(({ name, did_numbers, shared }) => [name, did_numbers, shared])).toEqual([
      ['Given', '7700', true],
      ['North', '4930100-4930199', false],
    ]);
    const users = (await client.get('users', { orderby: 'extension_number' })).items;
    expect(users.map((row) => row.sync_type)).toEqual([null, 'Microsoft 365']);
  });

  it('switches can change while it runs', async () => {
    const client = await open(start);
    const path = `call_queues/${client.running.state().ids['queue/7300']}/agents`;
    client.running.change({ options: { agents: 'merge', maxCallQueues: '1' } });
    await client.post(path, { items: [] });
    expect(addresses(client)).toContain('membership/7300/6001');
    expect((await client.post('call_queues', newQueue('7301'))).status).toBe(400);
  });

  it('names its routes for counters and faults', () => {
    expect(simulator.route('POST', 'call_queues/YWJjZGVm/agents')).toBe('POST call_queues/{id}/agents');
    expect(simulator.route('POST', 'auth/sign_in')).toBe('POST auth/sign_in');
    expect(simulator.route('GET', 'nowhere')).toBe('GET nowhere');
  });
});
