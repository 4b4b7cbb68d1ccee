// The file's side: what an item means, and that what is pulled means the same again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Live, Resource, Section, Value } from '../../../../src/contract/index.js';
import { toLive } from '../../../../src/providers/udesk/live.js';
import { provider } from '../../../../src/providers/udesk/provider.js';
import {
  agent,
  binding,
  desiredOf,
  extension,
  fastRoute,
  LEDGER,
  liveOf,
  membership,
  queue,
  relayDefault,
  relayNumber,
  SETTINGS,
  subscription,
} from './support.js';

function section(name: string): Section {
  const found = provider.sections.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no section ${name}`);
  return found;
}

/** Scalars as the reader hands them over: always the text that was written. */
function asWritten(value: unknown): unknown {
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asWritten);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asWritten(entry)]));
  }
  return String(value);
}

const checked = (name: string, item: unknown): Record<string, unknown> =>
  section(name).schema.parse(asWritten(item)) as Record<string, unknown>;
const expanded = (name: string, item: unknown) => section(name).expand(checked(name, item));
const problemOf = (name: string, item: unknown): string => {
  const result = section(name).schema.safeParse(asWritten(item));
  return result.success ? 'accepted' : z.prettifyError(result.error);
};
const addressesOf = (resources: readonly { readonly address: string }[]): string[] =>
  resources.map((resource) => resource.address);

describe('what an item means', () => {
  it('only what is written is ours', () => {
    expect(expanded('queues', { id: '9001', timeout: 30 }).resources).toEqual([
      { kind: 'queue', address: 'queue/9001', fields: { timeout: 30 } },
    ]);
  });

  it('an empty list, and null, own their place: what is there goes', () => {
    const { resources, lists } = expanded('agents', {
      id: '1',
      workId: 'w1',
      extensions: [],
      relayNumber: null,
    });
    expect(addressesOf(resources)).toEqual(['agent/1']);
    expect(lists).toHaveLength(2);
    expect(expanded('agents', { id: '1', workId: 'w1' }).lists ?? []).toEqual([]);
  });

  it('keeps ids as written: zeros in front, 32 digits', () => {
    const id = '00000000000000000000000000000007';
    expect(addressesOf(expanded('agents', { id, workId: '007' }).resources)).toEqual([`agent/${id}`]);
  });

  it('an agent declares its extensions and owns the whole list', () => {
    const made = expanded('agents', { id: '1', workId: 'w', extensions: ['8002', '8001'] });
    expect(addressesOf(made.resources)).toEqual([
      'agent/1',
      'extension/8002',
      'extension-binding/8002/1',
      'extension/8001',
      'extension-binding/8001/1',
    ]);
    expect(made.resources[2]?.at).toEqual(['extensions', 0]);
    expect(made.lists).toEqual(['agent/1 extensions']);
  });

  it('an agent whose extensions are not mentioned keeps them', () => {
    expect(expanded('agents', { id: '1', workId: 'w' }).lists).toEqual([]);
  });

  it.each([
    ['057100000000', ['agent/1', 'relay-default/1'], ['agent/1 relay default']],
    [null, ['agent/1'], ['agent/1 relay default']],
    [undefined, ['agent/1'], []],
  ])("an agent's number %j", (relayNumberValue, addresses, lists) => {
    const item = {
      id: '1',
      workId: 'w',
      ...(relayNumberValue === undefined ? {} : { relayNumber: relayNumberValue }),
    };
    const made = expanded('agents', item);
    expect(addressesOf(made.resources)).toEqual(addresses);
    expect(made.lists).toEqual(lists);
  });

  it.each([
    [true, ['relay-number/0571', 'relay-default']],
    [false, ['relay-number/0571']],
  ])('default: %j owns the place while it is this number', (standard, addresses) => {
    const made = expanded('relayNumbers', { number: '0571', default: standard });
    expect(addressesOf(made.resources)).toEqual(addresses);
    expect(made.lists).toEqual(['relay-number/0571 default']);
  });

  it('default: false does not own the place while another number is the default', () => {
    const { lists } = expanded('relayNumbers', { number: '0571', default: false });
    const live = toLive(
      {
        agents: undefined,
        queues: undefined,
        relayNumbers: { owned: ['0571', '0572'], tenantDefault: '0572' },
        subscriptions: undefined,
        fastRoutes: undefined,
      },
      { account: 'app', reads: 1, ledger: LEDGER },
    );
    expect(lists).not.toContain(live.resources.get('relay-default')?.list);
  });

  it('members may be written as ids or as mappings', () => {
    const made = expanded('memberships', { queue: '9001', agents: ['2', { agent: '1' }] });
    expect(addressesOf(made.resources)).toEqual(['membership/9001/2', 'membership/9001/1']);
    expect(made.lists).toEqual(['queue/9001 agents']);
  });

  it('events are a set', () => {
    const item = { name: 'crm', callback: 'https://crm.example.com', events: ['b', 'a', 'b'] };
    expect(expanded('subscriptions', item).resources[0]?.fields.events).toEqual(['a', 'b']);
  });

  it('webhook events are one object, sorted, empty categories left out', () => {
    const made = expanded('webhookEvents', {
      ext_state: [],
      call: ['end', 'begin'],
      agent_state: ['acd_agent_state'],
    });
    expect(made.resources).toEqual([
      {
        kind: 'webhook-events',
        address: 'webhook-events',
        fields: { events: { agent_state: ['acd_agent_state'], call: ['begin', 'end'] } },
      },
    ]);
  });

  it('an empty text is a cleared field', () => {
    expect(expanded('agents', { id: '1', workId: 'w', name: '' }).resources[0]?.fields.name).toBeNull();
  });
});

describe('what the vendor would refuse is found in the file (udesk.md §3)', () => {
  const someAgent = { id: '1', workId: 'w' };
  it.each([
    ['queues', { id: '8001', name: 'x' }],
    ['queues', { id: '90010', name: 'x' }],
    ['queues', { id: '9001', maxLength: 513 }],
    ['queues', { id: '9001', maxLength: 0 }],
    ['queues', { id: '9001', timeout: -1 }],
    ['queues', { id: '9001', timeout: '1e3' }],
    ['queues', { id: '9001', strategy: 'Longest Idle' }],
    ['queues', { id: '9001', colour: 'red' }],
    ['agents', { id: 'abc', workId: 'w' }],
    ['agents', { id: '1'.repeat(33), workId: 'w' }],
    ['agents', { id: '1' }],
    ['agents', { ...someAgent, workId: 'a-b' }],
    ['agents', { ...someAgent, role: 'boss' }],
    ['agents', { ...someAgent, enabled: 'yes' }],
    ['agents', { ...someAgent, mobile: '+4412' }],
    ['agents', { ...someAgent, extensions: ['8001', '8002', '8003'] }],
    ['agents', { ...someAgent, extensions: ['0001'] }],
    ['extensions', { number: '0123' }],
    ['relayNumbers', { number: '+57' }],
    ['subscriptions', { name: 'crm', callback: 'ftp://example.com', events: ['a'] }],
    ['subscriptions', { name: 'crm', callback: 'https://example.com', events: [] }],
    ['webhookEvents', { call: ['no_such_event'] }],
    ['webhookEvents', { calls: ['begin'] }],
    ['fastRoutes', { key: '10', queue: '9001' }],
    ['memberships', { queue: '9001' }],
    ['memberships', { queue: '9001', agents: [{ agent: '1', skillLevel: 5 }] }],
  ])('%s %j', (name, item) => {
    expect(problemOf(name, item)).not.toBe('accepted');
  });
});

function bare(schema: z.ZodType): z.ZodType {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  return wraps ? bare(schema.unwrap() as z.ZodType) : schema;
}

describe('every field says what it is', () => {
  const fields = (schema: z.ZodType, path: string): [string, z.ZodType][] => {
    const inner = bare(schema);
    if (!(inner instanceof z.ZodObject)) return [[path, inner]];
    return [
      [path, inner],
      ...Object.entries(inner.shape).flatMap(([key, field]) => fields(field as z.ZodType, `${path}.${key}`)),
    ];
  };
  const all = [
    ...fields(provider.settings as z.ZodType, 'provider'),
    ...provider.sections.flatMap((entry) => fields(entry.schema, entry.name)),
  ];

  it.each(all)('%s', (_path, schema) => {
    expect(schema.meta()?.description).toMatch(/^[A-Z`].*\.$|^[a-z].*\.$/s);
    expect(schema.meta()?.examples).toHaveLength(1);
  });

  it.each(provider.sections.map((entry) => [entry.name, entry] as const))(
    'the example of %s is accepted',
    (name, entry) => {
      const [example] = (entry.schema.meta()?.examples as unknown[] | undefined) ?? [];
      expect(problemOf(name, example)).toBe('accepted');
    },
  );
});

