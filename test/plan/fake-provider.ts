// A small made-up vendor for the planner's tests: queues, agents, extensions that no list shows, bindings, memberships,
// routes, owned numbers and a write-only event set. It sends few requests and has one rule of each sort.

import { z } from 'zod';
import type {
  Body,
  CallGroup,
  Change,
  Kind,
  Operation,
  PlanContext,
  Provider,
  Resource,
  Section,
} from '../../src/contract/index.js';
import { minimumVertexCover } from '../../src/plan/vertex-cover.js';
import { widestMatching } from '../../src/providers/udesk/matching.js';

const parts = (address: string): string[] => address.split('/');
const first = (address: string): string => parts(address)[1] ?? '';
const second = (address: string): string => parts(address)[2] ?? '';
const limitOf = (
  live: { readonly facts: Readonly<Record<string, unknown>> },
  name: string,
  other: number,
): number => {
  const limit = live.facts[name];
  return typeof limit === 'number' ? limit : other;
};

export const kinds: readonly Kind[] = [
  {
    name: 'queue',
    section: 'queues',
    title: { one: 'queue', many: 'queues' },
    visibility: 'listed',
    fields: {
      name: {},
      timeout: { default: 60 },
      zone: { immutable: 'fixed when it is created' },
      overflow: { late: true },
    },
    refs: ({ fields }) =>
      typeof fields.overflow === 'string' ? [{ to: `queue/${fields.overflow}`, field: 'overflow' }] : [],
    slots: (_, live) => [{ pool: 'queues', limit: limitOf(live, 'maxQueues', 100) }],
  },
  {
    name: 'agent',
    section: 'agents',
    title: { one: 'agent', many: 'agents' },
    visibility: 'listed',
    fields: { name: {}, enabled: { default: true }, password: { writeOnly: true, secret: true } },
    refs: () => [],
    active: (resource) => resource.fields.enabled !== false,
    cuts: (change) => (change.action === 'delete' ? [change.address] : []),
  },
  {
    name: 'extension',
    section: 'extensions',
    title: { one: 'extension', many: 'extensions' },
    visibility: 'unlisted',
    fields: {},
    refs: () => [],
  },
  {
    name: 'binding',
    section: 'agents',
    title: { one: 'extension binding', many: 'extension bindings' },
    visibility: 'listed',
    fields: {},
    bound: true,
    refs: ({ address }) => [{ to: `extension/${first(address)}` }, { to: `agent/${second(address)}` }],
    slots: ({ address }) => [
      { pool: `extensions of agent/${second(address)}`, limit: 2 },
      { pool: `owner of extension/${first(address)}`, limit: 1 },
    ],
    ends: ({ address }) => [`extension/${first(address)}`, `agent/${second(address)}`],
  },
  {
    name: 'membership',
    section: 'memberships',
    title: { one: 'membership', many: 'memberships' },
    visibility: 'listed',
    fields: { skill: {} },
    bound: true,
    refs: ({ address }) => [{ to: `queue/${first(address)}` }, { to: `agent/${second(address)}` }],
    staffs: ({ address }) => ({ pool: `queue/${first(address)}`, member: `agent/${second(address)}` }),
    slots: ({ address }, live) => {
      const limit = limitOf(live, 'queuesPerAgent', 0);
      return limit > 0 ? [{ pool: `queues of agent/${second(address)}`, limit }] : [];
    },
    ends: ({ address }) => [`queue/${first(address)}`, `agent/${second(address)}`],
  },
  {
    name: 'number',
    section: 'numbers',
    title: { one: 'number', many: 'numbers' },
    visibility: 'listed',
    fields: {},
    refs: () => [],
    givenOnly: 'the account does not own it; order it',
    neverPruned: 'it is owned, not made',
  },
  {
    name: 'route',
    section: 'routes',
    title: { one: 'route', many: 'routes' },
    visibility: 'listed',
    fields: { queue: {} },
    refs: ({ fields }) =>
      typeof fields.queue === 'string' ? [{ to: `queue/${fields.queue}`, field: 'queue' }] : [],
  },
  {
    name: 'events',
    section: 'events',
    title: { one: 'event set', many: 'event sets' },
    visibility: 'unreadable',
    fields: { names: { writeOnly: true } },
    refs: () => [],
  },
  {
    name: 'campaign',
    section: 'campaigns',
    title: { one: 'campaign', many: 'campaigns' },
    visibility: 'listed',
    fields: { state: {} },
    refs: () => [],
    risk: (change) => (dials(change) ? { risk: 'high', reason: 'calls real people' } : undefined),
    guard: (change, { desired }) =>
      dials(change) && !desired.policy.allowDialling
        ? { code: 'dialling', message: `${change.address} would start to dial; set policy.allowDialling.` }
        : undefined,
  },
];

const dials = (change: Change): boolean =>
  change.fields.some((field) => field.path === 'state' && field.after === 'running');

// ---------------------------------------------------------------- requests

const item =
  (context: PlanContext) =>
  (change: Change): Body => ({
    address: change.address,
    fields: Object.fromEntries(
      change.fields.map((field): [string, Body] => [
        field.path,
        // A queue is named by the id that the vendor made for it.
        field.path === 'overflow' && typeof field.after === 'string'
          ? { $id: `queue/${field.after}` }
          : field.after,
      ]),
    ),
    list: context.after(change.address)?.list ?? null,
  });

