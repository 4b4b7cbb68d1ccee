// Another writer, past the API and its rules: puts and removes what a portal user or a second tool would.

import type { Address, Effect, ModelTools, Resource, Value } from '../../../contract/index.js';
import { listEffects } from './agents.js';
import { readFacts } from './facts.js';
import { type Fields, type Item, textOf } from './fields.js';
import { destroyRule, putRule } from './inbound-rules.js';
import {
  AGENT_NAMES,
  agentResource,
  membershipResources,
  QUEUE_NAMES,
  queueResource,
  ruleResource,
  slotResource,
} from './normal-form.js';
import { isOrdered, queueFields } from './queue-fields.js';
import { destroyQueue, finished } from './queues.js';
import { ruleEffects } from './references.js';
import { withRole } from './roles.js';
import { seedRoles } from './seed.js';
import { numberOf, seedQueue, seedUser } from './seed-people.js';
import { seedMissingTrunks, seedRule, seedSlot } from './seed-routing.js';
import type { PortsipState } from './state.js';
import { emptySlot } from './tenant.js';
import { SLOTS } from './tenant-fields.js';
import { userFields } from './user-fields.js';
import { destroyUser } from './users.js';

const NO_FACTS = readFacts({});

/** Creates the object, or lays the resource's fields over it. Unknown kinds throw. */
export function putResource(state: PortsipState, resource: Resource, tools: ModelTools): readonly Effect[] {
  state.lists.clear();
  if (resource.kind === 'agent') return putAgent(state, resource, tools);
  if (resource.kind === 'queue') return putQueueResource(state, resource, tools);
  if (resource.kind === 'membership') return putMember(state, resource);
  if (resource.kind === 'relay-number') return putInbound(state, resource, tools);
  if (resource.kind === 'subscription') return putSlot(state, resource);
  throw new Error(`${resource.address}: there is no kind ${resource.kind}.`);
}

/** Nothing happens if it is not there. */
export function dropResource(state: PortsipState, address: Address, tools: ModelTools): readonly Effect[] {
  state.lists.clear();
  const [kind, first = '', second = ''] = address.split('/');
  if (kind === 'membership') return dropMember(state, first, second);
  if (kind === 'subscription') return dropSlot(state, first);
  const handler = { agent: destroyUser, queue: destroyQueue, 'relay-number': destroyRule }[kind ?? ''];
  const id = state.ids[address];
  if (!handler || id === undefined) return [];
  const { options, systemWide } = state;
  Object.assign(state, { options: { ...options, destroy: 'lenient' }, systemWide: true });
  const answer = handler(state, { params: { id }, query: {}, body: undefined, tools });
  Object.assign(state, { options, systemWide });
  return answer.effects;
}

/** Vendor fields of a resource; null goes back to the documented default. */
function overlay(names: Readonly<Record<string, string>>, fields: Fields, resource: Resource): Item {
  const item: Record<string, Value> = {};
  for (const [ours, theirs] of Object.entries(names)) {
    const value = resource.fields[ours];
    if (value !== undefined) item[theirs] = value ?? fields[theirs]?.default ?? null;
  }
  return item;
}

function putAgent(state: PortsipState, resource: Resource, tools: ModelTools): Effect[] {
  const role = typeof resource.fields.role === 'string' ? resource.fields.role : undefined;
  seedRoles(state, [role ?? 'StandardUser'], tools);
  const id = state.ids[resource.address];
  if (id === undefined) {
    seedUser(state, NO_FACTS, resource, new Set(), tools);
  } else {
    const before = state.users.get(id) ?? {};
    const next = { ...before, ...overlay(AGENT_NAMES, userFields(state.options), resource) };
    const known = state.roles.get(textOf(next, 'role'));
    state.logins.delete(textOf(before, 'name').toLowerCase());
    state.logins.add(textOf(next, 'name').toLowerCase());
    state.users.set(id, known ? withRole(next, known) : next);
  }
  return [{ put: agentResource(state.users.get(state.ids[resource.address] ?? '') ?? {}) }];
}

