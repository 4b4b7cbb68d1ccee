// Binds and unbinds queues and agents. There is no unbind from the queue's side (C8).

import type { Change, Operation, Request } from '../../../contract/index.js';
import { endsOf } from '../names.js';

function queuesOfAgent(method: 'POST' | 'DELETE'): Operation['request'] {
  return (changes): Request => ({
    method,
    path: 'agents/queues',
    body: {
      AgentId: sharedEnd(changes, 'agent'),
      Queues: changes.map((change) => endsOf(change.address).first).sort(),
    },
  });
}

function agentsOfQueue(changes: readonly Change[]): Request {
  return {
    // G40: PUT only adds as well; POST says so.
    method: 'POST',
    path: 'queues/agents',
    body: {
      QueueId: sharedEnd(changes, 'first'),
      AgentIds: changes.map((change) => endsOf(change.address).agent).sort(),
    },
  };
}

/** The queue or agent that all changes of the call have in common. */
function sharedEnd(changes: readonly Change[], end: 'first' | 'agent'): string {
  const [one = '', ...more] = new Set(changes.map((change) => endsOf(change.address)[end]));
  if (more.length > 0) throw new Error(`one call was asked to bind ${one} and ${more.join(', ')}`);
  return one;
}

export const membershipOperations = {
  'queue.addAgents': { request: agentsOfQueue, afterUnknown: { rule: 'look' } },
  'agent.addQueues': { request: queuesOfAgent('POST'), afterUnknown: { rule: 'look' } },
  'agent.removeQueues': { request: queuesOfAgent('DELETE'), afterUnknown: { rule: 'look' } },
} as const satisfies Record<string, Operation>;
