// Fills a tenant so that it holds exactly the given resources, without asking the rules.

import type { ModelTools, Resource, Value } from '../../../contract/index.js';
import { type Facts, readFacts } from './facts.js';
import { type Item, isRecord, textOf } from './fields.js';
import { keptItem, putRule } from './inbound-rules.js';
import { AGENT_NAMES, QUEUE_NAMES } from './normal-form.js';
import { queueFields } from './queue-fields.js';
import { finished, putQueue } from './queues.js';
import { TENANT_ROLES, withRole } from './roles.js';
import { inboundFields, trunkFields } from './routing-fields.js';
import { readRuleAddress } from './rule-address.js';
import { seedPassword, seedPin } from './seed-secrets.js';
import { claimNumber, type Member, newId, type Role, type State } from './state.js';
import { readOptions } from './switches.js';
import { emptySlot } from './tenant.js';
import { defaultsOf, policyFields, SLOTS, tenantFields } from './tenant-fields.js';
import { putTrunk, trunkAddress } from './trunks.js';
import { userFields } from './user-fields.js';
import { putUser } from './users.js';

export function seedState(
  resources: Iterable<Resource>,
  rawFacts: Readonly<Record<string, Value>>,
  given: Readonly<Record<string, string>>,
  tools: ModelTools,
): State {
  const facts = readFacts(rawFacts);
  const all = [...resources];
  const of = (kind: string): Resource[] => all.filter((resource) => resource.kind === kind);
  const state = emptyState(facts, given, tools);
  seedRoles(
    state,
    [...facts.roles, ...of('agent').map((one) => String(one.fields.role ?? 'StandardUser'))],
    tools,
  );
  const memberships = of('membership');
  const licensed = new Set(memberships.map((one) => one.address.split('/')[2]));
  for (const one of facts.otherNumbers) claimNumber(state, one.number, { id: newId(state, tools), ...one });
  for (const one of of('agent')) seedUser(state, facts, one, licensed, tools);
  for (const one of of('queue')) seedQueue(state, facts, one, tools);
  seedMembers(state, memberships);
  for (const trunk of facts.trunks) seedTrunk(state, trunk, tools);
  for (const one of of('relay-number')) seedRule(state, one, tools);
  for (const one of of('subscription')) seedSlot(state, one);
  return state;
}

function emptyState(facts: Facts, given: Readonly<Record<string, string>>, tools: ModelTools): State {
  const options = readOptions(given, facts.version);
  const state: State = {
    options,
    version: facts.version ?? `${options.rules}.0`,
    users: new Map(),
    queues: new Map(),
    rules: new Map(),
    trunks: new Map(),
    holidays: new Map(),
    roles: new Map(),
    files: new Map(),
    members: new Map(),
    numbers: new Map(),
    logins: new Set(),
    gone: new Set(),
    calls: new Map(),
    ids: {},
    lists: new Map(),
    tenant: {},
    policy: { ...defaultsOf(policyFields), ...facts.passwordPolicy },
    systemWide: false,
  };
  const files = new Map(
    [...facts.prompts].map(([, name]) => [newId(state, tools), { name, size: 1000 + name.length }] as const),
  );
  state.tenant = {
    ...defaultsOf(tenantFields(options.rules)),
    id: newId(state, tools),
    name: facts.domain,
    domain: facts.domain,
    ...facts.limits,
    ...(options.maxExtensions === undefined ? {} : { max_extensions: options.maxExtensions }),
    ...(options.maxCallQueues === undefined ? {} : { max_call_queues: options.maxCallQueues }),
    ...Object.fromEntries(SLOTS.map((slot) => [slot, emptySlot()])),
  };
  const seeded: State = { ...state, files };
  for (const holiday of facts.holidays) {
    const id = newId(seeded, tools);
    seeded.holidays.set(id, { id, name: holiday });
  }
  return seeded;
}

function seedRoles(state: State, wanted: readonly string[], tools: ModelTools): void {
  const roles = state.roles as Map<string, Role>;
  const described = new Map(TENANT_ROLES);
  for (const name of [...described.keys(), ...wanted])
    if (!roles.has(name))
      roles.set(name, { id: newId(state, tools), name, description: described.get(name) ?? '' });
}

function renamed(names: Readonly<Record<string, string>>, resource: Resource): Record<string, Value> {
  const item: Record<string, Value> = {};
  for (const [ours, theirs] of Object.entries(names)) {
    const value = resource.fields[ours];
    if (value !== undefined && value !== null) item[theirs] = value;
  }
  return item;
}

const numberOf = (resource: Resource): string => resource.address.slice(resource.address.indexOf('/') + 1);

