// Puts and removes resources past the API: how an account is seeded, and what other writers do to it.

import type { Address, Effect, Resource, Value } from '../../../contract/index.js';
import { textOr } from '../../../simulator/values.js';
import type { Fields as Body } from './fields.js';
import { campaignResource, contactResource, STATE_NAMES } from './normal-form.js';
import { batchForAppended, removeOrders, setOrder } from './orders.js';
import { FLAG_NAMES } from './settings.js';
import { type CallbotState, type Param, type Row, STATUS, type Task } from './state.js';

type Fields = Resource['fields'];

/** Puts one resource: makes it, or changes the fields that it names. `now`: milliseconds. */
export function putResource(state: CallbotState, resource: Resource, now: number): readonly Effect[] {
  const { kind, address, fields } = resource;
  if (kind === 'campaign') return putCampaign(state, address.slice('campaign/'.length), fields, now);
  if (kind === 'contact') return putContact(state, address, fields);
  throw new Error(`A Callbot account holds no ${kind}.`);
}

function putCampaign(
  state: CallbotState,
  userTaskID: string,
  fields: Fields,
  now: number,
): readonly Effect[] {
  const known = state.tasks.get(userTaskID);
  const { setting, flags } = splitSettings(fields.settings, known);
  const name = fields.name === undefined ? {} : { taskName: textOr(fields.name, '') };
  if (!known) state.last += 1;
  const task: Task = {
    userTaskID,
    taskID: known?.taskID ?? String(state.last),
    sceneID: textOr(fields.scene, known?.sceneID ?? ''),
    status: statusOf(fields.state) ?? known?.status ?? STATUS.waiting,
    createTs: known?.createTs ?? Math.floor(now / 1000),
    setting: { ...setting, ...name },
    flags,
    other: known?.other ?? '',
    callbacks: callbacksOf(fields, known),
    orders: known?.orders ?? new Map(),
    batch: known?.batch ?? '',
    settlesAt: known?.settlesAt ?? 0,
  };
  state.tasks.set(userTaskID, task);
  return [{ put: campaignResource(task) }];
}

function statusOf(value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const status = Object.keys(STATE_NAMES).find((key) => STATE_NAMES[Number(key)] === value);
  if (status === undefined) throw new Error(`A campaign is never ${JSON.stringify(value)}.`);
  return Number(status);
}

/** One object holds the fields of both (nxcloud.md B.5): their names do not clash. */
function splitSettings(value: Value | undefined, known: Task | undefined): { setting: Body; flags: Body } {
  if (value === undefined) return { setting: known?.setting ?? {}, flags: known?.flags ?? {} };
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return {
    setting: Object.fromEntries(entries.filter(([name]) => !FLAG_NAMES.has(name))),
    flags: Object.fromEntries(entries.filter(([name]) => FLAG_NAMES.has(name))),
  };
}

/** The normal form keeps what a task tells apart from what its contacts tell; the vendor keeps them together. */
function callbacksOf(fields: Fields, known: Task | undefined): Task['callbacks'] {
  const before = known?.callbacks ?? { task: '', order: '', call: '' };
  const { task } = recordOf(fields.callbacks);
  const { order, call } = recordOf(fields.contactCallbacks);
  return {
    task: textOr(task, before.task),
    order: textOr(order, before.order),
    call: textOr(call, before.call),
  };
}

function recordOf(value: Value | undefined): Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Value>>)
    : {};
}

function putContact(state: CallbotState, address: Address, fields: Fields): readonly Effect[] {
  const { userTaskID, orderID } = contactOf(address);
  const task = state.tasks.get(userTaskID);
  const owner = state.owners.get(orderID);
  if (!task || (owner !== undefined && owner !== userTaskID)) {
    state.dangling.add(address);
    return [];
  }
  const known = task.orders.get(orderID);
  const row: Row = {
    orderID,
    phone: textOr(fields.phone, known?.row.phone ?? ''),
    userName: textOr(fields.name, known?.row.userName ?? ''),
    customerName: textOr(fields.customer, known?.row.customerName ?? ''),
    other: textOr(fields.note, known?.row.other ?? ''),
    params: fields.params === undefined ? (known?.row.params ?? []) : paramsOf(fields.params),
  };
  const resource = contactResource(userTaskID, row);
  setOrder(state, task, {
    row,
    batch: known?.batch ?? batchForAppended(state, task),
    progress: known?.progress ?? 'undialled',
    call: known?.call,
    resource,
  });
  return [{ put: resource }];
}

/** `contact/<userTaskID>/<orderID>`; an order id may hold slashes. */
export function contactOf(address: Address): { userTaskID: string; orderID: string } {
  const from = address.indexOf('/') + 1;
  const slash = address.indexOf('/', from);
  if (slash < 0) return { userTaskID: address.slice(from), orderID: '' };
  return { userTaskID: address.slice(from, slash), orderID: address.slice(slash + 1) };
}

/** Removes one resource; a campaign goes with its contacts. Nothing happens if it is not there. */
export function dropResource(state: CallbotState, address: Address): readonly Effect[] {
  const { userTaskID, orderID } = contactOf(address);
  if (address.startsWith('contact/')) {
    const task = state.tasks.get(userTaskID);
    const order = task?.orders.get(orderID);
    return task && order ? removeOrders(state, task, [order]) : [];
  }
  const task = state.tasks.get(address.slice('campaign/'.length));
  if (!task) return [];
  const gone = removeOrders(state, task, [...task.orders.values()]);
  state.tasks.delete(task.userTaskID);
  return [...gone, { drop: address }];
}

function paramsOf(value: Value): readonly Param[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: Value) => {
    const { name, value: text } = entry as Readonly<Record<string, Value>>;
    return { name: textOr(name, ''), value: textOr(text, '') };
  });
}
