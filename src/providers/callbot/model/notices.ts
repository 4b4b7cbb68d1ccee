// What the vendor would post to the customer when something happens (nxcloud.md B.7). Kept for inspection, never sent.

import type { Fields } from './fields.js';
import { taskStat } from './stat.js';
import type { CallbotState, Notice, Order, Task } from './state.js';

const MOST = 200;

function post(state: CallbotState, notice: Notice): void {
  if (notice.url === '') return;
  state.outbox.push(notice);
  if (state.outbox.length > MOST) state.outbox.shift();
}

/** `at`: milliseconds. */
export function noticeTask(state: CallbotState, task: Task, at: number): void {
  const { userTaskID, taskID, sceneID, status, createTs } = task;
  const body = {
    callbackType: 1,
    userTaskID,
    taskID,
    sceneID,
    taskStatus: status,
    createTs,
    taskStat: taskStat(task),
  };
  post(state, { at, url: task.callbacks.task, body });
}

/** Order and call at once: each order is dialled once here. The samples print type 1 for all (nxcloud.md §6 no. 23). */
export function noticeOrder(state: CallbotState, task: Task, order: Order, at: number): void {
  const { userTaskID, taskID, sceneID } = task;
  const body = {
    callbackType: 1,
    orderID: order.row.orderID,
    userPhone: order.row.phone,
    userName: order.row.userName,
    sceneID,
    userTaskID,
    taskID,
    finish: order.progress !== 'undialled',
    other: order.row.other,
    callInfoDetail: callDetail(order),
  };
  post(state, { at, url: task.callbacks.call, body });
  post(state, { at, url: task.callbacks.order, body });
}

/** `callInfoDetail`; the values of `callStatus` are not documented: 1 answered, 2 not. */
export function callDetail({ call, row }: Order): Fields {
  if (!call) return {};
  const end = call.answered ? call.startTs + 30 : call.startTs;
  return {
    callID: call.callID,
    callingNumber: '',
    lineAddress: '',
    callStatus: call.answered ? 1 : 2,
    callStartTs: call.startTs,
    callAnswerTs: call.answered ? call.startTs : 0,
    callEndTs: end,
    callDuration: end - call.startTs,
    callAudioUrl: '',
    hangupCause: '',
    termSipCode: call.answered ? 200 : 480,
    intents: [],
    sms: [],
    params: row.params,
  };
}
