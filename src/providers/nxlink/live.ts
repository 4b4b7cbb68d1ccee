// Turns rows into live resources with their certificates: a queue's members are proved by the agents' own lists.

import type { Certificate, Live, Resource } from '../../contract/index.js';
import { labelled, liveOf, memberOf } from '../kit/index.js';
import type { AgentRow, QueueRow } from './decode.js';
import { agentAddress, MEMBERSHIPS, queueAddress } from './names.js';

export interface Rows {
  readonly queues: readonly QueueRow[];
  readonly agents: readonly AgentRow[];
  readonly total: number | undefined;
  /** By queue; only the queues whose members were read. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly callerNumbers: ReadonlyMap<string, readonly string[]>;
}

export function toLive(rows: Rows, from: { readonly reads: number; readonly tenantId: number }): Live {
  const resources = [
    ...rows.queues.map(queueResource),
    ...rows.agents.map((row) => agentResource(row, rows.callerNumbers.get(row.id))),
    ...[...rows.members].flatMap(([queue, members]) =>
      members.map((agent) => memberOf(MEMBERSHIPS, queue, agent)),
    ),
  ];
  const certificates = {
    queue: queueCertificate(rows),
    agent: agentCertificate(rows),
    membership: membershipCertificate(rows),
  };
  const facts = { tenantId: from.tenantId };
  return liveOf({ account: String(from.tenantId), reads: from.reads, certificates, facts }, resources);
}

function queueResource({ id, ...fields }: QueueRow): Resource {
  return { kind: 'queue', address: queueAddress(id), fields: { ...fields }, label: fields.name };
}

function agentResource(row: AgentRow, callerNumbers: readonly string[] | undefined): Resource {
  const { id, queueNames: _names, ...fields } = row;
  return {
    kind: 'agent',
    address: agentAddress(id),
    fields: { ...fields, ...(callerNumbers === undefined ? {} : { callerNumbers }) },
    ...labelled(row.name),
  };
}

/** No total exists: every queue that an agent names must be among those that were listed. */
function queueCertificate({ queues, agents }: Rows): Certificate {
  const names = new Set(queues.map((queue) => queue.name));
  for (const agent of agents) {
    const missing = agent.queueNames.find((name) => !names.has(name));
    if (missing !== undefined) {
      const reason = `agent ${agent.id} is in queue "${missing}", which the list of queues does not hold`;
      return { complete: false, arrived: queues.length, reason };
    }
  }
  return { complete: true, arrived: queues.length };
}

function agentCertificate({ agents, total }: Rows): Certificate {
  const arrived = agents.length;
  if (total === undefined)
    return { complete: false, arrived, reason: 'NXLink did not say how many agents there are' };
  if (total === arrived) return { complete: true, declared: total, arrived };
  return {
    complete: false,
    declared: total,
    arrived,
    reason: `NXLink declares ${total} agents, ${arrived} arrived`,
  };
}

/** The second list that must agree (engine.md, Reading): `queueName` of every agent. */
function membershipCertificate(rows: Rows): Certificate {
  const arrived = [...rows.members.values()].reduce((sum, members) => sum + members.length, 0);
  const agents = agentCertificate(rows);
  if (!agents.complete) return { ...agents, arrived };
  for (const queue of rows.queues) {
    const members = rows.members.get(queue.id);
    if (members === undefined) continue;
    const reason = disagreement(queue, new Set(members), rows);
    if (reason !== undefined) return { complete: false, arrived, reason };
  }
  return { complete: true, arrived };
}

function disagreement(
  queue: QueueRow,
  members: ReadonlySet<string>,
  { agents, queues }: Rows,
): string | undefined {
  if (queues.some((other) => other.id !== queue.id && other.name === queue.name)) {
    return `two queues are called "${queue.name}", so the members of ${queue.id} cannot be checked; give one another name`;
  }
  const wrong = agents.find((agent) => members.has(agent.id) !== agent.queueNames.includes(queue.name));
  if (wrong !== undefined) {
    return `the members of queue ${queue.id} and the queues of agent ${wrong.id} do not agree; plan again in a while`;
  }
  const known = new Set(agents.map((agent) => agent.id));
  const stranger = [...members].find((member) => !known.has(member));
  return stranger === undefined
    ? undefined
    : `queue ${queue.id} has member ${stranger}, whom the list of agents does not hold`;
}
