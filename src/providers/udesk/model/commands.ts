// Runtime commands of agents, calls and dialling tasks (udesk.md §2.4, §2.10): taken as written, with little effect.

import type { Ask, Decision, Handler } from './decision.js';
import {
  bodyFields,
  type Fields,
  idField,
  neededText,
  numberField,
  PATTERN,
  textField,
  textsField,
} from './fields.js';
import { agentOf, queueOf } from './lookup.js';
import { parameterError } from './refusal.js';

/** An agent needs a bound extension to log in (udesk.md C17). */
export const login: Handler = ({ app, body, query }) => {
  const fields = bodyFields(body);
  const id = idField(fields, 'agent_Id', PATTERN.agentId);
  const queues = fields.QueueIDs === undefined ? [] : textsField(fields, 'QueueIDs', PATTERN.queueId);
  for (const name of ['WorkerID', 'Number', 'State', 'MsgId']) textField(fields, name);
  const agent = agentOf(app, id);
  for (const queue of queues) queueOf(app, queue);
  if (agent.extensions.size === 0) throw parameterError();
  return command(fields, query, '', () => {
    if (agent.beforeCall === undefined) Object.assign(agent, { state: 0, extState: 0 });
  });
};

export const logout: Handler = ({ app, body, query }) => {
  const fields = bodyFields(body);
  const agent = agentOf(app, idField(fields, 'agent_Id', PATTERN.agentId));
  return command(fields, query, '', () => {
    if (agent.beforeCall === undefined) Object.assign(agent, { state: 4, extState: 3 });
  });
};

export const setCallMode: Handler = ({ app, body, query }) => {
  const fields = bodyFields(body);
  const id = idField(fields, 'AgentId', PATTERN.agentId);
  neededText(fields, 'Contact', /^(?:voip|cellphone)$/);
  agentOf(app, id);
  return command(fields, query, '');
};

export const originate: Handler = ({ app, body, query, mint }) => {
  const fields = bodyFields(body);
  for (const name of ['caller', 'called', 'called_display']) neededText(fields, name, PATTERN.digits);
  agentOf(app, idField(fields, 'agent_id', PATTERN.agentId));
  return command(fields, query, mint.hex(32), () => undefined);
};

function command(
  fields: Fields,
  query: Readonly<Record<string, string>>,
  results: string,
  change?: () => void,
): Decision {
  const id = textField(fields, 'MsgId') ?? query.MsgId ?? '';
  return {
    envelope: 'command',
    beside: { msg_id: id, results, data: null },
    commit: () => {
      change?.();
      return [];
    },
  };
}

/** Hold, resume, transfer: another envelope (udesk.md §1.3, family C). */
export const control =
  (...needed: readonly string[]): Handler =>
  ({ app, body }) => {
    const fields = bodyFields(body);
    for (const name of needed) neededText(fields, name);
    agentOf(app, idField(fields, 'agent_id', PATTERN.agentId));
    return { envelope: 'control', beside: { results: '' } };
  };

export const startTask: Handler = ({ app, body }) => {
  const fields = bodyFields(body);
  neededText(fields, 'AdTaskId');
  neededText(fields, 'AdTaskType', /^[1-5]$/);
  numberField(fields, 'AdTaskRatio', 1, 5);
  for (const name of ['AdCallerNum', 'AdDispNum']) neededText(fields, name);
  numberField(fields, 'AdConCallLimit', 1, 100);
  const queue = textField(fields, 'AdQueueId', PATTERN.queueId);
  if (queue !== undefined) queueOf(app, queue);
  return { result: null };
};

export const updateTaskRatio: Handler = ({ body }) => {
  const fields = bodyFields(body);
  neededText(fields, 'AdTaskId');
  numberField(fields, 'AdTaskRatio', 1, 5);
  return { result: null };
};

export const stopTask: Handler = ({ body }) => {
  neededText(bodyFields(body), 'AdTaskId');
  return { result: null };
};

/** Logs and recordings are out of scope: there never are any. `calls/logs` needs at least `{}` (L1928). */
export const emptyList =
  (name: string, needsBody: boolean): Handler =>
  ({ body, options }: Ask) => {
    if (needsBody) bodyFields(body);
    return { result: { [name]: options.emptyLists === 'null' ? null : [] } };
  };
