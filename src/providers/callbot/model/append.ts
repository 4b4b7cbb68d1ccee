// Numbers into tasks: `addBatchCall` adds, `importBatchCall` replaces what is not dialled, `exportBatchCall` shows.

import type { Effect } from '../../../contract/index.js';
import type { Ask, Decision } from './decision.js';
import { checkKnown, checkLength, type Fields } from './fields.js';
import { taskOf } from './find.js';
import { campaignResource } from './normal-form.js';
import {
  addRows,
  batchForAppended,
  type CallInfo,
  leftBehind,
  newBatch,
  readCallInfo,
  removeOrders,
  type Sorting,
  sortRows,
} from './orders.js';
import { importRunning, wrongValue } from './refusal.js';
import { type CallbotState, type Order, type Row, STATUS, type Task } from './state.js';
import type { Options } from './switches.js';

const NUMBERS = new Set(['productID', 'userTaskID', 'callInfoList']);
const EXPORT = new Set(['productID', 'userTaskID']);

/** nxcloud.md B.6.3: on top of what is there. */
export function addBatchCall({ state, options, fields }: Ask): Decision {
  checkKnown(fields, NUMBERS, options);
  const info = readCallInfo(fields, options);
  checkLength(info.rows, 'callList', options.maxAppend);
  const task = taskOf(state, fields);
  checkOpen(task, options);
  const sorting = sortRows(state, info.rows, () => false);
  return {
    commit: () => appendTo(state, task, info, sorting.good),
    reply: () => (options.unseenReplies === 'bare' ? {} : replyToRows(sorting, info.rows.length, options)),
  };
}

/** nxcloud.md B.6.12: a new batch; of the former one, what is not dialled is deleted. */
export function importBatchCall({ state, options, fields, tools }: Ask): Decision {
  checkKnown(fields, NUMBERS, options);
  const info = readCallInfo(fields, options);
  const task = taskOf(state, fields);
  checkNoImport(state, task, tools.now());
  checkLength(info.rows, 'callList', options.maxImport);
  checkOpen(task, options);
  const gone = leftBehind(task);
  const leaving = new Set(gone.map(({ row }) => row.orderID));
  const sorting = sortRows(state, info.rows, (orderID) => leaving.has(orderID));
  return {
    commit() {
      const removed = removeOrders(state, task, gone);
      task.batch = newBatch(state);
      const added = addRows(state, task, sorting.good, task.batch);
      const until = tools.now() + Number(options.importRuns);
      if (options.importRuns !== '0') state.imports.push({ userTaskID: task.userTaskID, until });
      return [...removed, ...added, ...calledBack(task, info)];
    },
    reply: () => ({ ...counts(sorting, info.rows.length), ...errList(sorting, 'phone', options) }),
  };
}

/** nxcloud.md B.6.13: the latest batch (§6 no. 20), no paging. */
export function exportBatchCall({ state, options, fields, tools }: Ask): Decision {
  checkKnown(fields, EXPORT, options);
  const task = taskOf(state, fields);
  checkNoImport(state, task, tools.now());
  const latest = [...task.orders.values()].filter(({ batch }) => batch !== '' && batch === task.batch);
  const shown = options.exported === 'all' ? latest : latest.filter(({ call }) => call !== undefined);
  return {
    reply: () => ({ totalCount: shown.length, batchID: task.batch, callList: shown.map(exportRow) }),
  };
}

/** Values of `callStatus` are not documented: 0 not dialled, 1 answered, 2 not answered. */
function exportRow({ row, call }: Order): unknown {
  return {
    orderID: row.orderID,
    userPhone: row.phone,
    other: row.other,
    callID: call?.callID ?? '',
    callStatus: call ? (call.answered ? 1 : 2) : 0,
    callStartTs: call?.startTs ?? 0,
    intents: [],
  };
}

export function appendTo(
  state: CallbotState,
  task: Task,
  info: CallInfo,
  rows: readonly Row[],
): readonly Effect[] {
  const added = addRows(state, task, rows, batchForAppended(state, task));
  return [...added, ...calledBack(task, info)];
}

/** Each call carries the addresses to call back: the last ones count. */
function calledBack(task: Task, { orderCallbackUrl, callCallbackUrl }: CallInfo): readonly Effect[] {
  const { order, call } = task.callbacks;
  if (order === orderCallbackUrl && call === callCallbackUrl) return [];
  task.callbacks = { ...task.callbacks, order: orderCallbackUrl, call: callCallbackUrl };
  return [{ put: campaignResource(task) }];
}

function checkOpen({ status }: Task, { numbersWhile }: Options): void {
  if (numbersWhile === 'any' || status === STATUS.waiting || status === STATUS.paused) return;
  if (status === STATUS.running && numbersWhile === 'open') return;
  throw wrongValue('userTaskID: the task takes no numbers now');
}

function checkNoImport(state: CallbotState, task: Task, now: number): void {
  const closed = state.imports.some(
    ({ userTaskID, until }) =>
      until > now && (state.options.importCloses === 'account' || userTaskID === task.userTaskID),
  );
  if (closed) throw importRunning();
}

export function replyToRows(sorting: Sorting, total: number, options: Options): Fields {
  const key = options.appendErrors === 'orderID' ? 'orderID' : 'phone';
  return { ...counts(sorting, total), ...errList(sorting, key, options) };
}

function counts({ good, kept }: Sorting, total: number): Fields {
  return { totalCount: total, successCount: good.length + kept };
}

function errList({ errors }: Sorting, key: 'phone' | 'orderID', options: Options): Fields {
  if (errors.length === 0 && options.emptyErrList === 'absent') return {};
  return { errList: errors.map((error) => ({ [key]: error[key], errMsg: error.errMsg })) };
}
