// What one Callbot account holds: tasks by the caller's id, each with its orders (one number is one order).

import type { Address, Resource } from '../../../contract/index.js';
import type { Fields } from './fields.js';
import type { Options } from './switches.js';

/** nxcloud.md B.4. */
export const STATUS = { waiting: 1, running: 2, completed: 3, failed: 4, paused: 5 } as const;

export interface Param {
  readonly name: string;
  readonly value: string;
}

/** One entry of `callList`. Never changed in place. */
export interface Row {
  readonly orderID: string;
  readonly phone: string;
  readonly userName: string;
  readonly customerName: string;
  readonly other: string;
  /** In the order in which they were sent. */
  readonly params: readonly Param[];
}

/** Never changed in place: copies of a state share it. */
export interface Order {
  readonly row: Row;
  /** Empty: in no batch. */
  readonly batch: string;
  readonly progress: 'undialled' | 'dialled' | 'stopped';
  readonly call: CallRecord | undefined;
  /** The order in normal form, made once. */
  readonly resource: Resource;
}

interface CallRecord {
  readonly callID: string;
  readonly answered: boolean;
  /** Seconds. */
  readonly startTs: number;
}

interface Callbacks {
  readonly task: string;
  readonly order: string;
  readonly call: string;
}

export interface Task {
  readonly userTaskID: string;
  readonly taskID: string;
  readonly sceneID: string;
  status: number;
  /** Seconds. */
  readonly createTs: number;
  /** `taskCreateSetting` and `funcFlag` as last written; `taskCallbackUrl` is kept in `callbacks`. */
  setting: Fields;
  flags: Fields;
  readonly other: string;
  callbacks: Callbacks;
  readonly orders: Map<string, Order>;
  /** The latest batch; empty: none yet. */
  batch: string;
  /** When the last change of encryption or SMS takes effect; milliseconds, 0: at once. */
  settlesAt: number;
}

/** A change of state that was accepted and shows later. */
interface Pending {
  /** Milliseconds. */
  readonly due: number;
  readonly userTaskID: string;
  readonly status: number;
  /** A scheduled start counts only while the task still waits. */
  readonly onlyFrom?: number;
}

/** What the vendor would post to the customer (nxcloud.md B.7). */
export interface Notice {
  /** Milliseconds. */
  readonly at: number;
  readonly url: string;
  readonly body: Fields;
}

export interface CallbotState {
  readonly tasks: Map<string, Task>;
  /** Order id → task: order ids are unique in the account (nxcloud.md B.3). */
  readonly owners: Map<string, string>;
  /** Ids of orders that were deleted before they were dialled. */
  readonly deleted: Set<string>;
  readonly pending: Pending[];
  readonly imports: { readonly userTaskID: string; readonly until: number }[];
  readonly outbox: Notice[];
  /** Seeded contacts without a campaign, or with an order id that was taken. */
  readonly dangling: Set<Address>;
  /** The last number given out to a task, batch or call. */
  last: number;
  options: Options;
}

export function emptyState(options: Options): CallbotState {
  return {
    tasks: new Map(),
    owners: new Map(),
    deleted: new Set(),
    pending: [],
    imports: [],
    outbox: [],
    dangling: new Set(),
    last: 0,
    options,
  };
}

/** An independent copy. */
export function cloneState(state: CallbotState): CallbotState {
  const tasks = new Map<string, Task>();
  for (const [id, task] of state.tasks) tasks.set(id, { ...task, orders: new Map(task.orders) });
  return {
    ...state,
    tasks,
    owners: new Map(state.owners),
    deleted: new Set(state.deleted),
    pending: [...state.pending],
    imports: [...state.imports],
    outbox: [...state.outbox],
    dangling: new Set(state.dangling),
  };
}
