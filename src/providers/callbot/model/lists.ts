// What can be read: `listTask`, `listOrderDetail`; `listCall` and `listOrder` whose answers nobody has seen; `ping`.

import type { Ask, Decision } from './decision.js';
import {
  checkKnown,
  checkLength,
  type Fields,
  integerField,
  listField,
  objectOf,
  optionalText,
  textField,
  textsField,
} from './fields.js';
import { taskOf } from './find.js';
import { callDetail } from './notices.js';
import { generalError, missing, wrongFormat, wrongValue } from './refusal.js';
import { taskStat } from './stat.js';
import type { Order, Task } from './state.js';
import type { Options } from './switches.js';

const LIST = new Set(['productID', 'page', 'size', 'queryConditions']);
const CONDITIONS = new Set(['taskStatus', 'taskName', 'sceneID', 'userTaskID', 'startTs', 'endTs']);
const DETAIL = new Set(['productID', 'userTaskID', 'orderList']);
/** The only limit of an array that is documented (nxcloud.md §4 no. 4). */
const MOST_DETAILS = '500';

/** nxcloud.md B.6.7: no total, and no settings, callbacks or names in the answer. */
export function listTask({ state, options, fields }: Ask): Decision {
  checkKnown(fields, LIST, options);
  const page = integerField(fields, 'page', 1, Number.MAX_SAFE_INTEGER);
  const size = integerField(fields, 'size', 1, Number.MAX_SAFE_INTEGER);
  if (options.maxPage !== 'none' && size > Number(options.maxPage)) throw wrongValue('size');
  const meets = readConditions(objectOf(fields.queryConditions, 'queryConditions'), options);
  const found = [...state.tasks.values()].filter(meets);
  return { reply: () => ({ taskData: found.slice((page - 1) * size, page * size).map(taskRow) }) };
}

function readConditions(conditions: Fields, options: Options): (task: Task) => boolean {
  checkKnown(conditions, CONDITIONS, options);
  if (Object.keys(conditions).length === 0 && options.emptyConditions === 'refuse') {
    throw missing('queryConditions');
  }
  const statuses = conditions.taskStatus === undefined ? undefined : numbersOf(conditions, 'taskStatus');
  const names = conditions.taskName === undefined ? undefined : textsField(conditions, 'taskName');
  const ids = conditions.userTaskID === undefined ? undefined : new Set(textsField(conditions, 'userTaskID'));
  const sceneID = optionalText(conditions, 'sceneID');
  const from = timeOf(conditions, 'startTs', 0);
  const to = timeOf(conditions, 'endTs', Number.MAX_SAFE_INTEGER);
  return (task) =>
    (statuses === undefined || statuses.includes(task.status)) &&
    (names === undefined || names.some((name) => String(task.setting.taskName ?? '').includes(name))) &&
    (ids === undefined || ids.has(task.userTaskID)) &&
    (sceneID === undefined || task.sceneID === sceneID) &&
    task.createTs >= from &&
    task.createTs <= to;
}

function numbersOf(fields: Fields, name: string): readonly number[] {
  return listField(fields, name).map((item) => {
    if (typeof item !== 'number') throw wrongFormat(name);
    return item;
  });
}

function timeOf(fields: Fields, name: string, otherwise: number): number {
  return fields[name] === undefined ? otherwise : integerField(fields, name, 0, Number.MAX_SAFE_INTEGER);
}

function taskRow(task: Task): unknown {
  const { userTaskID, taskID, sceneID, status, createTs } = task;
  return { userTaskID, taskID, sceneID, taskStatus: status, createTs, taskStat: taskStat(task) };
}

/** nxcloud.md B.6.11. */
export function listOrderDetail({ state, options, fields }: Ask): Decision {
  checkKnown(fields, DETAIL, options);
  const orderIDs = textsField(fields, 'orderList');
  checkLength(orderIDs, 'orderList', MOST_DETAILS);
  const task = taskOf(state, fields);
  const found = [...new Set(orderIDs)].flatMap((orderID) => task.orders.get(orderID) ?? []);
  if (options.unknownOrder === 'refuse' && orderIDs.some((orderID) => !task.orders.has(orderID))) {
    throw wrongValue('orderList');
  }
  return { reply: () => ({ orderDetailList: found.map((order) => detailRow(task, order)) }) };
}

function detailRow({ sceneID, userTaskID, taskID }: Task, order: Order): unknown {
  const { row, progress, call } = order;
  return {
    orderID: row.orderID,
    userPhone: row.phone,
    userName: row.userName,
    sceneID,
    userTaskID,
    taskID,
    finish: progress !== 'undialled',
    other: row.other,
    callInfoDetailList: call ? [{ ...callDetail(order), recordDetail: [] }] : [],
  };
}

/** nxcloud.md B.6.8, B.6.9: what they answer was not seen, so nothing is made up. */
export function undocumented({ state, fields }: Ask): Decision {
  objectOf(fields.options, 'options');
  taskOf(state, fields);
  throw generalError('no page shows what this call answers');
}

/** nxcloud.md B.6.1; its envelope is another. */
export function ping({ fields, tools }: Ask): Decision {
  const data = textField(fields, 'data');
  return { reply: () => ({ data, timestamp: Math.floor(tools.now() / 1000) }) };
}
