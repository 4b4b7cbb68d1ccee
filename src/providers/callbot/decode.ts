// Decodes Callbot's lists (nxcloud.md B.6): lenient about what the pages do not show, strict about what is used.

import { z } from 'zod';
import type { Answer } from '../../contract/index.js';
import { badAnswer, neededText, optionalText, parseRow, record, wholeNumber } from '../decoding.js';
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

const taskRow = z.object({
  userTaskID: optionalText,
  taskStatus: wholeNumber,
  sceneID: optionalText.optional(),
  taskStat: z.object({ totalOrderCount: wholeNumber.nullish() }).nullish(),
});

const named = z.object({ orderID: neededText, userPhone: optionalText.optional() });

const orderRow = named.extend({
  finish: z.boolean().nullish(),
  callInfoDetailList: z.array(z.unknown()).nullish(),
});

const batchRow = named.extend({
  callID: optionalText.optional(),
  callStartTs: z.union([z.number(), z.string(), z.null()]).optional(),
});

/** A page of listTask. A task that was made without an id of ours cannot be managed by any call, and is left out. */
export function decodeCampaigns(call: string, answer: Answer): { rows: CampaignRow[]; arrived: number } {
  const list = rows(call, answer, 'taskData');
  return {
    arrived: list.length,
    rows: list.flatMap((row, index): CampaignRow[] => {
      const { userTaskID, taskStatus, sceneID, taskStat } = parseRow(
        call,
        `taskData[${index}]`,
        taskRow,
        row,
      );
      if (userTaskID === null) return [];
      const total = taskStat?.totalOrderCount ?? undefined;
      return [{ id: userTaskID, scene: sceneID ?? null, state: stateOf(taskStatus), total }];
    }),
  };
}

export function decodeOrders(call: string, answer: Answer): OrderRow[] {
  return rows(call, answer, 'orderDetailList').map((row, index) => {
    const parsed = parseRow(call, `orderDetailList[${index}]`, orderRow, row);
    const isDialled = parsed.finish === true || (parsed.callInfoDetailList ?? []).length > 0;
    return { id: parsed.orderID, phone: parsed.userPhone ?? null, isDialled };
  });
}

/** The values of `callStatus` are unknown (6 no. 7): a call that has an id or a start was made. */
export function decodeBatch(call: string, answer: Answer): OrderRow[] {
  return rows(call, answer, 'callList').map((row, index) => {
    const parsed = parseRow(call, `callList[${index}]`, batchRow, row);
    const { callID, callStartTs } = parsed;
    const isDialled = (callID ?? null) !== null || Number(callStartTs ?? 0) > 0;
    return { id: parsed.orderID, phone: parsed.userPhone ?? null, isDialled };
  });
}

function rows(call: string, answer: Answer, name: string): readonly unknown[] {
  const list = record(answer.body)?.[name];
  if (list === null) return [];
  if (!Array.isArray(list)) throw badAnswer(call, `${name}: expected a list`);
  return list;
}
