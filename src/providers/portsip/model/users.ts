// Users, who are the extensions and the agents: create, read, update, destroy (portsip.md 4).

import { type Effect, isSecretRef, type ModelAnswer, type Value } from '../../../contract/index.js';
import { listEffects } from './agents.js';
import { type Handler, updateMode, withItem } from './call.js';
import { wrongCallerId } from './caller-ids.js';
import { type FieldProblem, invalid, invalidField, refuse, success } from './envelope.js';
import { type Item, isRecord, readBody, textOf, view } from './fields.js';
import { listItems } from './list.js';
import { agentAddress, agentResource } from './normal-form.js';
import { collision, overLimit } from './numbers.js';
import { wrongPassword, wrongPin } from './passwords.js';
import { inUse } from './queues.js';
import { freeNumber } from './references.js';
import { roleNamed, withRole } from './roles.js';
import { claimNumber, newId, type PortsipState, queuesWith } from './state.js';
import { userFields } from './user-fields.js';

const fieldsOf = (state: PortsipState) => userFields(state.options);

export const listUsers: Handler = (state, { query }) =>
  listItems(state, 'users', state.users, fieldsOf(state), query);

export const showUser = withItem('users', 'user', (state, item) =>
  success(200, view(fieldsOf(state), item, 'S')),
);

export const createUser: Handler = (state, { body, tools }) => {
  const reading = readBody(fieldsOf(state), body, 'create', {}, state.options);
  if (reading.problems) return invalid(reading.problems);
  const problems = wrongUser(state, reading.item, ['password', 'extension_password', 'voicemail_pin']);
  if (state.logins.has(login(reading.item))) problems.push({ field: 'name', message: 'is already used' });
  const role = roleNamed(state, textOf(reading.item, 'role'));
  if (!role) problems.push({ field: 'role', message: 'is not a role of this tenant' });
  if (!role || problems.length > 0) return invalid(problems);
  const number = textOf(reading.item, 'extension_number');
  const refused = collision(state, number) ?? overLimit(state, 'max_extensions');
  if (refused) return refused;
  const id = newId(state, tools);
  const created_at = new Date(tools.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const item = withRole({ ...reading.item, id, created_at }, role);
  putUser(state, item);
  return success(201, { id }, [{ put: agentResource(item) }]);
};

const login = (item: Item): string => textOf(item, 'name').toLowerCase();

/** Stores a new user. */
export function putUser(state: PortsipState, item: Item): void {
  const [id, number] = [textOf(item, 'id'), textOf(item, 'extension_number')];
  state.users.set(id, item);
  state.logins.add(login(item));
  state.ids[agentAddress(number)] = id;
  claimNumber(state, number, { id, type: 'EXTENSION' });
}

function replaceUser(state: PortsipState, item: Item): ModelAnswer {
  state.users.set(textOf(item, 'id'), item);
  return success(200, undefined, [{ put: agentResource(item) }]);
}

export const updateUser = withItem('users', 'user', (state, item, { body }) => {
  const reading = readBody(fieldsOf(state), body, updateMode(state), item, state.options);
  if (reading.problems) return invalid(reading.problems);
  const problems = wrongUser(state, reading.item, ['voicemail_pin']);
  if (problems.length > 0) return invalid(problems);
  const agentOf = queuesWith(state, textOf(item, 'extension_number'));
  if (state.options.rules === '22.8' && reading.item.enable_cc !== true && agentOf.length > 0)
    return refuse(409, 'LICENSE_EXTENSION_IN_USE', 'the extension is an agent of a queue');
  return replaceUser(state, reading.item);
});

/** The password policy, the PIN rules, and caller ids, of the named fields. */
function wrongUser(state: PortsipState, item: Item, secrets: readonly string[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const field of secrets) {
    const message = wrongSecret(state, item, field, item[field]);
    if (message) problems.push({ field, message });
  }
  const callerId = wrongCallerId(state, item);
  return callerId ? [...problems, callerId] : problems;
}

function wrongSecret(
  state: PortsipState,
  item: Item,
  field: string,
  value: Value | undefined,
): string | undefined {
  // A plan on the model carries a stand-in: the literal was made or checked where it is known.
  if (isSecretRef(value)) return undefined;
  if (typeof value !== 'string') return 'must be a string';
  if (field === 'voicemail_pin') return wrongPin(value, state.policy, state.options.rules);
  const account = ['name', 'display_name', 'email', 'extension_number'].map((name) => textOf(item, name));
  return wrongPassword(value, state.policy, [...account, textOf(item, 'email').split('@')[0] ?? '']);
}

/** `POST /users/{id}/password` and `/extension_password`: one field each, by its own call (4.1). */
const setSecret = (field: 'password' | 'extension_password'): Handler =>
  withItem('users', 'user', (state, item, { body }) => {
    const value = isRecord(body) ? (body.password as Value | undefined) : undefined;
    const message = wrongSecret(state, item, field, value);
    if (message || value === undefined) return invalidField('password', message ?? 'is required');
    return replaceUser(state, { ...item, [field]: value });
  });
export const setPassword = setSecret('password');
export const setExtensionPassword = setSecret('extension_password');

export const setRole = withItem('users', 'user', (state, item, { body }) => {
  const wanted = isRecord(body) && typeof body.role === 'string' ? body.role : '';
  const role = roleNamed(state, wanted);
  return role
    ? replaceUser(state, withRole(item, role))
    : invalidField('role', 'is not a role of this tenant');
});

/** No rule is documented for agents: their memberships vanish; `destroy=strict` refuses (7.2). */
export const destroyUser = withItem('users', 'user', (state, item) => {
  const number = textOf(item, 'extension_number');
  if (state.options.rules === '22.8' && item.role === 'Admin' && !state.systemWide)
    return refuse(403, 'UNKNOWN', 'only a system-wide user may delete a user with the role Admin');
  const queues = queuesWith(state, number);
  if (state.options.destroy === 'strict' && queues.length > 0)
    return inUse(state, `extension ${number} is an agent of ${queues.length} queues`);
  const effects = queues.flatMap(([id, before]): readonly Effect[] => {
    const after = new Map(before);
    after.delete(number);
    state.members.set(id, after);
    const queue = state.queues.get(id);
    return queue ? listEffects(queue, before, after) : [];
  });
  state.users.delete(textOf(item, 'id'));
  state.logins.delete(login(item));
  state.calls.delete(number);
  delete state.ids[agentAddress(number)];
  freeNumber(state, number);
  return success(204, undefined, [...effects, { drop: agentAddress(number) }]);
});

/** Presence: run-time state, not configuration (portsip.md 3.5, 4.1). */
export const userStatus = withItem('users', 'user', (state, item) => {
  const number = textOf(item, 'extension_number');
  const called = state.calls.has(number);
  const online = queuesWith(state, number).some(([, members]) => members.get(number)?.status !== 'OFFLINE');
  return success(200, {
    status: called ? 'ON_CALL' : online ? 'ONLINE' : 'OFFLINE',
    presence: called ? 'ON_CALL' : online ? 'AVAILABLE' : 'OFFLINE',
    presence_note: null,
    registration: [],
    enable_dnd: item.enable_dnd ?? null,
    enable_acb: item.enable_acb ?? null,
  });
});
