// What happens by itself: states change, scheduled tasks start, numbers are dialled, tasks run out of numbers.

import type { Effect, ModelTools } from '../../../contract/index.js';
import { campaignResource } from './normal-form.js';
import { noticeOrder, noticeTask } from './notices.js';
import { setOrder } from './orders.js';
import { type CallbotState, type Order, STATUS, type Task } from './state.js';

/** `at`: milliseconds. */
export function setStatus(state: CallbotState, task: Task, status: number, at: number): readonly Effect[] {
  if (task.status === status) return [];
  task.status = status;
  noticeTask(state, task, at);
  return [{ put: campaignResource(task) }];
}

/** Changes that are due take effect. */
export function settle(state: CallbotState, tools: ModelTools): readonly Effect[] {
  const now = tools.now();
  if (!state.pending.some(({ due }) => due <= now)) return [];
  const due = state.pending.filter((entry) => entry.due <= now).sort((left, right) => left.due - right.due);
  const waiting = state.pending.filter((entry) => entry.due > now);
  state.pending.splice(0, state.pending.length, ...waiting);
  return due.flatMap(({ userTaskID, status, onlyFrom, due: at }) => {
    const task = state.tasks.get(userTaskID);
    if (!task || (onlyFrom !== undefined && task.status !== onlyFrom)) return [];
    return setStatus(state, task, status, at);
  });
}

/** Dials numbers; a running task that has none left completes, unless it is kept open (nxcloud.md B.4). */
export function dial(
  state: CallbotState,
  task: Task,
  orders: readonly Order[],
  tools: ModelTools,
): readonly Effect[] {
  if (task.status !== STATUS.running) return [];
  const now = tools.now();
  for (const order of orders) {
    if (order.progress !== 'undialled') continue;
    state.last += 1;
    const startTs = Math.floor(now / 1000);
    const call = { callID: `call${state.last}`, answered: tools.random() < 0.5, startTs };
    const dialled: Order = { ...order, progress: 'dialled', call };
    setOrder(state, task, dialled);
    noticeOrder(state, task, dialled, now);
  }
  const left = [...task.orders.values()].some(({ progress }) => progress === 'undialled');
  return left || task.flags.taskKeep === true ? [] : setStatus(state, task, STATUS.completed, now);
}
