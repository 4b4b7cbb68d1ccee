// Pages count from 1 and have a largest size (nxcloud.md §4 no. 3).

import { type Fields, integerField } from './fields.js';

/** Queues and agents. */
export const LIST_SIZE = 200;
/** Records and statistics. */
export const RECORD_SIZE = 100;

/** Checks `size` and `page`; cuts the page out of a list. */
export function pageOf(fields: Fields, largest: number): <Row>(rows: readonly Row[]) => readonly Row[] {
  const size = integerField(fields, 'size', 1, largest);
  const page = integerField(fields, 'page', 1, Number.MAX_SAFE_INTEGER);
  return (rows) => rows.slice((page - 1) * size, page * size);
}
