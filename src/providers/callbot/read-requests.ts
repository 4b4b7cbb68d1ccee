// The reads of Callbot as data (nxcloud.md B.6.7, B.6.11, B.6.13).

import { type ReadRequest, type Value, VendorError } from '../../contract/index.js';

export const PRODUCT = 'callbot';

/**
 * B.6.7: how every campaign is asked for, until one way is accepted: an empty condition is a guess, and the largest size
 * is not stated.
 */
export const LISTINGS: readonly Listing[] = [
  { size: 100, queryConditions: {} },
  { size: 100, queryConditions: { startTs: 0 } },
  { size: 10, queryConditions: { startTs: 0 } },
];

export interface Listing {
  readonly size: number;
  readonly queryConditions: Readonly<Record<string, Value>>;
}

/** Few ids at a time: the answer must fit one page of any size. */
export const MOST_IDS = 10;
/** B.6.11: the one limit in numbers (4 no. 4). */
export const MOST_ORDERS = 500;

type Post = Extract<ReadRequest, { method: 'POST' }>;

const post = (path: string, body: Readonly<Record<string, Value>>): Post => ({
  method: 'POST',
  path,
  body: { productID: PRODUCT, ...body },
});

export const listPage = (page: number, listing: Listing): Post => post('listTask', { page, ...listing });

/** The get-by-key of this API: at most `MOST_IDS` ids. */
export const listById = (ids: readonly string[]): Post =>
  post('listTask', { page: 1, size: MOST_IDS, queryConditions: { userTaskID: ids } });

export const orderDetails = (userTaskID: string, orderList: readonly string[]): Post =>
  post('listOrderDetail', { userTaskID, orderList });

export const latestBatch = (userTaskID: string): Post => post('exportBatchCall', { userTaskID });

/** A definite refusal of a read: another way of asking may be accepted. */
export function isRefused(error: unknown): boolean {
  return error instanceof VendorError && error.code === 'refused';
}

/** For messages. */
export const nameOf = ({ method, path }: Post): string => `${method} ${path}`;

/** Cuts a list into pieces of `size`. */
export function pieces<Item>(items: readonly Item[], size: number): Item[][] {
  const found: Item[][] = [];
  for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size));
  return found;
}
