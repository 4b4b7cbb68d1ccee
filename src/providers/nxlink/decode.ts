// Decodes NXLink's lists (nxcloud.md A.4) into rows in normal form.

import type { Answer } from '../../contract/index.js';
import { sortedOnce } from '../../plan/compare.js';
import {
  neededTextIn,
  neededWholeNumberIn,
  type Row,
  record,
  rowsIn,
  takeBody,
  textIn,
  textsIn,
  truthIn,
  wholeNumberIn,
} from '../decoding.js';

export interface QueueRow {
  readonly id: string;
  readonly name: string;
  readonly remark: string | null;
  readonly ringPolicy: number;
  readonly familiarizeFirst: boolean;
}

export interface AgentRow {
  readonly id: string;
  readonly userName: string | null;
  readonly name: string | null;
  readonly enabled: boolean;
  /** Names, not numbers, of the queues that the agent is in. */
  readonly queueNames: readonly string[];
  readonly recording: boolean | null;
  readonly recordingStorageDays: number | null;
  readonly allowCountry: readonly string[];
  readonly endPointName: string | null;
}

export function decodeQueues(call: string, answer: Answer): QueueRow[] {
  return rowsOf(call, answer, (row) => ({
    id: neededTextIn(row, 'groupNo'),
    name: neededTextIn(row, 'groupName'),
    remark: textIn(row, 'remark'),
    ringPolicy: neededWholeNumberIn(row, 'ringPolicy'),
    familiarizeFirst: flagIn(row, 'familiarizeFirst') ?? false,
  }));
}

export function decodeAgents(call: string, answer: Answer): { rows: AgentRow[]; total: number | undefined } {
  const total = record(answer.body)?.total;
  return { total: typeof total === 'number' ? total : undefined, rows: rowsOf(call, answer, agentOf) };
}

function agentOf(row: Row): AgentRow {
  return {
    id: neededTextIn(row, 'sipNumber'),
    userName: textIn(row, 'userName'),
    name: textIn(row, 'nickName'),
    enabled: neededWholeNumberIn(row, 'status') === 1,
    queueNames: textsIn(row, 'queueName'),
    recording: flagIn(row, 'recording'),
    recordingStorageDays: wholeNumberIn(row, 'recordingStorageDays'),
    allowCountry: textsIn(row, 'allowCountry'),
    endPointName: textIn(row, 'endPointName'),
  };
}

/** SIP numbers of a queue's members, sorted, each once. */
export function decodeMembers(call: string, answer: Answer): readonly string[] {
  return sortedOnce(rowsOf(call, answer, (row) => neededTextIn(row, 'sipNumber')));
}

/** Caller numbers that an agent may use; a random number or a route has none. */
export function decodeCallerNumbers(call: string, answer: Answer): readonly string[] {
  return sortedOnce(rowsOf(call, answer, (row) => textIn(row, 'number')).filter((number) => number !== null));
}

/** 6 no. 8: typed boolean, described as 0 or 1. */
function flagIn(row: Row, field: string): boolean | null {
  const value = row[field];
  return value === 0 || value === 1 || value === '0' || value === '1'
    ? Number(value) === 1
    : truthIn(row, field);
}

function rowsOf<Out>(call: string, answer: Answer, take: (row: Row) => Out): Out[] {
  return takeBody(call, answer, (body) => rowsIn(body, 'data', take) ?? []);
}
