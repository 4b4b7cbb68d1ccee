// GET subscriptions, GET subscriptions/{id} and the reply of POST subscriptions (G51–G53, G55).

import { z } from 'zod';
import type { Answer } from '../../../contract/index.js';
import { neededText, optionalText, parseRow, record, sortedOnce, textList } from '../../decoding.js';
import { optionalList, resultOf, rowsOf, truth } from './parse.js';

export interface SubscriptionRow {
  readonly name: string;
  readonly callback: string | null;
  readonly events: readonly string[];
  readonly enabled: boolean;
  /** Documented nowhere in the lists, taken if it is there (G53). */
  readonly id: string | null;
}

const subscriptionRow = z.object({
  name: neededText,
  callback: optionalText,
  events: optionalList,
  enable: truth,
  id: optionalText,
  Id: optionalText,
  ID: optionalText,
  SubId: optionalText,
});

/** In the order of the answer; names may repeat. */
export function decodeSubscriptions(answer: Answer): readonly SubscriptionRow[] {
  const call = 'GET subscriptions';
  return rowsOf(call, resultOf(call, answer), isSubscription).map((row, index) =>
    decodeRow(call, `row ${index}`, row),
  );
}

export function decodeSubscription(call: string, answer: Answer): SubscriptionRow {
  const result = resultOf(call, answer);
  const inner = record(record(result)?.subscription);
  return decodeRow(call, 'Result', inner ?? result);
}

function decodeRow(call: string, place: string, given: unknown): SubscriptionRow {
  const row = parseRow(call, place, subscriptionRow, given);
  return {
    name: row.name,
    callback: row.callback,
    events: row.events,
    enabled: row.enable,
    id: row.id ?? row.Id ?? row.ID ?? row.SubId,
  };
}

export interface Created {
  /** Name → id; a name that was given twice by the vendor is not in it. */
  readonly ids: ReadonlyMap<string, string>;
  readonly failed: readonly string[];
  /** False if the answer lists neither successes nor failures. */
  readonly listed: boolean;
}

const success = z.object({ name: neededText, id: optionalText, Id: optionalText, SubId: optionalText });

/** `sub_succ` and `sub_fail`: a 000000 may hide failures (G52). */
export function decodeCreated(answer: Answer): Created {
  const call = 'POST subscriptions';
  if (answer.body === undefined) return { ids: new Map(), failed: [], listed: false };
  const result = record(resultOf(call, answer));
  const rows = Array.isArray(result?.sub_succ) ? result.sub_succ : [];
  const ids = new Map<string, string>();
  for (const [index, given] of rows.entries()) {
    const row = parseRow(call, `sub_succ[${index}]`, success, given);
    const id = row.id ?? row.Id ?? row.SubId;
    if (id !== null) ids.set(row.name, id);
  }
  const failed = parseRow(call, 'sub_fail', textList, result?.sub_fail);
  return { ids, failed: sortedOnce(failed), listed: rows.length > 0 || failed.length > 0 };
}

function isSubscription(row: object): boolean {
  return 'callback' in row || 'events' in row;
}
