// Writes to agents: POST in batches, PUT with all seven fields, DELETE with or without their extensions.

import type { Change, Operation, PlanContext, Value } from '../../../contract/index.js';
import { fieldsAfter, idOf, only } from '../../kit/index.js';
import { AGENT_DEFAULTS, textOf } from '../bodies.js';
import { forget } from './extensions.js';

/** G17, G19: `Extension`, `WrapUpTime` and `IsCreateExtension` are never sent: what they do is not documented. */
function agentBody(change: Change, context: PlanContext): Record<string, Value> {
  const fields = fieldsAfter(change, context);
  return {
    AgentId: idOf(change.address),
    WorkId: textOf(fields.workId),
    Name: textOf(fields.name),
    Mobile: textOf(fields.mobile),
    Email: textOf(fields.email),
    Role: fields.role ?? AGENT_DEFAULTS.role,
    Enable: fields.enabled ?? AGENT_DEFAULTS.enabled,
  };
}

const create: Operation = {
  request: (changes, _about, context) => ({
    method: 'POST',
    path: 'agents',
    body: { Agents: changes.map((change) => agentBody(change, context)) },
  }),
  // C21: whether a batch is atomic is not known.
  afterUnknown: { rule: 'look' },
};

const update: Operation = {
  // G18: an omitted field is reset (a disabled agent comes back, a leader is demoted). G20: the id stands twice.
  request: (changes, _about, context) => ({
    method: 'PUT',
    path: `agents/${idOf(only(changes).address)}`,
    body: agentBody(only(changes), context),
  }),
  afterUnknown: { rule: 'repeat' },
};

/** G31: a JSON boolean. True deletes every extension that is bound (C5), so it is said only when all are to go. */
function removal(withExtensions: boolean): Operation['request'] {
  return (changes) => {
    const agent = only(changes.filter((change) => change.kind === 'agent'));
    const id = idOf(agent.address);
    return {
      method: 'DELETE',
      path: `agents/${id}`,
      body: { AgentId: id, IsDelExtensions: withExtensions },
    };
  };
}

const remove: Operation = { request: removal(false), afterUnknown: { rule: 'look' } };

const removeWithExtensions: Operation = {
  request: removal(true),
  // No list shows whether the extensions went; a repeat does, since the agent is there or it is not.
  afterUnknown: { rule: 'repeat' },
  learn: (_answer, changes) => forget(changes),
  learnAlready: forget,
};

export const agentOperations = {
  'agent.create': create,
  'agent.update': update,
  'agent.delete': remove,
  'agent.deleteWithExtensions': removeWithExtensions,
} as const;
