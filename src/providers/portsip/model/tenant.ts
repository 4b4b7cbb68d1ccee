// The tenant object with its two webhook slots, its usage, its password policy, its holidays (portsip.md 2.2, 6.1).

import type { Effect } from '../../../contract/index.js';
import { type Handler, updateMode, withItem } from './call.js';
import { wrongCallerId } from './caller-ids.js';
import { type FieldProblem, invalid, success } from './envelope.js';
import { type Item, isRecord, readBody, view } from './fields.js';
import { listItems } from './list.js';
import { slotResource } from './normal-form.js';
import { holidayFields } from './routing-fields.js';
import { newId, type PortsipState } from './state.js';
import { defaultsOf, policyFields, SLOTS, slotFields, tenantFields } from './tenant-fields.js';

export const showTenant: Handler = (state) => {
  const shown = view(tenantFields(state.options.rules), state.tenant, 'S');
  return success(200, state.options.rules === '22.8' ? { ...shown, password_policy: state.policy } : shown);
};

/** Carries name, domain and more beside the slots; what is not sent stays, unless `tenantUpdate=replace`. */
export const updateTenant: Handler = (state, { body }) => {
  const { options, tenant } = state;
  const reading = readBody(tenantFields(options.rules), body, options.tenantUpdate, tenant, options);
  if (reading.problems) return invalid(reading.problems);
  const problems: FieldProblem[] = [];
  const next = { ...reading.item };
  for (const slot of SLOTS) {
    const given = next[slot];
    if (given === tenant[slot]) continue;
    const current = isRecord(tenant[slot]) ? (tenant[slot] as Item) : emptySlot();
    const inner = isRecord(given)
      ? readBody(slotFields, given, options.tenantUpdate, current, options)
      : { item: emptySlot() };
    if (inner.problems)
      problems.push(...inner.problems.map((one) => ({ ...one, field: `${slot}.${one.field}` })));
    else {
      problems.push(...incomplete(slot, inner.item));
      next[slot] = inner.item;
    }
  }
  const callerId = wrongCallerId(state, next);
  if (callerId) problems.push(callerId);
  if (problems.length > 0) return invalid(problems);
  state.tenant = next;
  return success(
    200,
    undefined,
    SLOTS.flatMap((slot) => slotEffects(state, tenant, next, slot)),
  );
};

export const emptySlot = (): Item => defaultsOf(slotFields);

/** A slot that is on needs somewhere to send to and what its authentication asks for. */
function incomplete(slot: string, value: Item): FieldProblem[] {
  if (value.enabled !== true) return [];
  const needs = ['url'];
  if (value.auth === 'BASIC' || value.auth === 'DIGEST') needs.push('username', 'password');
  if (value.auth === 'BEARER') needs.push('token');
  return needs
    .filter((name) => value[name] === null || value[name] === '')
    .map((name) => ({ field: `${slot}.${name}`, message: 'is required' }));
}

function slotEffects(state: PortsipState, before: Item, after: Item, slot: (typeof SLOTS)[number]): Effect[] {
  if (before[slot] === after[slot]) return [];
  const [was, put] = [slotResource(state, before, slot), slotResource(state, after, slot)];
  if (put) return [{ put }];
  return was ? [{ drop: was.address }] : [];
}

export const tenantStatus: Handler = (state) => {
  const types = [...state.numbers.values()].map((owner) => owner.type);
  const count = (type: string): number => types.filter((one) => one === type).length;
  return success(200, {
    version: state.version ?? `${state.options.rules}.0`,
    licensed_users: state.tenant.max_extensions,
    current_users: state.users.size,
    online_users: 0,
    current_calls: state.calls.size,
    current_queues: state.queues.size,
    current_conference_rooms: count('CONFERENCE_ROOM'),
    current_ring_groups: count('RING_GROUP'),
    current_ivrs: count('VIRTUAL_RECEPTIONIST'),
    current_trunks: state.trunks.size,
    calls_in_24_hours: [],
  });
};

export const showPolicy: Handler = (state) => success(200, view(policyFields, state.policy, 'S'));

export const updatePolicy: Handler = (state, { body }) => {
  const reading = readBody(policyFields, body, updateMode(state), state.policy, state.options);
  if (reading.problems) return invalid(reading.problems);
  if (Number(reading.item.min_length) > Number(reading.item.max_length))
    return invalid([{ field: 'min_length', message: 'must not exceed max_length' }]);
  state.policy = reading.item;
  return success(200);
};

export const listHolidays: Handler = (state, { query }) =>
  listItems(state, 'holidays', state.holidays, holidayFields, query);

export const showHoliday = withItem('holidays', 'holiday', (_state, item) =>
  success(200, view(holidayFields, item, 'S')),
);

export const createHoliday: Handler = (state, { body, tools }) => {
  const reading = readBody(holidayFields, body, 'create', {}, state.options);
  if (reading.problems) return invalid(reading.problems);
  const id = newId(state, tools);
  state.holidays.set(id, { ...reading.item, id });
  return success(201, { id });
};
