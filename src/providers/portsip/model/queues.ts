// Call queues: create, read, update, destroy (portsip.md 3.1 to 3.4).

import type { Effect, ModelAnswer, Value } from '../../../contract/index.js';
import { type ApiCall, type Handler, notFound, updateMode, withItem } from './call.js';
import { wrongCallerId } from './caller-ids.js';
import { invalid, invalidField, refuse, success } from './envelope.js';
import { type Item, readBody, textOf, view } from './fields.js';
import { listItems } from './list.js';
import { membershipAddress, membershipResources, queueAddress, queueResource } from './normal-form.js';
import { collision, overLimit } from './numbers.js';
import { isOrdered, queueFields } from './queue-fields.js';
import { freeNumber, missingTarget, namedBy, queueTargets, ruleEffects } from './references.js';
import { keptRule } from './shapes.js';
import { claimNumber, looksLikeId, newId, type PortsipState } from './state.js';

const fieldsOf = (state: PortsipState) => queueFields(state.options.rules);

export const listQueues: Handler = (state, { query }) =>
  listItems(state, 'queues', state.queues, fieldsOf(state), query);

export const showQueue = withItem('queues', 'call queue', (state, item) =>
  success(200, view(fieldsOf(state), item, 'S')),
);

/** 200, where every other create answers 201 (portsip.md 3.1). */
export const createQueue: Handler = (state, { body, tools }) => {
  const reading = readBody(fieldsOf(state), body, 'create', {}, state.options);
  if (reading.problems) return invalid(reading.problems);
  const number = textOf(reading.item, 'extension_number');
  const refused =
    collision(state, number) ?? overLimit(state, 'max_call_queues') ?? wrongQueue(state, reading.item);
  if (refused) return refused;
  const id = newId(state, tools);
  const item = finished(state, { ...reading.item, id });
  putQueue(state, item);
  return success(200, { id }, [{ put: queueResource(item) }, ...ruleEffects(state, number)]);
};

/** Stores a new queue with no members. */
export function putQueue(state: PortsipState, item: Item): void {
  const [id, number] = [textOf(item, 'id'), textOf(item, 'extension_number')];
  state.queues.set(id, item);
  state.members.set(id, new Map());
  state.ids[queueAddress(number)] = id;
  claimNumber(state, number, { id, type: 'CALL_QUEUE' });
}

export const updateQueue = withItem('queues', 'call queue', (state, item, { body }) => {
  const reading = readBody(fieldsOf(state), body, updateMode(state), item, state.options);
  if (reading.problems) return invalid(reading.problems);
  const refused = wrongQueue(state, reading.item);
  if (refused) return refused;
  const next = finished(state, reading.item);
  const id = textOf(item, 'id');
  state.queues.set(id, next);
  const effects: Effect[] = [{ put: queueResource(next) }];
  // A PRIORITIZED strategy gives its members a position, and another one takes it away.
  if (isOrdered(item.polling_strategy) !== isOrdered(next.polling_strategy))
    for (const put of membershipResources(next, state.members.get(id) ?? new Map())) effects.push({ put });
  return success(200, undefined, effects);
});

/** What a body cannot show by itself: files, trunks, numbers of this tenant. */
function wrongQueue(state: PortsipState, item: Item): ModelAnswer | undefined {
  for (const name of ['moh_prompt_file_id', 'intro_prompt_file_id']) {
    const file = textOf(item, name);
    if (file !== '' && !state.files.has(file)) return invalidField(name, 'is not a file of this tenant');
  }
  const callerId = wrongCallerId(state, item);
  if (callerId) return invalid([callerId]);
  const missing = missingTarget(
    state,
    queueTargets(item).filter((number) => number !== item.extension_number),
  );
  return missing === undefined
    ? undefined
    : invalidField('forward_rule', `${missing} is not a number of this tenant`);
}

/** Derived fields: what GET shows of a prompt instead of its id (portsip.md 9.2). */
export function finished(state: PortsipState, item: Item): Item {
  const next: Record<string, Value> = { ...item };
  for (const name of ['no_answer_forward_rule', 'night_mode_forward_rule', 'exit_forward_rule'])
    if (name in next) next[name] = keptRule(next[name]);
  for (const prompt of ['moh', 'intro']) {
    const id = textOf(item, `${prompt}_prompt_file_id`);
    const file = state.files.get(id);
    next[`${prompt}_prompt_file_name`] = file?.name ?? null;
    next[`${prompt}_prompt_file_size`] = file?.size ?? null;
    next[`${prompt}_prompt_file_url`] = file ? `/api/blobs/${id}` : null;
  }
  return next;
}

/** 204; 400 for a malformed id, 404 (whose text says "User") for one that is not there. */
export const destroyQueue: Handler = (state, call: ApiCall) => {
  const id = call.params.id ?? '';
  const item = state.queues.get(id);
  if (!item) return looksLikeId(id) ? refuse(404, 'UNKNOWN', 'User not found') : badId(id);
  const number = textOf(item, 'extension_number');
  const users = state.options.destroy === 'strict' ? namedBy(state, number) : [];
  if (users.length > 0) return inUse(state, `number ${number} is used by ${users.join(', ')}`);
  const members = [...(state.members.get(id) ?? new Map()).keys()];
  state.queues.delete(id);
  state.members.delete(id);
  delete state.ids[queueAddress(number)];
  freeNumber(state, number);
  return success(204, undefined, [
    ...members.map((agent): Effect => ({ drop: membershipAddress(number, agent) })),
    { drop: queueAddress(number) },
    ...ruleEffects(state, number),
  ]);
};

const badId = (id: string): ModelAnswer => refuse(400, 'UNKNOWN', 'bad id', { id });

/** `RESOURCE_IN_USE` came with 22.8 (portsip.md 8). */
export function inUse(state: PortsipState, message: string): ModelAnswer {
  return refuse(409, state.options.rules === '22.8' ? 'RESOURCE_IN_USE' : 'UNKNOWN', message);
}

export const queueStatus = withItem('queues', 'call queue', (state, item) => {
  const members = [...(state.members.get(textOf(item, 'id')) ?? new Map()).values()];
  const online = members.some(({ status }) => status !== 'OFFLINE' && status !== 'LOGGED_OUT');
  return success(200, { status: online ? 'ONLINE' : 'OFFLINE' });
});

/** No caller waits in a model: calls are not simulated. */
export const queueWaiting = withItem('queues', 'call queue', () => success(200, { items: [] }));
export const pickUpWaiting = withItem('queues', 'call queue', (state) => notFound(state, 'waiting call'));
