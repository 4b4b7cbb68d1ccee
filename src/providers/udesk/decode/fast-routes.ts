// GET ivrs/fastrouters: the digit → queue table, which the vendor puts beside `Result` (G-family A′).

import type { Answer } from '../../../contract/index.js';
import { neededTextIn, record, takeRow, textIn } from '../../decoding.js';
import { envelope, rowsOf } from './parse.js';

const CALL = 'GET ivrs/fastrouters';

export interface FastRouteRow {
  readonly key: string;
  readonly queue: string;
  readonly description: string | null;
}

/** Sorted by key; of two rows for one key the lesser text, whatever their order. */
export function decodeFastRoutes(answer: Answer): readonly FastRouteRow[] {
  const byKey = new Map<string, FastRouteRow>();
  for (const [index, given] of routeRows(answer).entries()) {
    const route = takeRow(CALL, `FastRouter[${index}]`, given, (row) => ({
      key: neededTextIn(row, 'Dtmf'),
      queue: neededTextIn(row, 'QueueId'),
      description: textIn(row, 'Desc'),
    }));
    const seen = byKey.get(route.key);
    if (!seen || JSON.stringify(route) < JSON.stringify(seen)) byKey.set(route.key, route);
  }
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function routeRows(answer: Answer): readonly unknown[] {
  const body = envelope(CALL, answer);
  const inner = record(body.Result);
  const table =
    'FastRouter' in body ? body.FastRouter : inner && 'FastRouter' in inner ? inner.FastRouter : body.Result;
  return rowsOf(CALL, table, (row) => 'Dtmf' in row);
}
