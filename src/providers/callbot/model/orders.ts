// Adds numbers to a task and takes undialled ones away: what append, import, stop and `delCall` share.

import type { Effect } from '../../../contract/index.js';
import { checkKnown, type Fields, idField, listField, objectOf, optionalText, textField } from './fields.js';
import { contactAddress, contactResource } from './normal-form.js';
import { missing, wrongValue } from './refusal.js';
import type { CallbotState, Order, Row, Task } from './state.js';
import { namesIn, type Options } from './switches.js';

export interface CallInfo {
  readonly rows: readonly Row[];
  readonly orderCallbackUrl: string;
  readonly callCallbackUrl: string;
}

const INFO_NAMES = new Set(['orderCallbackUrl', 'callCallbackUrl', 'callList']);
const ROW_NAMES = new Set(['orderID', 'userPhone', 'other', 'userName', 'customerName', 'params']);
const PARAM_NAMES = new Set(['name', 'value']);

/** `callInfoList` (nxcloud.md B.5): every field is required. */
export function readCallInfo(fields: Fields, options: Options): CallInfo {
  const info = objectOf(fields.callInfoList, 'callInfoList');
  checkKnown(info, INFO_NAMES, options);
  return {
    orderCallbackUrl: readCallback(info, 'orderCallbackUrl', options),
    callCallbackUrl: readCallback(info, 'callCallbackUrl', options),
    rows: listField(info, 'callList').map((entry) => readRow(objectOf(entry, 'callList'), options)),
  };
}

function readCallback(fields: Fields, name: string, options: Options): string {
  const url = textField(fields, name);
  return checkCallback(url, name, options);
}

export function optionalCallback(fields: Fields, name: string, options: Options): string | undefined {
  const url = optionalText(fields, name);
  return url === undefined ? undefined : checkCallback(url, name, options);
}

function checkCallback(url: string, name: string, options: Options): string {
  if (url === '' && options.emptyCallback === 'refuse') throw missing(name);
  if (url !== '' && !/^https?:\/\/\S+$/.test(url)) throw wrongValue(name);
  return url;
}

function readRow(fields: Fields, options: Options): Row {
  checkKnown(fields, ROW_NAMES, options);
  return {
    orderID: idField(fields, 'orderID'),
    phone: textField(fields, 'userPhone'),
    other: textField(fields, 'other'),
    userName: textField(fields, 'userName'),
    customerName: textField(fields, 'customerName'),
    params: listField(fields, 'params').map((entry) => {
      const param = objectOf(entry, 'params');
      checkKnown(param, PARAM_NAMES, options);
      return { name: idField(param, 'name'), value: textField(param, 'value') };
    }),
  };
}

interface RowError {
  readonly phone: string;
  readonly orderID: string;
  readonly errMsg: string;
}

/** What becomes of each row, worked out before anything changes. */
export interface Sorting {
  readonly good: readonly Row[];
  /** Counted as done, and nothing is done. */
  readonly kept: number;
  readonly errors: readonly RowError[];
}

/** `leaves`: orders of this task that will be gone by then. Throws Refusal where a duplicate refuses the whole call. */
export function sortRows(
  state: CallbotState,
  rows: readonly Row[],
  leaves: (orderID: string) => boolean,
): Sorting {
  const { options } = state;
  const wanted = [...namesIn(options.scriptVariables)];
  const bad = namesIn(options.badPhones);
  const taken = new Set<string>();
  const good: Row[] = [];
  const errors: RowError[] = [];
  let kept = 0;
  for (const row of rows) {
    const { orderID, phone } = row;
    const errMsg = rowError(row, wanted, bad);
    if (errMsg !== undefined) {
      errors.push({ phone, orderID, errMsg });
      continue;
    }
    const used =
      taken.has(orderID) ||
      (state.owners.has(orderID) && !leaves(orderID)) ||
      (options.deletedOrder === 'taken' && (state.deleted.has(orderID) || leaves(orderID)));
    taken.add(orderID);
    if (!used) good.push(row);
    else if (options.duplicateOrder === 'keep') kept += 1;
    else if (options.duplicateOrder === 'refuse') throw wrongValue(`orderID ${orderID} exists`);
    else errors.push({ phone, orderID, errMsg: 'orderID exists' });
  }
  return { good, kept, errors };
}

/** Country code and number, no sign (nxcloud.md §4 no. 15). */
const PHONE = /^\d{5,20}$/;

function rowError(row: Row, variables: readonly string[], bad: ReadonlySet<string>): string | undefined {
  if (!PHONE.test(row.phone)) return 'userPhone format wrong';
  if (bad.has(row.phone)) return 'userPhone refused';
  const lacking = variables.filter((name) => !row.params.some((param) => param.name === name));
  return lacking.length > 0 ? `variable missing: ${lacking.join(', ')}` : undefined;
}

export function addRows(state: CallbotState, task: Task, rows: readonly Row[], batch: string): Effect[] {
  return rows.map((row) => {
    const resource = contactResource(task.userTaskID, row);
    setOrder(state, task, { row, batch, progress: 'undialled', call: undefined, resource });
    state.deleted.delete(row.orderID);
    return { put: resource };
  });
}

export function setOrder(state: CallbotState, task: Task, order: Order): void {
  const { orderID } = order.row;
  task.orders.set(orderID, order);
  state.owners.set(orderID, task.userTaskID);
}

/** Takes orders away for good. */
export function removeOrders(state: CallbotState, task: Task, gone: readonly Order[]): Effect[] {
  return gone.map(({ row: { orderID } }) => {
    task.orders.delete(orderID);
    state.owners.delete(orderID);
    state.deleted.add(orderID);
    return { drop: contactAddress(task.userTaskID, orderID) };
  });
}

/** Also what was stopped: it never was dialled. */
export function notDialled(task: Task): readonly Order[] {
  return [...task.orders.values()].filter((order) => order.progress !== 'dialled');
}

/** What the former batch loses when a new one is opened (nxcloud.md B.6.12). */
export function leftBehind(task: Task): readonly Order[] {
  return task.batch === '' ? [] : notDialled(task).filter((order) => order.batch === task.batch);
}

/** The batch that appended numbers join. */
export function batchForAppended(state: CallbotState, task: Task): string {
  if (state.options.appended === 'apart') return '';
  if (task.batch === '') task.batch = newBatch(state);
  return task.batch;
}

export function newBatch(state: CallbotState): string {
  state.last += 1;
  return `batch${state.last}`;
}
