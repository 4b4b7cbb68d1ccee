// GET ivrs/fastrouters: the digit → queue table, which the vendor puts beside `Result` (G-family A′).

import { z } from 'zod';
import type { Answer } from '../../../contract/index.js';
import { neededText, optionalText, parseRow, record } from '../../decoding.js';
import { envelope, rowsOf } from './parse.js';

const CALL = 'GET ivrs/fastrouters';

export interface FastRouteRow {
  readonly key: string;
  readonly queue: string;
  readonly description: string | null;
}

const routeRow = z.object({ Dtmf: neededText, QueueId: neededText, Desc: optionalText });

/** Sorted by key; of two rows for one key the lesser text, whatever their order. */
export function decodeFastRoutes(answer: Answer): readonly FastRouteRow[] {
  const byKey = new Map<string, FastRouteRow>();
  for (const [index, given] of routeRows(answer).entries()) {
    const row = parseRow(CALL, `FastRouter[${index}]`, routeRow, given);
    const route = { key: row.Dtmf, queue: row.QueueId, description: row.Desc };
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
