// Fills a tenant so that it holds exactly the given resources, without asking the rules.

import type { ModelTools, Resource, Value } from '../../../contract/index.js';
import { type Facts, readFacts } from './facts.js';
import { TENANT_ROLES } from './roles.js';
import { seedMembers, seedQueue, seedUser } from './seed-people.js';
import { seedMissingTrunks, seedRule, seedSlot, seedTrunk } from './seed-routing.js';
import { claimNumber, newId, type PortsipState } from './state.js';
import { limitsOf, readOptions } from './switches.js';
import { emptySlot } from './tenant.js';
import { defaultsOf, policyFields, SLOTS, tenantFields } from './tenant-fields.js';

export function seed(
  resources: Iterable<Resource>,
  rawFacts: Readonly<Record<string, Value>>,
  given: Readonly<Record<string, string>>,
  tools: ModelTools,
): PortsipState {
  const facts = readFacts(rawFacts, given);
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
  seedMissingTrunks(state, of('relay-number'), tools);
  for (const one of of('relay-number')) seedRule(state, one, tools, facts.holidaysOf.get(one.address));
  for (const one of of('subscription')) seedSlot(state, one);
  return state;
}

function emptyState(facts: Facts, given: Readonly<Record<string, string>>, tools: ModelTools): PortsipState {
  const options = readOptions(given, facts.version);
  const state: PortsipState = {
    options,
    version: facts.version,
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
    shownSlots: facts.slots,
    declaredQueues: facts.declaredQueues,
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
    ...limitsOf(options),
    ...Object.fromEntries(SLOTS.map((slot) => [slot, emptySlot()])),
  };
  const seeded: PortsipState = { ...state, files };
  for (const id of [...facts.holidaysOf.values()].flat()) seeded.holidays.set(id, { id, name: id });
  for (const holiday of facts.holidays) {
    const id = newId(seeded, tools);
    seeded.holidays.set(id, { id, name: holiday });
  }
  return seeded;
}

export function seedRoles(state: PortsipState, wanted: readonly string[], tools: ModelTools): void {
  const { roles } = state;
  const described = new Map(TENANT_ROLES);
  for (const name of [...described.keys(), ...wanted])
    if (!roles.has(name))
      roles.set(name, { id: newId(state, tools), name, description: described.get(name) ?? '' });
}
