// The account in normal form: addresses and fields as plans speak them; empty texts are null. Settings and callbacks are
// shown here for inspection alone: no call gives them back (nxcloud.md B.6.7).

import type { Address, Resource, Value } from '../../../contract/index.js';
import { orNull } from '../../../simulator/values.js';
import { type CallbotState, type Param, type Row, STATUS, type Task } from './state.js';

export const STATE_NAMES: Readonly<Record<number, string>> = {
  [STATUS.waiting]: 'pending',
  [STATUS.running]: 'running',
  [STATUS.completed]: 'completed',
  [STATUS.failed]: 'failed',
  [STATUS.paused]: 'paused',
};

const campaignAddress = (userTaskID: string): Address => `campaign/${userTaskID}`;
export const contactAddress = (userTaskID: string, orderID: string): Address =>
  `contact/${userTaskID}/${orderID}`;

export function campaignResource(task: Task): Resource {
  const { taskName, startupType: _ours, ...setting } = task.setting;
  const { task: onTask, order: onOrder, call: onCall } = task.callbacks;
  return {
    kind: 'campaign',
    address: campaignAddress(task.userTaskID),
    fields: {
      scene: orNull(task.sceneID),
      name: typeof taskName === 'string' ? orNull(taskName) : null,
      state: STATE_NAMES[task.status] ?? String(task.status),
      // Checked JSON when it was written.
      settings: { ...setting, ...task.flags } as Value,
      callbacks: { task: orNull(onTask) },
      contactCallbacks: { order: orNull(onOrder), call: orNull(onCall) },
    },
  };
}

export function contactResource(userTaskID: string, order: Row): Resource {
  return {
    kind: 'contact',
    address: contactAddress(userTaskID, order.orderID),
    fields: {
      phone: order.phone,
      customer: orNull(order.customerName),
      name: orNull(order.userName),
      note: orNull(order.other),
      params: sortedParams(order.params).map(({ name, value }) => ({ name, value })),
    },
    list: `campaign/${userTaskID} contacts`,
  };
}

function sortedParams(params: readonly Param[]): readonly Param[] {
  const key = ({ name, value }: Param): string => JSON.stringify([name, value]);
  return params.length < 2 ? params : [...params].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

export function accountResources(state: CallbotState): readonly Resource[] {
  const all: Resource[] = [];
  for (const task of state.tasks.values()) {
    all.push(campaignResource(task));
    for (const order of task.orders.values()) all.push(order.resource);
  }
  return all;
}