describe('the provider block', () => {
  const settings = (more: object) => provider.settings.safeParse(asWritten({ ...SETTINGS, ...more }));

  it('takes what the documentation says', () => {
    const more = {
      timestampUnit: 'auto',
      appName: 'Acme',
      batch: { agents: 50 },
      bindMode: 'minimal',
      allowInsecureHttp: true,
    };
    expect(settings(more).data).toMatchObject({ batch: { agents: 50 }, allowInsecureHttp: true });
  });

  it.each([
    [{ timestampUnit: 'minutes' }],
    [{ batch: { agents: 0 } }],
    [{ bindMode: 'bold' }],
    [{ baseUrl: 'cti.example.com' }],
    [{ password: 'x' }],
  ])('refuses %j', (more) => {
    expect(settings(more).success).toBe(false);
  });
});

// ---------------------------------------------------------------- round trip

const text = fc.constantFrom(null, 'x', 'Li Wei');
const account = fc
  .record({
    queues: fc.uniqueArray(fc.constantFrom('9001', '9002', '9003')),
    agents: fc.uniqueArray(fc.constantFrom('1', '02', '3')),
    owners: fc.dictionary(fc.constantFrom('8001', '8002'), fc.constantFrom('1', '02', '3')),
    pairs: fc.subarray(['9001 1', '9001 02', '9002 3', '9003 1']),
    numbers: fc.uniqueArray(fc.constantFrom('0571', '0572')),
    standard: fc.constantFrom(undefined, '0571', '0572'),
    own: fc.dictionary(fc.constantFrom('1', '02'), fc.constantFrom('0571', '0572')),
    subscriptions: fc.uniqueArray(fc.constantFrom('crm', 'a/b {c}')),
    routes: fc.dictionary(fc.constantFrom('0', '9'), fc.constantFrom('9001', '9002')),
    name: text,
    email: fc.constantFrom(null, 'a@example.com'),
    enabled: fc.boolean(),
    workId: fc.constantFrom(null, 'w1'),
  })
  .map((parts): Resource[] => {
    const has = (list: readonly string[], id: string | undefined): boolean =>
      id !== undefined && list.includes(id);
    return [
      ...parts.queues.map((id) => queue(id)),
      ...parts.agents.map((id) =>
        agent(id, { name: parts.name, email: parts.email, enabled: parts.enabled, workId: parts.workId }),
      ),
      ...Object.entries(parts.owners)
        .filter(([, id]) => has(parts.agents, id))
        .flatMap(([number, id]) => [extension(number), binding(number, id)]),
      ...parts.pairs
        .map((pair) => pair.split(' '))
        .filter(([q, a]) => has(parts.queues, q) && has(parts.agents, a))
        .map(([q = '', a = '']) => membership(q, a)),
      ...parts.numbers.map((number) => relayNumber(number)),
      ...(has(parts.numbers, parts.standard) ? [relayDefault(parts.standard ?? '')] : []),
      ...Object.entries(parts.own)
        .filter(([id]) => has(parts.agents, id))
        .map(([id, number]) => relayDefault(number, id)),
      ...parts.subscriptions.map((name) => subscription(name, { enabled: parts.enabled })),
      ...Object.entries(parts.routes).map(([key, id]) => fastRoute(key, id)),
    ];
  });

