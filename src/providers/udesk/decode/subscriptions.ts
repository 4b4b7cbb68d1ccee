// GET subscriptions, GET subscriptions/{id} and the reply of POST subscriptions (G51–G53, G55).

import type { Answer } from '../../../contract/index.js';
import { neededTextIn, neededTruthIn, type Row, record, takeRow, textIn, textsIn } from '../../decoding.js';
import { resultOf, rowsOf } from './parse.js';

export interface SubscriptionRow {
  readonly name: string;
  readonly callback: string | null;
  readonly events: readonly string[];
  readonly enabled: boolean;
  /** Documented nowhere in the lists, taken if it is there (G53). */
  readonly id: string | null;
}

/** In the order of the answer; names may repeat. */
export function decodeSubscriptions(answer: Answer): readonly SubscriptionRow[] {
  const call = 'GET subscriptions';
  return rowsOf(call, resultOf(call, answer), isSubscription).map((row, index) =>
    takeRow(call, `row ${index}`, row, subscriptionOf),
  );
}

export function decodeSubscription(call: string, answer: Answer): SubscriptionRow {
  const result = resultOf(call, answer);
  const inner = record(record(result)?.subscription);
  return takeRow(call, 'Result', inner ?? result, subscriptionOf);
}

function subscriptionOf(row: Row): SubscriptionRow {
  return {
    name: neededTextIn(row, 'name'),
    callback: textIn(row, 'callback'),
    events: textsIn(row, 'events'),
    enabled: neededTruthIn(row, 'enable'),
    id: idIn(row),
  };
}

const idIn = (row: Row): string | null =>
  textIn(row, 'id') ?? textIn(row, 'Id') ?? textIn(row, 'ID') ?? textIn(row, 'SubId');

export interface Created {
  /** Name → id; a name that was given twice by the vendor is not in it. */
  readonly ids: ReadonlyMap<string, string>;
  readonly failed: readonly string[];
  /** False if the answer lists neither successes nor failures. */
  readonly listed: boolean;
}

/** `sub_succ` and `sub_fail`: a 000000 may hide failures (G52). */
export function decodeCreated(answer: Answer): Created {
  const call = 'POST subscriptions';
  if (answer.body === undefined) return { ids: new Map(), failed: [], listed: false };
  const result = record(resultOf(call, answer)) ?? {};
  const given = Array.isArray(result.sub_succ) ? result.sub_succ : [];
  const made = given.map((row, index) =>
    takeRow(call, `sub_succ[${index}]`, row, (row) => ({ name: neededTextIn(row, 'name'), id: idIn(row) })),
  );
  const ids = new Map(made.flatMap(({ name, id }) => (id === null ? [] : [[name, id] as const])));
  const failed = takeRow(call, 'Result', result, (row) => textsIn(row, 'sub_fail'));
  return { ids, failed, listed: made.length > 0 || failed.length > 0 };
}

function isSubscription(row: object): boolean {
  return 'callback' in row || 'events' in row;
}