function seedUser(
  state: State,
  facts: Facts,
  resource: Resource,
  licensed: ReadonlySet<string | undefined>,
  tools: ModelTools,
): void {
  const number = numberOf(resource);
  const fields = userFields(state.options);
  const item: Item = {
    ...defaultsOf(fields),
    name: `user${number}`,
    display_name: number,
    email: `${number}@example.com`,
    ...renamed(AGENT_NAMES, resource),
    id: newId(state, tools),
    extension_number: number,
    password: seedPassword(tools),
    extension_password: seedPassword(tools),
    voicemail_pin: seedPin(tools),
    created_at: '2026-01-01T00:00:00Z',
    sync_type: facts.synced.has(number) ? 'Microsoft 365' : null,
    enable_cc: state.options.seedCc === 'all' || licensed.has(number),
  };
  const role = state.roles.get(String(resource.fields.role ?? 'StandardUser'));
  putUser(state, role ? withRole(item, role) : item);
}

function seedQueue(state: State, facts: Facts, resource: Resource, tools: ModelTools): void {
  const number = numberOf(resource);
  const prompt = facts.prompts.get(number);
  const file = [...state.files].find(([, { name }]) => name === prompt);
  const item = {
    ...defaultsOf(queueFields(state.options.rules)),
    name: number,
    ...renamed(QUEUE_NAMES, resource),
    id: newId(state, tools),
    extension_number: number,
    moh_prompt_file_id: file?.[0] ?? null,
  };
  putQueue(state, finished(state, item));
}

/** By position where there is one, else by agent number. */
function seedMembers(state: State, memberships: readonly Resource[]): void {
  const place = (resource: Resource): number =>
    typeof resource.fields.position === 'number' ? resource.fields.position : Number.MAX_SAFE_INTEGER;
  const sorted = [...memberships].sort(
    (left, right) => place(left) - place(right) || (left.address < right.address ? -1 : 1),
  );
  const lists = new Map<string, Map<string, Member>>();
  for (const resource of sorted) {
    const [, queue = '', agent = ''] = resource.address.split('/');
    const id = state.ids[`queue/${queue}`];
    if (id === undefined)
      throw new Error(`${resource.address} names a queue that is not among the resources.`);
    const members = lists.get(id) ?? new Map<string, Member>();
    members.set(agent, { skill: Number(resource.fields.skillLevel ?? 1), status: 'OFFLINE' });
    lists.set(id, members);
  }
  for (const [id, members] of lists) state.members.set(id, members);
}

function seedTrunk(state: State, trunk: Facts['trunks'][number], tools: ModelTools): void {
  putTrunk(state, {
    ...defaultsOf(trunkFields),
    id: newId(state, tools),
    name: trunk.name,
    did_numbers: trunk.pool,
    shared: trunk.shared,
    brand: 'Generic',
    auth_mode: 'REGISTER_AUTH',
    transport: 'UDP',
    hostname: `trunk-${state.trunks.size + 1}.example.com`,
    port: 5060,
    outbound_server: `trunk-${state.trunks.size + 1}.example.com`,
    outbound_server_port: 5060,
    concurrency: 30,
  });
}

/** A rule whose trunk the facts do not list brings its trunk along. */
function seedRule(state: State, resource: Resource, tools: ModelTools): void {
  const names = [...state.trunks.values()].map((trunk) => textOf(trunk, 'name'));
  const { did, trunk, mask } = readRuleAddress(resource.address, names);
  if (state.ids[trunkAddress(trunk)] === undefined)
    seedTrunk(state, { name: trunk, pool: did, shared: false }, tools);
  const { queue, forward } = resource.fields;
  const always =
    typeof queue === 'string' ? { action: 'FORWARD_TO_NUMBER', number: queue } : (forward ?? null);
  // "Always to a queue" shows as `queue`; so a `forward` to a queue holds in office hours alone.
  const toQueue = isRecord(forward) && state.numbers.get(String(forward.number))?.type === 'CALL_QUEUE';
  putRule(
    state,
    keptItem({
      ...defaultsOf(inboundFields(state.options.rules)),
      id: newId(state, tools),
      name: typeof resource.fields.name === 'string' ? resource.fields.name : did,
      provider_id: state.ids[trunkAddress(trunk)] ?? null,
      did_numbers: did,
      cid_number_mask: mask === '' ? null : mask,
      office_hours_forward_rule: always,
      non_office_hours_forward_rule: typeof queue !== 'string' && toQueue ? null : always,
    }),
  );
}

/** Credentials are no part of a resource: a slot with authentication gets some. */
function seedSlot(state: State, resource: Resource): void {
  const slot = SLOTS.find((name) => resource.address === `subscription/${name}`);
  if (!slot) throw new Error(`${resource.address} is not one of the tenant's two event slots.`);
  const auth = typeof resource.fields.auth === 'string' ? resource.fields.auth : 'DISABLE';
  const basic = auth === 'BASIC' || auth === 'DIGEST';
  state.tenant = {
    ...state.tenant,
    [slot]: {
      ...emptySlot(),
      url: resource.fields.callback ?? null,
      enabled: resource.fields.enabled === true,
      auth,
      username: basic ? 'seededuser' : null,
      password: basic ? 'seededpassword1' : null,
      token: auth === 'BEARER' ? 'seeded-token' : null,
    },
  };
}
