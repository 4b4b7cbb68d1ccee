// Seeds users, queues and their agents.

import type { ModelTools, Resource, Value } from '../../../contract/index.js';
import type { Facts } from './facts.js';
import type { Item } from './fields.js';
import { AGENT_NAMES, QUEUE_NAMES } from './normal-form.js';
import { queueFields } from './queue-fields.js';
import { finished, putQueue } from './queues.js';
import { withRole } from './roles.js';
import { seedPassword, seedPin } from './seed-secrets.js';
import { type Member, newId, type PortsipState } from './state.js';
import { defaultsOf } from './tenant-fields.js';
import { userFields } from './user-fields.js';
import { putUser } from './users.js';

function renamed(names: Readonly<Record<string, string>>, resource: Resource): Record<string, Value> {
  const item: Record<string, Value> = {};
  for (const [ours, theirs] of Object.entries(names)) {
    const value = resource.fields[ours];
    if (value !== undefined && value !== null) item[theirs] = value;
  }
  return item;
}

export const numberOf = (resource: Resource): string =>
  resource.address.slice(resource.address.indexOf('/') + 1);

/** A user with what a resource says; the rest as a fresh user has it. */
export function seedUser(
  state: PortsipState,
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
    enable_cc: facts.withoutContactCenter
      ? !facts.withoutContactCenter.has(number)
      : state.options.seedCc === 'all' || licensed.has(number),
  };
  const role = state.roles.get(String(resource.fields.role ?? 'StandardUser'));
  putUser(state, role ? withRole(item, role) : item);
}

export function seedQueue(state: PortsipState, facts: Facts, resource: Resource, tools: ModelTools): void {
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
export function seedMembers(state: PortsipState, memberships: readonly Resource[]): void {
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
