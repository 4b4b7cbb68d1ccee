// GET agents: agents, what is bound to them, their default numbers and who is in a call (G22–G29, C22).

import type { Answer, Certificate } from '../../../contract/index.js';
import {
  badAnswer,
  firstTextIn,
  neededTextIn,
  neededTruthIn,
  record,
  takeRow,
  textIn,
  textsIn,
  wholeNumberIn,
} from '../../decoding.js';
import { resultOf, rowsOf } from './parse.js';

const CALL = 'GET agents';

export interface AgentRow {
  readonly id: string;
  readonly workId: string | null;
  readonly name: string | null;
  readonly mobile: string | null;
  readonly email: string | null;
  readonly role: string;
  readonly enabled: boolean;
  readonly queues: readonly string[];
  readonly extensions: readonly string[];
  readonly relayNumber: string | null;
  /** `State` 3 or `ExtState` 1 (G34): an unbind or delete now would cut a live call. */
  readonly inCall: boolean;
}

export interface AgentList {
  /** Sorted by id, each once. */
  readonly agents: readonly AgentRow[];
  readonly certificate: Certificate;
}

export function decodeAgents(answer: Answer): AgentList {
  const result = resultOf(CALL, answer);
  const rows = agentRows(result).map((row, index) => decodeAgent(row, index));
  const { agents, disagreeing } = once(rows);
  return { agents, certificate: certify(result, agents.length, disagreeing) };
}

function agentRows(result: unknown): readonly unknown[] {
  const wrapper = record(result);
  const list = wrapper && 'AgentList' in wrapper ? wrapper.AgentList : result;
  return rowsOf(CALL, list, (row) => 'AgentId' in row);
}

function decodeAgent(given: unknown, index: number): AgentRow {
  return takeRow(CALL, `AgentList[${index}]`, given, (row) => ({
    id: bareId(neededTextIn(row, 'AgentId'), index),
    workId: textIn(row, 'WorkId'),
    name: textIn(row, 'Name'),
    mobile: textIn(row, 'Mobile'),
    email: textIn(row, 'Email'),
    role: textIn(row, 'Role') ?? 'agent',
    enabled: neededTruthIn(row, 'Enable'),
    queues: textsIn(row, 'Queues'),
    extensions: textsIn(row, 'Extensions', extensionOf),
    // G29: typed a list, shown as a text.
    relayNumber: firstTextIn(row, 'DefSpNumber'),
    inCall: isInCall(wholeNumberIn(row, 'State'), wholeNumberIn(row, 'ExtState')),
  }));
}

/** G27: an extension is a text or an object that may carry its password; the password goes no further than here. */
const extensionOf = (element: unknown): unknown => record(element)?.Extension ?? element;

const isInCall = (state: number | null, extState: number | null): boolean => state === 3 || extState === 1;

/** G22: some replies add `@AppId`. */
function bareId(id: string, index: number): string {
  const at = id.indexOf('@');
  const bare = at === -1 ? id : id.slice(0, at);
  if (bare === '') throw badAnswer(CALL, `AgentList[${index}].AgentId: expected a text`);
  return bare;
}

/** Each agent once. Two rows that disagree leave the list unproved, and the choice does not depend on their order. */
function once(rows: readonly AgentRow[]): { agents: AgentRow[]; disagreeing: string | undefined } {
  const byId = new Map<string, AgentRow>();
  let disagreeing: string | undefined;
  for (const row of rows) {
    const seen = byId.get(row.id);
    const [text, other] = seen ? [JSON.stringify(row), JSON.stringify(seen)] : ['', ''];
    if (text !== other) disagreeing ??= row.id;
    if (!seen || text < other) byId.set(row.id, row);
  }
  const agents = [...byId.values()];
  return { agents: agents.sort((a, b) => (a.id < b.id ? -1 : 1)), disagreeing };
}

/** C22: complete only if the vendor says how many there are, and as many came. */
function certify(result: unknown, arrived: number, disagreeing: string | undefined): Certificate {
  const { declared, pages } = takeRow(CALL, 'Result', record(result) ?? {}, (row) => ({
    declared: wholeNumberIn(row, 'Total'),
    pages: wholeNumberIn(row, 'TotalPage'),
  }));
  const reason = incompleteBecause(arrived, declared, pages, disagreeing);
  return {
    complete: reason === undefined,
    arrived,
    ...(declared === null ? {} : { declared }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function incompleteBecause(
  arrived: number,
  declared: number | null,
  pages: number | null,
  disagreeing: string | undefined,
): string | undefined {
  if (declared === null) return 'Udesk did not say how many agents there are (no Total)';
  if (arrived < declared) return `Udesk declares ${declared} agents, ${arrived} arrived`;
  if (pages !== null && pages > 1) {
    return `Udesk spread the agents over ${pages} pages and documents no way to ask for the next`;
  }
  if (disagreeing !== undefined) return `two rows of the answer disagree about agent ${disagreeing}`;
  return undefined;
}