const write = (method: 'POST' | 'PUT' | 'DELETE'): Operation => ({
  request: (changes, _about, context) => ({
    method,
    path:
      changes.length === 1 && changes[0]?.kind === 'queue' && method !== 'POST'
        ? `queues/{${changes[0].address}}`
        : 'objects',
    body: {
      items: method === 'DELETE' ? changes.map((change) => change.address) : changes.map(item(context)),
    },
  }),
  afterUnknown: { rule: 'look' },
  learn: ({ body }) => ({ ids: (body as { ids?: Record<string, string> }).ids ?? {} }),
});

/** Settings of the fake: how memberships are grouped into calls. */
export type BindBy = 'cover' | 'agent' | 'queue' | 'each' | 'whole';

function group(changes: readonly Change[], context: PlanContext): CallGroup[] {
  const bindBy = (context.settings.bindBy ?? 'cover') as BindBy;
  const groups: CallGroup[] = [];
  const add = (operation: string, served: readonly Change[], about?: string): void => {
    const more = {
      ...(about === undefined ? {} : { about }),
      ...(bindBy === 'whole' ? { whole: true } : {}),
    };
    groups.push({ operation, changes: served.map((change) => change.key).sort(), ...more });
  };
  const by = (name: string, served: readonly Change[], key: (change: Change) => string): void => {
    const map = new Map<string, Change[]>();
    for (const change of served) map.set(key(change), [...(map.get(key(change)) ?? []), change]);
    for (const [about, list] of [...map].sort(([a], [b]) => (a < b ? -1 : 1))) add(name, list, about);
  };
  const binds = changes.filter((change) => change.kind === 'membership' && change.action === 'create');
  const unbinds = changes.filter((change) => change.kind === 'membership' && change.action === 'delete');
  if (bindBy === 'each') for (const change of binds) add('create', [change]);
  else if (bindBy === 'cover') {
    const pairs = binds.map((change) => [first(change.address), second(change.address)] as const);
    const queues = new Set(minimumVertexCover(pairs).left);
    by(
      'create',
      binds.filter((change) => queues.has(first(change.address))),
      (change) => `queue/${first(change.address)}`,
    );
    by(
      'create',
      binds.filter((change) => !queues.has(first(change.address))),
      (change) => `agent/${second(change.address)}`,
    );
  } else {
    by('create', binds, (change) =>
      bindBy === 'queue' ? `queue/${first(change.address)}` : `agent/${second(change.address)}`,
    );
  }
  if (bindBy === 'each') for (const change of unbinds) add('delete', [change]);
  else by('delete', unbinds, (change) => `agent/${second(change.address)}`);
  const agents = changes.filter((change) => change.kind === 'agent' && change.action === 'create');
  if (agents.length > 0) add('create', agents);
  for (const change of changes) {
    const grouped =
      (change.kind === 'membership' && change.action !== 'update') ||
      (change.kind === 'agent' && change.action === 'create');
    if (!grouped) add(change.action, [change], change.address);
  }
  return groups;
}

function lowerBound(changes: readonly Change[]): number {
  const isBind = (change: Change): boolean => change.kind === 'membership' && change.action === 'create';
  const isUnbind = (change: Change): boolean => change.kind === 'membership' && change.action === 'delete';
  const isAgent = (change: Change): boolean => change.kind === 'agent' && change.action === 'create';
  const binds = changes
    .filter(isBind)
    .map((change) => [first(change.address), second(change.address)] as const);
  const leaving = new Set(changes.filter(isUnbind).map((change) => second(change.address)));
  const rest = changes.filter((change) => !isBind(change) && !isUnbind(change) && !isAgent(change));
  return widestMatching(binds) + leaving.size + (changes.some(isAgent) ? 1 : 0) + rest.length;
}

const section = (name: string, kind: string): Section => ({
  name,
  kind,
  description: name,
  form: 'list',
  schema: z.object({}),
  identity: ['id'],
  address: (value) => `${kind}/${String(value.id)}`,
  expand: () => ({ resources: [] }),
  collapse: () => undefined,
});

export const provider: Provider = {
  type: 'fake',
  title: 'Fake',
  settings: z.object({}),
  secretSettings: [],
  defaults: { concurrency: 4, rate: 10 },
  sections: [
    section('queues', 'queue'),
    section('agents', 'agent'),
    section('extensions', 'extension'),
    section('memberships', 'membership'),
    section('numbers', 'number'),
    section('routes', 'route'),
    section('events', 'events'),
    section('campaigns', 'campaign'),
  ],
  kinds,
  operations: { create: write('POST'), update: write('PUT'), delete: write('DELETE') },
  capabilities: [],
  check: () => [],
  connect: () => ({
    baseUrl: 'http://127.0.0.1/',
    secrets: [],
    secretKeys: [],
    sign: ({ path }) => ({ url: path, headers: {} }),
    judge: ({ status, body }) =>
      status === 200
        ? { outcome: 'ok' }
        : status === 409
          ? { outcome: 'already', look: false, message: 'it is so already' }
          : { outcome: 'failed', code: String(status), message: String((body as { error?: string }).error) },
  }),
  read: () => Promise.reject(new Error('the planner reads nothing')),
  presence: () => Promise.resolve(new Set()),
  preconditions: () => [],
  group: (changes, context) => ({ groups: group(changes, context) }),
  lowerBound,
};

/** The resource that an address stands for, with the list it belongs to. */
export function resourceAt(address: string, fields: Resource['fields'] = {}, label?: string): Resource {
  const kind = parts(address)[0] ?? '';
  const list =
    kind === 'membership'
      ? `members of queue/${first(address)}`
      : kind === 'binding'
        ? `extensions of agent/${second(address)}`
        : undefined;
  return {
    kind,
    address,
    fields,
    ...(list === undefined ? {} : { list }),
    ...(label === undefined ? {} : { label }),
  };
}
