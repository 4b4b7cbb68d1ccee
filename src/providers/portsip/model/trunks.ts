// Trunks and their DID pools: what inbound rules and caller ids need to exist (portsip.md 5.1, 5.2).

import type { ModelAnswer } from '../../../contract/index.js';
import { type Handler, updateMode, withItem } from './call.js';
import { readPool } from './did.js';
import { invalid, invalidField, refuse, success } from './envelope.js';
import { type Item, readBody, textOf, view } from './fields.js';
import { listItems } from './list.js';
import { ruleAddress, ruleResource } from './normal-form.js';
import { trunkFields } from './routing-fields.js';
import { newId, type PortsipState } from './state.js';

export const trunkAddress = (name: string): string => `trunk/${name}`;

export const listTrunks: Handler = (state, { query }) =>
  listItems(state, 'trunks', state.trunks, trunkFields, query);

export const showTrunk = withItem('trunks', 'trunk', (_state, item) =>
  success(200, view(trunkFields, item, 'S')),
);

export const trunkStatus = withItem('trunks', 'trunk', (_state, item) =>
  success(200, { status: item.enabled === true ? 'ONLINE' : 'OFFLINE' }),
);

export const createTrunk: Handler = (state, { body, tools }) => {
  const reading = readBody(trunkFields, body, 'create', {}, state.options);
  if (reading.problems) return invalid(reading.problems);
  const refused = wrongTrunk(state, reading.item);
  if (refused) return refused;
  // Who may create what: IP_AUTH is the system administrator's alone (5.2).
  if (reading.item.auth_mode === 'IP_AUTH' && !state.systemWide)
    return refuse(403, 'UNKNOWN', 'only the system administrator may create an IP_AUTH trunk');
  const id = newId(state, tools);
  putTrunk(state, { ...reading.item, id, shared: false });
  return success(201, { id });
};

export function putTrunk(state: PortsipState, item: Item): void {
  state.trunks.set(textOf(item, 'id'), item);
  state.ids[trunkAddress(textOf(item, 'name'))] = textOf(item, 'id');
}

function wrongTrunk(state: PortsipState, item: Item): ModelAnswer | undefined {
  if (!readPool(textOf(item, 'did_numbers')))
    return invalidField(
      'did_numbers',
      'must be numbers and low-high ranges separated by ;, with no leading + or 0',
    );
  const twin = [...state.trunks.values()].find(
    (other) =>
      other.id !== item.id &&
      other.hostname === item.hostname &&
      textOf(other, 'auth_id') === textOf(item, 'auth_id'),
  );
  return twin && invalidField('hostname', 'hostname and auth_id must be unique together');
}

/** A pool may shrink below the numbers in use: accepted, and broken (portsip.md 7.2). */
export const updateTrunk = withItem('trunks', 'trunk', (state, item, { body }) => {
  if (item.shared === true) return notYours();
  const reading = readBody(trunkFields, body, updateMode(state), item, state.options);
  if (reading.problems) return invalid(reading.problems);
  const refused = wrongTrunk(state, reading.item);
  if (refused) return refused;
  const rules = rulesOf(state, item);
  const before = rules.map((rule) => ruleAddress(state, rule));
  for (const address of before) delete state.ids[address];
  delete state.ids[trunkAddress(textOf(item, 'name'))];
  putTrunk(state, reading.item);
  const moved = rules.map((rule) => ruleAddress(state, rule));
  for (const [index, rule] of rules.entries()) state.ids[moved[index] ?? ''] = textOf(rule, 'id');
  const drops = before.filter((address) => !moved.includes(address)).map((drop) => ({ drop }));
  return success(200, undefined, [...drops, ...rules.map((rule) => ({ put: ruleResource(state, rule) }))]);
});

const rulesOf = (state: PortsipState, trunk: Item): Item[] =>
  [...state.rules.values()].filter((rule) => rule.provider_id === trunk.id);

/** 400 for an id that is not there; in use: some 4XX before 22.8, then 409 (portsip.md 7.2). */
export const destroyTrunk: Handler = (state, { params }) => {
  const item = state.trunks.get(params.id ?? '');
  if (!item) return refuse(400, 'UNKNOWN', 'bad id');
  if (item.shared === true) return notYours();
  if (rulesOf(state, item).length > 0) {
    const message = 'an inbound or outbound rule uses the trunk';
    return state.options.rules === '22.8'
      ? refuse(409, 'RESOURCE_IN_USE', message)
      : refuse(400, 'UNKNOWN', message);
  }
  state.trunks.delete(textOf(item, 'id'));
  delete state.ids[trunkAddress(textOf(item, 'name'))];
  return success(204);
};

const notYours = (): ModelAnswer => refuse(403, 'UNKNOWN', 'the trunk is shared by the system administrator');
