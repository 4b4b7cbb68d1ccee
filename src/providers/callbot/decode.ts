// Decodes Callbot's lists (nxcloud.md B.6): lenient about what the pages do not show, strict about what is used.

import type { Answer } from '../../contract/index.js';
import {
  lengthIn,
  neededRowsIn,
  neededTextIn,
  neededWholeNumberIn,
  type Row,
  rowIn,
  takeBody,
  textIn,
  truthIn,
  wholeNumberIn,
} from '../decoding.js';
import { stateOf } from './states.js';

export interface CampaignRow {
  readonly id: string;
  readonly scene: string | null;
  readonly state: string;
  /** How many contacts the campaign has in all, if the vendor says so. */
  readonly total: number | undefined;
}

/** An order, as listOrderDetail or the export of the latest batch show it. */
export interface OrderRow {
  readonly id: string;
  readonly phone: string | null;
  /** Whether it was dialled, or is over: only what was not is replaced by the next batch. */
  readonly isDialled: boolean;
}

/** A page of listTask. A task that was made without an id of ours cannot be managed by any call, and is left out. */
export function decodeCampaigns(call: string, answer: Answer): { rows: CampaignRow[]; arrived: number } {
  const rows = rowsOf(call, answer, 'taskData', (row) => ({
    id: textIn(row, 'userTaskID'),
    scene: textIn(row, 'sceneID'),
    state: stateOf(neededWholeNumberIn(row, 'taskStatus')),
    total: rowIn(row, 'taskStat', (stat) => wholeNumberIn(stat, 'totalOrderCount')) ?? undefined,
  }));
  return {
    arrived: rows.length,
    rows: rows.flatMap(({ id, ...row }) => (id === null ? [] : [{ id, ...row }])),
  };
}

export function decodeOrders(call: string, answer: Answer): OrderRow[] {
  return rowsOf(call, answer, 'orderDetailList', (row) => ({
    ...named(row),
    isDialled: truthIn(row, 'finish') === true || lengthIn(row, 'callInfoDetailList') > 0,
  }));
}

/** The values of `callStatus` are unknown (6 no. 7): a call that has an id or a start was made. */
export function decodeBatch(call: string, answer: Answer): OrderRow[] {
  return rowsOf(call, answer, 'callList', (row) => ({
    ...named(row),
    isDialled: textIn(row, 'callID') !== null || isStart(row.callStartTs),
  }));
}

/** Also of parts of a second. */
const isStart = (given: unknown): boolean => Number(given ?? 0) > 0;

const named = (row: Row) => ({ id: neededTextIn(row, 'orderID'), phone: textIn(row, 'userPhone') });

/** `null` is an empty list; an answer without the list is none of the vendor's. */
function rowsOf<Out>(call: string, answer: Answer, name: string, take: (row: Row) => Out): Out[] {
  return takeBody(call, answer, (body) => (body[name] === null ? [] : neededRowsIn(body, name, take)));
}