function putQueueResource(state: PortsipState, resource: Resource, tools: ModelTools): Effect[] {
  const id = state.ids[resource.address];
  const before = state.queues.get(id ?? '');
  if (id === undefined || !before) {
    seedQueue(state, NO_FACTS, resource, tools);
  } else {
    const values = overlay(QUEUE_NAMES, queueFields(state.options.rules), resource);
    state.queues.set(id, finished(state, { ...before, ...values }));
  }
  const next = state.queues.get(state.ids[resource.address] ?? '') ?? {};
  const reordered = before && isOrdered(before.polling_strategy) !== isOrdered(next.polling_strategy);
  const members = reordered ? membershipResources(next, state.members.get(id ?? '') ?? new Map()) : [];
  return [
    { put: queueResource(next) },
    ...members.map((put): Effect => ({ put })),
    ...(before ? [] : ruleEffects(state, numberOf(resource))),
  ];
}

function putMember(state: PortsipState, resource: Resource): Effect[] {
  const [, queueNumber = '', agent = ''] = resource.address.split('/');
  const id = state.ids[`queue/${queueNumber}`] ?? '';
  const queue = state.queues.get(id);
  if (!queue) return [];
  const before = state.members.get(id) ?? new Map();
  const order = [...before.keys()].filter((number) => number !== agent);
  const known = [...before.keys()].indexOf(agent);
  const place = resource.fields.position ?? (known < 0 ? order.length : known);
  order.splice(Number(place), 0, agent);
  const skill = Number(resource.fields.skillLevel ?? before.get(agent)?.skill ?? 1);
  const mine = { skill, status: before.get(agent)?.status ?? ('OFFLINE' as const) };
  const after = new Map(
    order.map((number) => [number, number === agent ? mine : (before.get(number) ?? mine)]),
  );
  state.members.set(id, after);
  return listEffects(queue, before, after);
}

function dropMember(state: PortsipState, queueNumber: string, agent: string): Effect[] {
  const id = state.ids[`queue/${queueNumber}`] ?? '';
  const [queue, before] = [state.queues.get(id), state.members.get(id)];
  if (!queue || !before?.has(agent)) return [];
  const after = new Map(before);
  after.delete(agent);
  state.members.set(id, after);
  return listEffects(queue, before, after);
}

function putInbound(state: PortsipState, resource: Resource, tools: ModelTools): Effect[] {
  const id = state.ids[resource.address];
  const before = state.rules.get(id ?? '');
  if (id !== undefined) state.rules.delete(id);
  seedMissingTrunks(state, [resource], tools);
  const given = before ? { ...ruleResource(state, before).fields, ...resource.fields } : resource.fields;
  // `queue` and `forward` exclude each other: the one that is given wins over the one that was.
  const { queue, forward } = resource.fields;
  const either = queue ? { queue, forward: null } : forward ? { queue: null, forward } : {};
  seedRule(state, { ...resource, fields: { ...given, ...either } }, tools);
  const made = state.rules.get(state.ids[resource.address] ?? '');
  if (!made) return [];
  if (!before || id === undefined) return [{ put: ruleResource(state, made) }];
  // The same object for its other users: its id and all that no resource holds stay.
  state.rules.delete(textOf(made, 'id'));
  const next: Record<string, Value> = { ...before };
  for (const name of ['name', 'office_hours_forward_rule', 'non_office_hours_forward_rule'])
    next[name] = made[name] ?? null;
  putRule(state, next);
  return [{ put: ruleResource(state, next) }];
}

function putSlot(state: PortsipState, resource: Resource): Effect[] {
  const slot = SLOTS.find((name) => resource.address === `subscription/${name}`);
  const before = slot && slotResource(state, state.tenant, slot);
  seedSlot(state, { ...resource, fields: { ...before?.fields, ...resource.fields } });
  const put = slot && slotResource(state, state.tenant, slot);
  return put ? [{ put }] : [];
}

function dropSlot(state: PortsipState, name: string): Effect[] {
  const slot = SLOTS.find((one) => one === name);
  const before = slot && slotResource(state, state.tenant, slot);
  if (!slot || !before) return [];
  state.tenant = { ...state.tenant, [slot]: emptySlot() };
  return [{ drop: before.address }];
}
