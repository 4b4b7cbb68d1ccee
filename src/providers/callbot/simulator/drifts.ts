// What happens without us: numbers are dialled, tasks end, and other people use the console.

import type { ModelTools } from '../../../contract/index.js';
import { draw } from '../../../simulator/draw.js';
import type { Drift } from '../../../simulator/spec.js';
import { dial, setStatus } from '../model/progress.js';
import { contactOf, dropResource, putResource } from '../model/put.js';
import { type CallbotState, STATUS, type Task } from '../model/state.js';

/** A task by its id, else one at random among those that `fit`. */
function pick(
  state: CallbotState,
  id: string | undefined,
  tools: ModelTools,
  fit: (task: Task) => boolean,
): Task | undefined {
  if (id !== undefined) return state.tasks.get(id);
  const fitting = [...state.tasks.values()].filter(fit);
  return draw(fitting, tools.random);
}

const isRunning = (task: Task): boolean => task.status === STATUS.running;
const isOpen = (task: Task): boolean => task.status !== STATUS.completed && task.status !== STATUS.failed;
const move =
  (fit: (task: Task) => boolean, status: number): Drift<CallbotState> =>
  (state, argument, tools) => {
    const task = pick(state, argument, tools, fit);
    return task ? setStatus(state, task, status, tools.now()) : [];
  };

export const drifts: Readonly<Record<string, Drift<CallbotState>>> = {
  /** `dialled:spring/o1`: a number of a running campaign is dialled; `dialled:spring`: its first. */
  dialled: (state, argument, tools) => {
    const { userTaskID, orderID } = contactOf(`contact/${argument ?? ''}`);
    const task = pick(state, argument === undefined ? undefined : userTaskID, tools, isRunning);
    const first = [...(task?.orders.values() ?? [])].find(({ progress }) => progress === 'undialled');
    const order = orderID === '' ? first : task?.orders.get(orderID);
    return task && order ? dial(state, task, [order], tools) : [];
  },
  /** `exhausted:spring`: every number of a running campaign is dialled, which completes it. */
  exhausted: (state, argument, tools) => {
    const task = pick(state, argument, tools, isRunning);
    return task ? dial(state, task, [...task.orders.values()], tools) : [];
  },
  'campaign-started': move((task) => isOpen(task) && !isRunning(task), STATUS.running),
  'campaign-paused': move(isRunning, STATUS.paused),
  'campaign-completed': move(isOpen, STATUS.completed),
  'campaign-failed': move(isOpen, STATUS.failed),
  /** `campaign-made:autumn`: a campaign appears. */
  'campaign-made': (state, argument, tools) => {
    const address = `campaign/${argument ?? `made-${state.tasks.size + 1}`}`;
    return putResource(state, { kind: 'campaign', address, fields: { scene: '1' } }, tools.now());
  },
  /** `contact-made:spring/o9`: somebody adds a number. */
  'contact-made': (state, argument, tools) => {
    const task = pick(state, argument?.split('/')[0], tools, isOpen);
    if (!task) return [];
    const { orderID } = contactOf(`contact/${argument ?? ''}`);
    const address = `contact/${task.userTaskID}/${orderID || `made-${task.orders.size + 1}`}`;
    return putResource(state, { kind: 'contact', address, fields: { phone: '85200000001' } }, tools.now());
  },
  /** `contact-gone:spring/o9`: somebody deletes a number; only the console can. */
  'contact-gone': (state, argument) =>
    argument === undefined ? [] : dropResource(state, `contact/${argument}`),
};
