// GET queues: the one list that is documented as a single object, with other field names than its writes (G35, G36).

import { z } from 'zod';
import type { Answer } from '../../../contract/index.js';
import { badAnswer, optionalText, parseRow, wholeNumber } from '../../decoding.js';
import { resultOf, rowsOf } from './parse.js';

const CALL = 'GET queues';

interface QueueRow {
  readonly id: string;
  readonly name: string | null;
  readonly strategy: string;
  readonly timeout: number;
  readonly maxLength: number;
}

export interface QueueList {
  /** Sorted by id, each once. Says nothing about members: the `AgentID` column is not to be trusted. */
  readonly queues: readonly QueueRow[];
  /** Set if two rows of one queue disagree. */
  readonly disagreeing?: string;
}

const queueRow = z.object({
  QueueID: optionalText,
  QueueId: optionalText,
  Name: optionalText,
  QueueName: optionalText,
  Strategy: optionalText,
  Timeout: wholeNumber,
  MaxLength: wholeNumber,
});

export function decodeQueues(answer: Answer): QueueList {
  const rows = rowsOf(CALL, resultOf(CALL, answer), (row) => 'QueueID' in row || 'QueueId' in row);
  const byId = new Map<string, { row: QueueRow; text: string }>();
  let disagreeing: string | undefined;
  for (const [index, given] of rows.entries()) {
    const row = decodeQueue(given, index);
    const text = JSON.stringify(row);
    const seen = byId.get(row.id);
    // One row for each queue–agent pair is a likely shape: equal rows are one queue.
    if (seen && seen.text !== text) disagreeing ??= row.id;
    if (!seen || text < seen.text) byId.set(row.id, { row, text });
  }
  const queues = [...byId.values()].map((entry) => entry.row).sort((a, b) => (a.id < b.id ? -1 : 1));
  return disagreeing === undefined ? { queues } : { queues, disagreeing };
}

function decodeQueue(given: unknown, index: number): QueueRow {
  const row = parseRow(CALL, `row ${index}`, queueRow, given);
  const id = row.QueueID ?? row.QueueId;
  if (id === null) throw badAnswer(CALL, `row ${index}.QueueID: expected a text`);
  return {
    id,
    name: row.Name ?? row.QueueName,
    strategy: row.Strategy ?? 'longest_idle',
    timeout: row.Timeout,
    maxLength: row.MaxLength,
  };
}
