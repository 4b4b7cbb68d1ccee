// Starts, pauses and completes tasks, and stops single orders: `mgrTaskStatus`, `stopOrder`.

import type { Effect } from '../../../contract/index.js';
import type { Ask, Decision } from './decision.js';
import { checkKnown, checkLength, type Fields, integerField, textsField } from './fields.js';
import { taskOf } from './find.js';
import { notDialled, removeOrders, setOrder } from './orders.js';
import { setStatus } from './progress.js';
import { wrongValue } from './refusal.js';
import { type CallbotState, STATUS, type Task } from './state.js';
import type { Options } from './switches.js';

const MANAGE = new Set(['productID', 'userTaskID', 'taskOperate', 'delCall']);
const STOP = new Set(['productID', 'userTaskID', 'orderIDs', 'delCall']);

const OPERATE = { start: 1, pause: 2, complete: 3 } as const;
const GOAL: Readonly<Record<number, number>> = {
  [OPERATE.start]: STATUS.running,
  [OPERATE.pause]: STATUS.paused,
  [OPERATE.complete]: STATUS.completed,
};

/** nxcloud.md B.6.5. */
export function mgrTaskStatus({ state, options, fields, tools }: Ask): Decision {
  checkKnown(fields, MANAGE, options);
  const operate = integerField(fields, 'taskOperate', OPERATE.start, OPERATE.complete);
  const deletes = readDelCall(fields);
  const task = taskOf(state, fields);
  if (!mayGo(task.status, operate, options)) {
    throw wrongValue(`taskOperate ${operate} while taskStatus is ${task.status}`);
  }
  const status = isFinished(task.status) && operate === OPERATE.complete ? task.status : GOAL[operate];
  return {
    commit: () => [
      ...(deletes && (operate === OPERATE.complete || options.delCall === 'anyOperation')
        ? removeOrders(state, task, notDialled(task))
        : []),
      ...(status === undefined ? [] : change(state, task, status, tools.now())),
    ],
    reply: () => ({ taskID: task.taskID, taskStatus: task.status }),
  };
}

/** The safe matrix of nxcloud.md B.4; no cell of it is documented. */
function mayGo(from: number, operate: number, options: Options): boolean {
  if (isFinished(from) && operate === OPERATE.start) return options.restartFinished === 'accept';
  if (isFinished(from) && operate === OPERATE.pause) return false;
  if (isFinished(from) || from === GOAL[operate]) return options.sameState === 'accept';
  if (from === STATUS.waiting && operate === OPERATE.pause) return options.pauseWaiting === 'accept';
  return true;
}

const isFinished = (status: number): boolean => status === STATUS.completed || status === STATUS.failed;

function change(state: CallbotState, task: Task, status: number, now: number): readonly Effect[] {
  const { stateDelay } = state.options;
  if (stateDelay === '0') return setStatus(state, task, status, now);
  state.pending.push({ due: now + Number(stateDelay), userTaskID: task.userTaskID, status });
  return [];
}

/** nxcloud.md B.6.10: for good; what was dialled is not stopped. */
export function stopOrder({ state, options, fields }: Ask): Decision {
  checkKnown(fields, STOP, options);
  const orderIDs = textsField(fields, 'orderIDs');
  checkLength(orderIDs, 'orderIDs', options.maxStop);
  const deletes = readDelCall(fields);
  const task = taskOf(state, fields);
  const orders = orderIDs.flatMap((orderID) => task.orders.get(orderID) ?? []);
  const stoppable = orders.filter(({ progress }) => progress !== 'dialled');
  const errors = orderIDs.flatMap((orderID) => {
    const order = task.orders.get(orderID);
    if (!order) return { orderID, errMsg: 'orderID does not exist' };
    return order.progress === 'dialled' ? { orderID, errMsg: 'already dialled' } : [];
  });
  return {
    commit() {
      if (deletes) return removeOrders(state, task, stoppable);
      for (const order of stoppable) setOrder(state, task, { ...order, progress: 'stopped' });
      return [];
    },
    reply: () => ({ totalCount: orderIDs.length, successCount: stoppable.length, errList: errors }),
  };
}

function readDelCall(fields: Fields): boolean {
  return fields.delCall !== undefined && integerField(fields, 'delCall', 0, 1) === 1;
}