/** What the files say after a pull: every section collapsed, written, read and expanded again. */
function pulled(live: Live): { resources: Map<string, Readonly<Record<string, Value>>>; lists: Set<string> } {
  const resources = new Map<string, Readonly<Record<string, Value>>>();
  const lists = new Set<string>();
  for (const entry of provider.sections) {
    const items = entry.collapse(live);
    if (items === undefined) continue;
    for (const item of Array.isArray(items) ? items : [items]) {
      const made = expanded(entry.name, JSON.parse(JSON.stringify(item)));
      for (const resource of made.resources) resources.set(resource.address, resource.fields);
      for (const list of made.lists ?? []) lists.add(list);
    }
  }
  return { resources, lists };
}

describe('pull, then plan with that file', () => {
  it('finds every declared field as it is live, and owns no list that holds more', () => {
    fc.assert(
      fc.property(account, (resources) => {
        const live = liveOf(resources);
        const { resources: declared, lists } = pulled(live);
        for (const [address, fields] of declared) {
          const found = live.resources.get(address);
          expect(found, address).toBeDefined();
          for (const [path, value] of Object.entries(fields))
            expect(found?.fields[path] ?? null).toEqual(value);
        }
        for (const [address, found] of live.resources) {
          if (found.list !== undefined && lists.has(found.list))
            expect(declared.has(address), address).toBe(true);
        }
        expect(provider.preconditions(desiredOf(asResources(declared, live)), live)).toEqual([]);
      }),
    );
  });

  it('leaves out only what a file cannot say', () => {
    fc.assert(
      fc.property(account, (resources) => {
        const live = liveOf(resources);
        const { resources: declared } = pulled(live);
        const missing = [...live.resources.keys()].filter((address) => !declared.has(address));
        // A default number that the account does not own cannot be written again.
        for (const address of missing) {
          const { number } = live.resources.get(address)?.fields ?? {};
          expect(address).toMatch(/^relay-default\//);
          expect(live.resources.has(`relay-number/${String(number)}`)).toBe(false);
        }
      }),
    );
  });
});

function asResources(declared: ReadonlyMap<string, Readonly<Record<string, Value>>>, live: Live): Resource[] {
  return [...declared].map(([address, fields]) => ({
    kind: live.resources.get(address)?.kind ?? '',
    address,
    fields,
  }));
}
