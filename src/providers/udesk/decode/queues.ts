// GET queues: the one list that is documented as a single object, with other field names than its writes (G35, G36).

import type { Answer } from '../../../contract/index.js';
import { neededTextIn, neededWholeNumberIn, takeRow, textIn } from '../../decoding.js';
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
  return takeRow(CALL, `row ${index}`, given, (row) => ({
    id: textIn(row, 'QueueID') ?? textIn(row, 'QueueId') ?? neededTextIn(row, 'QueueID'),
    name: textIn(row, 'Name') ?? textIn(row, 'QueueName'),
    strategy: textIn(row, 'Strategy') ?? 'longest_idle',
    timeout: neededWholeNumberIn(row, 'Timeout'),
    maxLength: neededWholeNumberIn(row, 'MaxLength'),
  }));
}
