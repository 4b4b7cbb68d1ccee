// The reads of Callbot as data (nxcloud.md B.6.7, B.6.11, B.6.13).

import type { ReadRequest, Value } from '../../contract/index.js';

export const PRODUCT = 'callbot';

/** B.6.7: the sample's size. First page and largest size are not stated. */
export const PAGE = 100;
/** B.6.11: the one limit in numbers (4 no. 4). */
export const MOST_ORDERS = 500;

type Post = Extract<ReadRequest, { method: 'POST' }>;

const post = (path: string, body: Readonly<Record<string, Value>>): Post => ({
  method: 'POST',
  path,
  body: { productID: PRODUCT, ...body },
});

export const listPage = (page: number): Post => post('listTask', { page, size: PAGE, queryConditions: {} });

/** The get-by-key of this API: at most `PAGE` ids. */
export const listById = (ids: readonly string[]): Post =>
  post('listTask', { page: 1, size: PAGE, queryConditions: { userTaskID: ids } });

export const orderDetails = (userTaskID: string, orderList: readonly string[]): Post =>
  post('listOrderDetail', { userTaskID, orderList });

export const latestBatch = (userTaskID: string): Post => post('exportBatchCall', { userTaskID });

/** For messages. */
export const nameOf = ({ method, path }: Post): string => `${method} ${path}`;

/** Cuts a list into pieces of `size`. */
export function pieces<Item>(items: readonly Item[], size: number): Item[][] {
  const found: Item[][] = [];
  for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size));
  return found;
}
