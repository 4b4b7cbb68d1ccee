// Reads the account (nxcloud.md A.4): all queues, all agents, and the members of the queues whose list the files own.

import type { Live, ReadClient, ReadScope, Value } from '../../contract/index.js';
import { VendorError } from '../../contract/index.js';
import {
  type AgentRow,
  decodeAgents,
  decodeCallerNumbers,
  decodeMembers,
  decodeQueues,
  type QueueRow,
} from './decode.js';
import { toLive } from './live.js';
import { agentAddress, agentsOf } from './names.js';
import { settingsOf } from './settings.js';

const PAGE = 200;
/** A vendor that never sends a short page must not be read for ever. */
const MOST_PAGES = 500;

export async function read(client: ReadClient, scope: ReadScope): Promise<Live> {
  const { tenantId } = settingsOf(scope.settings);
  let reads = 0;
  const ask = (path: string, body: Record<string, Value>) => {
    reads += 1;
    return client.read({ method: 'POST', path, body: { tenantId, ...body } });
  };

  const queues = await readQueues(ask);
  const { agents, total } = await readAgents(ask);
  const members = new Map<string, readonly string[]>();
  for (const { id } of queues.filter((queue) => wantsMembers(queue.id, scope))) {
    members.set(id, decodeMembers(`POST ${MEMBERS} ${id}`, await ask(MEMBERS, { queueNo: id })));
  }
  const callerNumbers = new Map<string, readonly string[]>();
  for (const { id } of agents.filter((agent) => declaresCallerNumbers(agent.id, scope))) {
    callerNumbers.set(
      id,
      decodeCallerNumbers(`POST ${NUMBERS} ${id}`, await ask(NUMBERS, { sipNumber: id })),
    );
  }
  return toLive({ queues, agents, total, members, callerNumbers }, { reads, tenantId });
}

const GROUPS = 'agentGroup/page';
const AGENTS = 'agent/page';
const MEMBERS = 'agentGroup/member/list';
const NUMBERS = 'did/myUsefulNumber';

type Ask = (path: string, body: Record<string, Value>) => ReturnType<ReadClient['read']>;

/** 6 no. 5 and 7: `""` lists every group; there is no total, so pages are read until one is short. */
async function readQueues(ask: Ask): Promise<QueueRow[]> {
  const rows = new Map<string, QueueRow>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await ask(GROUPS, { queueName: '', size: PAGE, page });
    const batch = decodeQueues(`POST ${GROUPS}`, answer);
    for (const row of batch) rows.set(row.id, row);
    if (batch.length < PAGE) return [...rows.values()];
  }
  throw endless(GROUPS);
}

async function readAgents(ask: Ask): Promise<{ agents: AgentRow[]; total: number | undefined }> {
  const rows = new Map<string, AgentRow>();
  let total: number | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const batch = decodeAgents(`POST ${AGENTS}`, await ask(AGENTS, { size: PAGE, page }));
    total = batch.total;
    for (const row of batch.rows) rows.set(row.id, row);
    if (batch.rows.length < PAGE) return { agents: [...rows.values()], total };
  }
  throw endless(AGENTS);
}

function endless(path: string): VendorError {
  return new VendorError('bad-answer', `POST ${path}: ${MOST_PAGES} full pages and no end; ask the vendor`);
}

/** Without a file (`pull`) everything is read; with one, only the lists that it owns: one call a queue. */
function wantsMembers(queue: string, scope: ReadScope): boolean {
  return scope.desired === undefined || scope.desired.lists.has(agentsOf(queue));
}

function declaresCallerNumbers(agent: string, scope: ReadScope): boolean {
  return scope.desired?.resources.get(agentAddress(agent))?.fields.callerNumbers !== undefined;
}
