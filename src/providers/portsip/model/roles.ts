// Roles: the built-in ones that a tenant can give, and those of its own (portsip.md 2.2, 4.1, 9.12).

import { type Handler, notFound } from './call.js';
import { success } from './envelope.js';
import { type Fields, type Item, text } from './fields.js';
import { listItems } from './list.js';
import type { PortsipState, Role } from './state.js';

/** Built-in roles below the system level; the others are not a tenant's to give. */
export const TENANT_ROLES: readonly (readonly [string, string])[] = [
  ['Admin', 'Everything in the tenant'],
  ['StandardUser', 'Calls inside the country'],
  ['StandardInternationalUser', 'Calls to everywhere'],
  ['QueueManager', 'Manages queues and users, views trunks'],
];

const rowFields: Fields = { name: text('SL'), description: text('SL') };
const laterFields: Fields = { id: text('SL'), ...rowFields };

const asItem = ({ id, name, description }: Role): Item => ({ id, name, description });

export const listRoles: Handler = (state, { query }) => {
  const items = new Map([...state.roles].map(([name, role]) => [name, asItem(role)]));
  return listItems(state, 'roles', items, state.options.rules === '22.8' ? laterFields : rowFields, query);
};

/** Keyed by name in 22.2, by id since 22.3. */
export const showRole: Handler = (state, { params }) => {
  const key = params.id ?? '';
  const role = state.options.rules === '22.8' ? roleById(state, key) : state.roles.get(key);
  if (!role) return notFound(state, 'role');
  const { id, name, description } = role;
  const shown = { name, permissions: null, description };
  return success(200, state.options.rules === '22.8' ? { id, ...shown } : shown);
};

const roleById = (state: PortsipState, id: string): Role | undefined =>
  [...state.roles.values()].find((role) => role.id === id);

/** What a `role` field of a request names: a name, or under 22.8 rules with `roleBy=id` an id. */
export function roleNamed(state: PortsipState, value: string): Role | undefined {
  const byId = state.options.rules === '22.8' && state.options.roleBy === 'id';
  return byId ? roleById(state, value) : state.roles.get(value);
}

export const withRole = (item: Item, role: Role): Item => ({
  ...item,
  role: role.name,
  role_id: role.id,
  role_name: role.name,
});
