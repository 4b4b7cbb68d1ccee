// What a read proves about each kind: without a proof nothing of the kind is deleted (C22).

import type { Certificate } from '../../contract/index.js';
import type { AgentRow } from './decode/agents.js';
import type { Rows } from './live.js';

const NOT_READ: Certificate = { complete: false, arrived: 0, reason: 'it was not read' };

export function certificates(rows: Rows): Record<string, Certificate> {
  const agents = rows.agents?.certificate ?? NOT_READ;
  return {
    queue: queueCertificate(rows),
    agent: agents,
    extension: { complete: false, arrived: 0, reason: 'Udesk lists no extensions, only bound ones are seen' },
    'extension-binding': partOf(agents, rows, (row) => row.extensions.length),
    membership: partOf(agents, rows, (row) => row.queues.length),
    'relay-number': counted(rows.relayNumbers?.owned.length),
    'relay-default': rows.relayNumbers ? agents : NOT_READ,
    subscription: counted(rows.subscriptions?.length),
    'webhook-events': { complete: false, arrived: 0, reason: 'Udesk has no call that reads them' },
    'fast-route': counted(rows.fastRoutes?.length),
  };
}

function partOf(agents: Certificate, rows: Rows, count: (row: AgentRow) => number): Certificate {
  const arrived = (rows.agents?.agents ?? []).reduce((sum, row) => sum + count(row), 0);
  const { complete, reason } = agents;
  return { complete, arrived, ...(reason === undefined ? {} : { reason }) };
}

function counted(arrived: number | undefined): Certificate {
  return arrived === undefined ? NOT_READ : { complete: true, arrived };
}

/** Udesk declares no total for queues, so the agents' own lists must name none that is missing. */
function queueCertificate(rows: Rows): Certificate {
  if (rows.queues === undefined) return NOT_READ;
  const arrived = rows.queues.queues.length;
  const { disagreeing } = rows.queues;
  if (disagreeing !== undefined) {
    return { complete: false, arrived, reason: `two rows of the answer disagree about queue ${disagreeing}` };
  }
  const listed = new Set(rows.queues.queues.map((row) => row.id));
  for (const agent of rows.agents?.agents ?? []) {
    const missing = agent.queues.find((queue) => !listed.has(queue));
    if (missing !== undefined) {
      return {
        complete: false,
        arrived,
        reason: `agent ${agent.id} is in queue ${missing}, which the list of queues does not hold`,
      };
    }
  }
  return { complete: true, arrived };
}
