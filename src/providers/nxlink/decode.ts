// Decodes NXLink's lists (nxcloud.md A.4) into rows in normal form.

import { z } from 'zod';
import type { Answer } from '../../contract/index.js';
import {
  badAnswer,
  neededText,
  optionalText,
  parseRow,
  record,
  sortedOnce,
  textList,
  wholeNumber,
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

/** 6 no. 8: typed boolean, described as 0 or 1. */
const zeroOne = z
  .union([z.boolean(), z.literal([0, 1, '0', '1'])])
  .transform((value) => value === true || String(value) === '1');

const queueRow = z.object({
  groupNo: neededText,
  groupName: neededText,
  remark: optionalText,
  ringPolicy: wholeNumber,
  familiarizeFirst: zeroOne.nullish(),
});

const agentRow = z.object({
  sipNumber: neededText,
  userName: optionalText,
  nickName: optionalText,
  status: wholeNumber,
  queueName: textList,
  recording: zeroOne.nullish(),
  recordingStorageDays: wholeNumber.nullish(),
  allowCountry: textList,
  endPointName: optionalText,
});

export function decodeQueues(call: string, answer: Answer): QueueRow[] {
  return rows(call, answer).map((row, index) => {
    const parsed = parseRow(call, `data[${index}]`, queueRow, row);
    return {
      id: parsed.groupNo,
      name: parsed.groupName,
      remark: parsed.remark,
      ringPolicy: parsed.ringPolicy,
      familiarizeFirst: parsed.familiarizeFirst ?? false,
    };
  });
}

export function decodeAgents(call: string, answer: Answer): { rows: AgentRow[]; total: number | undefined } {
  const total = record(answer.body)?.total;
  return {
    total: typeof total === 'number' ? total : undefined,
    rows: rows(call, answer).map((row, index) => {
      const parsed = parseRow(call, `data[${index}]`, agentRow, row);
      return {
        id: parsed.sipNumber,
        userName: parsed.userName,
        name: parsed.nickName,
        enabled: parsed.status === 1,
        queueNames: parsed.queueName,
        recording: parsed.recording ?? null,
        recordingStorageDays: parsed.recordingStorageDays ?? null,
        allowCountry: parsed.allowCountry,
        endPointName: parsed.endPointName,
      };
    }),
  };
}

/** SIP numbers of a queue's members, sorted, each once. */
export function decodeMembers(call: string, answer: Answer): string[] {
  const member = z.object({ sipNumber: neededText });
  return sortedOnce(
    rows(call, answer).map((row, index) => parseRow(call, `data[${index}]`, member, row).sipNumber),
  );
}

/** Caller numbers that an agent may use; a random number or a route has none. */
export function decodeCallerNumbers(call: string, answer: Answer): string[] {
  const entry = z.object({ number: optionalText });
  const numbers = rows(call, answer).map((row, index) => parseRow(call, `data[${index}]`, entry, row).number);
  return sortedOnce(numbers.filter((number) => number !== null));
}

function rows(call: string, answer: Answer): readonly unknown[] {
  const data = record(answer.body)?.data;
  if (data === null || data === undefined) return [];
  if (!Array.isArray(data)) throw badAnswer(call, 'data: expected a list');
  return data;
}
