// Every path below `/callcentre/api/v3/` (nxcloud.md B.6), all of them POST: what is not here does not exist.

import { addBatchCall, exportBatchCall, importBatchCall } from './append.js';
import { mgrTaskStatus, stopOrder } from './control.js';
import type { Handler } from './decision.js';
import { listOrderDetail, listTask, ping, undocumented } from './lists.js';
import { createAndCall, createTask, updateTask } from './tasks.js';

export interface Route {
  readonly handler: Handler;
  readonly write?: true;
  /** `productID` is constant in every body but ping's. */
  readonly product?: false;
}

const ROUTES: Readonly<Record<string, Route>> = {
  ping: { handler: ping, product: false },
  createTask: { handler: createTask, write: true },
  addBatchCall: { handler: addBatchCall, write: true },
  createAndCall: { handler: createAndCall, write: true },
  mgrTaskStatus: { handler: mgrTaskStatus, write: true },
  updateTask: { handler: updateTask, write: true },
  listTask: { handler: listTask },
  listCall: { handler: undocumented },
  listOrder: { handler: undocumented },
  stopOrder: { handler: stopOrder, write: true },
  listOrderDetail: { handler: listOrderDetail },
  importBatchCall: { handler: importBatchCall, write: true },
  exportBatchCall: { handler: exportBatchCall },
};

export function findRoute(method: string, path: string): Route | undefined {
  return method === 'POST' && Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
}
