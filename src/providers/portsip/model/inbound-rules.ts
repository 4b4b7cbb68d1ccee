// Inbound rules: which number of which trunk goes where (portsip.md 5.3).

import type { Effect, ModelAnswer, Value } from '../../../contract/index.js';
import { type Handler, updateMode, withItem } from './call.js';
import { covers, overlaps, readInterval, readPool, sizeOf } from './did.js';
import { invalid, invalidField, refuse, success } from './envelope.js';
import { type Item, isRecord, readBody, textOf, view } from './fields.js';
import { listItems } from './list.js';
import { ruleAddress, ruleResource } from './normal-form.js';
import { inboundTargets, missingTarget } from './references.js';
import { inboundFields } from './routing-fields.js';
import { keptRule } from './shapes.js';
import { newId, type PortsipState } from './state.js';

const RULES = ['office_hours_forward_rule', 'non_office_hours_forward_rule', 'holiday_forward_rule'] as const;
const fieldsOf = (state: PortsipState) => inboundFields(state.options.rules);

/** Holidays are written as ids and read as whole objects. */
const opened =
  (state: PortsipState) =>
  (item: Item): Item => {
    const ids = Array.isArray(item.holidays) ? (item.holidays as readonly Value[]) : undefined;
    return ids ? { ...item, holidays: ids.map((id) => state.holidays.get(String(id)) ?? null) } : item;
  };

/** Rows carry every field: no item GET is needed. */
export const listRules: Handler = (state, { query }) =>
  listItems(state, 'rules', state.rules, fieldsOf(state), query, opened(state));

export const showRule = withItem('rules', 'inbound rule', (state, item) =>
  success(200, view(fieldsOf(state), opened(state)(item), 'S')),
);

export const createRule: Handler = (state, { body, tools }) => {
  const reading = readBody(fieldsOf(state), body, 'create', {}, state.options);
  if (reading.problems) return invalid(reading.problems);
  const refused = wrongRule(state, reading.item);
  if (refused) return refused;
  const id = newId(state, tools);
  const item = keptItem({ ...reading.item, id });
  putRule(state, item);
  return success(201, { id }, [{ put: ruleResource(state, item) }]);
};

export function putRule(state: PortsipState, item: Item): void {
  state.rules.set(textOf(item, 'id'), item);
  state.ids[ruleAddress(state, item)] = textOf(item, 'id');
}

export function keptItem(item: Item): Item {
  const next: Record<string, Value> = { ...item };
  for (const name of RULES) next[name] = keptRule(item[name]);
  return next;
}

export const updateRule = withItem('rules', 'inbound rule', (state, item, { body }) => {
  const reading = readBody(fieldsOf(state), body, updateMode(state), item, state.options);
  if (reading.problems) return invalid(reading.problems);
  const refused = wrongRule(state, reading.item);
  if (refused) return refused;
  const before = ruleAddress(state, item);
  const next = keptItem(reading.item);
  delete state.ids[before];
  putRule(state, next);
  const after = ruleAddress(state, next);
  const effects: Effect[] = [
    ...(after === before ? [] : [{ drop: before }]),
    { put: ruleResource(state, next) },
  ];
  return success(200, undefined, effects);
});

function wrongRule(state: PortsipState, item: Item): ModelAnswer | undefined {
  const trunk = state.trunks.get(textOf(item, 'provider_id'));
  if (!trunk) return invalidField('provider_id', 'is not a trunk of this tenant');
  const wanted = readInterval(textOf(item, 'did_numbers'));
  if (!wanted)
    return invalidField('did_numbers', 'must be one number or one low-high range, with no leading + or 0');
  if (!covers(readPool(textOf(trunk, 'did_numbers')) ?? [], wanted))
    return invalidField('did_numbers', 'is outside the DID pool of the trunk');
  const rival = [...state.rules.values()].find((other) => rivals(item, other));
  if (rival)
    return invalidField(
      'did_numbers',
      `shares number, trunk and caller mask with rule ${textOf(rival, 'name')}`,
    );
  const holidays = Array.isArray(item.holidays) ? (item.holidays as readonly Value[]) : [];
  if (holidays.some((id) => !state.holidays.has(String(id))))
    return invalidField('holidays', 'names a holiday that does not exist');
  return wrongTargets(state, item, sizeOf(wanted));
}

/** Rules may share a number of a trunk only with distinct caller masks. */
function rivals(item: Item, other: Item): boolean {
  if (other.id === item.id || other.provider_id !== item.provider_id) return false;
  if (textOf(other, 'cid_number_mask') !== textOf(item, 'cid_number_mask')) return false;
  const [left, right] = [
    readInterval(textOf(item, 'did_numbers')),
    readInterval(textOf(other, 'did_numbers')),
  ];
  return left !== undefined && right !== undefined && overlaps(left, right);
}

/** A target range maps one to one onto the DID range, so both have one size. */
function wrongTargets(state: PortsipState, item: Item, size: bigint): ModelAnswer | undefined {
  for (const name of RULES) {
    const rule = item[name];
    const number = isRecord(rule) && typeof rule.number === 'string' ? rule.number : '';
    if (!number.includes('-')) continue;
    const range = readInterval(number);
    if (!range || sizeOf(range) !== size)
      return invalidField(name, 'the range must be as large as the DID range');
  }
  const missing = missingTarget(state, inboundTargets(item));
  return missing === undefined
    ? undefined
    : invalidField('forward_rule', `${missing} is not a number of this tenant`);
}

/** 204; 400 for an id that is not there (portsip.md 5.3). */
export const destroyRule: Handler = (state, { params }) => {
  const item = state.rules.get(params.id ?? '');
  if (!item) return refuse(400, 'UNKNOWN', 'bad id');
  const address = ruleAddress(state, item);
  state.rules.delete(textOf(item, 'id'));
  delete state.ids[address];
  return success(204, undefined, [{ drop: address }]);
};
