import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Live,
  type ReadClient,
  type ReadScope,
  VendorError,
} from '../../../../src/contract/index.js';
import { presence, read } from '../../../../src/providers/udesk/read.js';
import { desiredOf, LEDGER, ok, queue, SETTINGS } from './support.js';

const row = (id: string, more: object = {}): object => ({
  AgentId: id,
  WorkId: `w${id}`,
  Enable: true,
  ...more,
});
const ACCOUNT: Record<string, unknown> = {
  apps: { AppId: SETTINGS.appId, Name: 'Acme', Secret: 'never-shown' },
  agents: {
    Total: 2,
    TotalPage: 1,
    AgentList: [
      row('1', {
        Queues: ['9001'],
        Extensions: [{ Extension: '8001', Password: 'never-shown' }],
        DefSpNumber: '0571',
        State: 3,
      }),
      row('2', { Name: 'Ann' }),
    ],
  },
  queues: [{ QueueID: '9001', Name: 'Support', Strategy: 'longest_idle', Timeout: 60, MaxLength: 128 }],
  spnumbers: { SpNumbers: ['0571'], DefSpNumber: '0571' },
  subscriptions: [
    { name: 'crm', callback: 'https://crm.example.com', events: ['a'], enable: true },
    { name: 'twin', callback: 'https://a.example.com', events: ['a'], enable: true },
    { name: 'twin', callback: 'https://b.example.com', events: ['a'], enable: true },
  ],
  'ivrs/fastrouters': [{ Dtmf: '1', Desc: 'Support', QueueId: '9001' }],
};

function vendor(account: Record<string, unknown> = ACCOUNT): ReadClient & { readonly seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    async read({ path }): Promise<Answer> {
      seen.push(path);
      if (!(path in account)) throw new VendorError('refused', path);
      return ok(account[path]);
    },
  };
}
const scope = (more: Partial<ReadScope> = {}): ReadScope => ({
  sections: new Set(),
  identify: false,
  ledger: LEDGER,
  settings: SETTINGS,
  ...more,
});
const of = (live: Live, kind: string): string[] =>
  [...live.resources.values()].filter((entry) => entry.kind === kind).map((entry) => entry.address);

const goes = { desired: desiredOf([], { absent: new Map([['queue/9001', queue('9001')]]) }) };
const pruned = {
  sections: new Set(['queues']),
  desired: desiredOf([], { policy: { ...desiredOf([]).policy, prune: ['queues'] } }),
};

describe('reading an account (udesk.md §7.1)', () => {
  it('takes four calls for a plan', async () => {
    const client = vendor();
    const live = await read(client, scope());
    expect([...client.seen].sort()).toEqual(['agents', 'queues', 'spnumbers', 'subscriptions']);
    expect(live.reads).toBe(4);
  });

  it.each([
    ['to check who answers', { identify: true }, 'apps'],
    ['when the file pins a name', { settings: { ...SETTINGS, appName: 'Acme' } }, 'apps'],
    ['when the digit table is declared', { sections: new Set(['fastRoutes']) }, 'ivrs/fastrouters'],
    ['C20: when a queue is to go that the digit table may lead to', goes, 'ivrs/fastrouters'],
    ['C20: when queues are pruned', pruned, 'ivrs/fastrouters'],
  ])('takes one more %s', async (_what, more, path) => {
    const client = vendor();
    const live = await read(client, scope(more));
    expect(client.seen).toHaveLength(5);
    expect(client.seen).toContain(path);
    expect(live.reads).toBe(5);
  });

  it('takes fewer when fewer kinds matter', async () => {
    const client = vendor();
    const live = await read(client, scope({ kinds: new Set(['subscription']) }));
    expect(client.seen).toEqual(['subscriptions']);
    expect(live.certificates.agent).toMatchObject({ complete: false });
  });

  it('C23: refuses another application', async () => {
    const settings = { ...SETTINGS, appName: 'Other' };
    await expect(read(vendor(), scope({ settings }))).rejects.toMatchObject({ code: 'wrong-account' });
    const wrong = { ...ACCOUNT, apps: { AppId: 'another', Name: 'Acme' } };
    await expect(read(vendor(wrong), scope({ identify: true }))).rejects.toMatchObject({
      code: 'wrong-account',
    });
  });

  it('gives every object in normal form, sorted, and keeps no password', async () => {
    const live = await read(vendor(), scope({ sections: new Set(['fastRoutes']) }));
    expect([...live.resources.keys()]).toEqual([
      'agent/1',
      'agent/2',
      'extension-binding/8001/1',
      'extension/8001',
      'fast-route/1',
      'membership/9001/1',
      'queue/9001',
      'relay-default',
      'relay-default/1',
      'relay-number/0571',
      'subscription/crm',
    ]);
    expect(live.resources.get('queue/9001')).toEqual({
      kind: 'queue',
      address: 'queue/9001',
      fields: { name: 'Support', strategy: 'longest_idle', timeout: 60, maxLength: 128 },
      label: 'Support',
    });
    expect(live.resources.get('membership/9001/1')?.list).toBe('queue/9001 agents');
    expect(live.resources.get('extension-binding/8001/1')?.list).toBe('agent/1 extensions');
    expect(JSON.stringify([...live.resources])).not.toContain('never-shown');
    expect([...live.inCall]).toEqual(['agent/1']);
    expect(live.account).toBe(SETTINGS.appId);
  });

  it('C10: an id that the list shows counts before the one in the ledger', async () => {
    const crm = { name: 'crm', callback: 'https://crm.example.com', events: ['a'], enable: true };
    const ledger = { ...LEDGER, facts: { 'subscription/crm': { id: '7' } } };
    const live = await read(vendor({ ...ACCOUNT, subscriptions: [{ ...crm, id: '12' }] }), scope({ ledger }));
    expect(live.ids).toEqual({ 'subscription/crm': '12' });
  });

  it('does not prove a list of queues that lacks a queue which an agent is in', async () => {
    const other = { QueueID: '9002', Name: 'Sales', Strategy: 'longest_idle', Timeout: 60, MaxLength: 128 };
    const whole = await read(vendor(), scope());
    const cut = await read(vendor({ ...ACCOUNT, queues: [other] }), scope());
    expect(whole.certificates.queue).toEqual({ complete: true, arrived: 1 });
    expect(cut.certificates.queue).toMatchObject({
      complete: false,
      arrived: 1,
      reason: expect.stringContaining('is in queue 9001'),
    });
  });

  it('C10: ids come from the ledger; without one a subscription cannot be touched', async () => {
    const bare = await read(vendor(), scope());
    expect(bare.untouchable['subscription/crm']).toContain('shows no ids');
    const ledger = { ...LEDGER, facts: { 'subscription/crm': { id: '7' } } };
    const known = await read(vendor(), scope({ ledger }));
    expect(known.ids).toEqual({ 'subscription/crm': '7' });
    expect(known.untouchable).toEqual({});
  });

  it('C10: two live subscriptions of one name are ambiguous', async () => {
    const live = await read(vendor(), scope());
    expect(live.ambiguous['subscription/twin']).toContain('2 live subscriptions');
    expect(of(live, 'subscription')).toEqual(['subscription/crm']);
  });
});

describe('what a read proves', () => {
  it('all of it when the lists agree', async () => {
    const { certificates } = await read(vendor(), scope());
    expect(certificates.agent).toEqual({ complete: true, declared: 2, arrived: 2 });
    for (const kind of ['queue', 'membership', 'extension-binding', 'relay-number', 'subscription']) {
      expect(certificates[kind]).toMatchObject({ complete: true });
    }
    expect(certificates.extension).toMatchObject({ complete: false });
    expect(certificates['webhook-events']).toMatchObject({ complete: false });
  });

  it('C22: a page that is not all proves nothing about agents and what hangs on them', async () => {
    const agents = { Total: 3, TotalPage: 2, AgentList: [row('1')] };
    const { certificates } = await read(vendor({ ...ACCOUNT, agents }), scope());
    for (const kind of ['agent', 'membership', 'extension-binding', 'relay-default']) {
      expect(certificates[kind]).toMatchObject({
        complete: false,
        reason: expect.stringContaining('3 agents'),
      });
    }
  });

  it('a queue that an agent is in but no list holds', async () => {
    const { certificates } = await read(vendor({ ...ACCOUNT, queues: [] }), scope());
    expect(certificates.queue).toMatchObject({ complete: false, reason: expect.stringContaining('9001') });
  });
});

it('presence is one list call', async () => {
  const client = vendor();
  expect([...(await presence(client))]).toEqual(['agent/1']);
  expect(client.seen).toEqual(['agents']);
});
