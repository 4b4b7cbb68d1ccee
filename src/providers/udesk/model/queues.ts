// Queues (udesk.md §2.5; C1, C2, G35–G39, G43, G44).

import { type Ask, type Handler, listOr } from './decision.js';
import { bodyFields, type Fields, integerField, neededText, PATTERN, textField } from './fields.js';
import { queueOf } from './lookup.js';
import { queueResource } from './normal-form.js';
import { doesNotExist, duplicate, internalError, parameterError, queueHasAgents } from './refusal.js';
import type { App, Queue } from './state.js';

/** udesk.md C1. */
export const MOST_QUEUES = 100;
export const QUEUE_DEFAULTS = { strategy: 'longest_idle', timeout: 60, maxLength: 128 } as const;
const UPDATE_TIMEOUT = 0;

export const createQueue: Handler = ({ app, body, mint }) => {
  const { id, name, strategy, timeout, maxLength } = queueFields(bodyFields(body));
  if (app.queues.has(id)) throw duplicate(id, 'QueueId');
  if (app.queues.size >= MOST_QUEUES) throw parameterError();
  return {
    commit: () => {
      const now = mint.now();
      app.lastRow += 1;
      const queue: Queue = {
        id,
        row: app.lastRow,
        name,
        strategy: strategy ?? QUEUE_DEFAULTS.strategy,
        timeout: timeout ?? QUEUE_DEFAULTS.timeout,
        maxLength: maxLength ?? QUEUE_DEFAULTS.maxLength,
        createdAt: now,
        updatedAt: now,
        agents: new Set(),
      };
      app.queues.set(id, queue);
      return [{ put: queueResource(queue) }];
    },
  };
};

export const updateQueue: Handler = ({ app, body, options, mint }) => {
  const { id, name, strategy, timeout, maxLength } = queueFields(bodyFields(body));
  const queue = queueOf(app, id);
  const keep = options.putQueueOmitted === 'keep';
  return {
    commit: () => {
      queue.name = name;
      queue.strategy = strategy ?? (keep ? queue.strategy : QUEUE_DEFAULTS.strategy);
      // The default on update is 0, not 60 (udesk.md G37).
      queue.timeout = timeout ?? (keep ? queue.timeout : UPDATE_TIMEOUT);
      queue.maxLength = maxLength ?? (keep ? queue.maxLength : QUEUE_DEFAULTS.maxLength);
      queue.updatedAt = mint.now();
      return [{ put: queueResource(queue) }];
    },
  };
};

export const deleteQueue: Handler = ({ app, body }) => {
  const id = neededText(bodyFields(body), 'QueueId', PATTERN.queueId);
  const queue = app.queues.get(id);
  if (!queue) throw doesNotExist();
  if (queue.agents.size > 0) throw queueHasAgents();
  return {
    commit: () => {
      app.queues.delete(id);
      return [{ drop: `queue/${id}` }];
    },
  };
};

export const listQueues: Handler = ({ app, options }) => {
  const queues = [...app.queues.values()];
  if (options.queueListShape === 'rowPerBinding') {
    return {
      result: listOr(
        queues.flatMap((queue) => bindingRows(app, queue)),
        options,
      ),
    };
  }
  const rows = listOr(
    queues.map((queue) => queueRow(app, queue, 0)),
    options,
  );
  return { result: options.queueListShape === 'wrapped' ? { Queues: rows } : rows };
};

/** The document itself says that this one does not work (udesk.md G39). */
export const readQueue: Handler = ({ app, options, params }: Ask) => {
  if (options.queueDetail === 'broken') throw internalError();
  const [id = ''] = params;
  if (!PATTERN.queueId.test(id)) throw parameterError();
  const queue = queueOf(app, id);
  return {
    result: {
      QueueId: queue.id,
      QueueName: queue.name,
      Strategy: queue.strategy,
      Timeout: queue.timeout,
      MaxLength: queue.maxLength,
      Agents: listOr([...queue.agents], options),
    },
  };
};

interface QueueFields {
  readonly id: string;
  readonly name: string;
  readonly strategy: string | undefined;
  readonly timeout: number | undefined;
  readonly maxLength: number | undefined;
}

function queueFields(fields: Fields): QueueFields {
  return {
    id: neededText(fields, 'QueueId', PATTERN.queueId),
    name: neededText(fields, 'QueueName'),
    strategy: textField(fields, 'Strategy', PATTERN.strategy),
    timeout: integerField(fields, 'Timeout', 0, Number.MAX_SAFE_INTEGER),
    maxLength: integerField(fields, 'MaxLength', 1, 512),
  };
}

/** Other names than on writing (udesk.md G36). */
function queueRow(app: App, queue: Queue, agentRow: number): Readonly<Record<string, unknown>> {
  return {
    ID: queue.row,
    CreatedAt: new Date(queue.createdAt).toISOString(),
    UpdatedAt: new Date(queue.updatedAt).toISOString(),
    AppID: app.id,
    QueueID: queue.id,
    Timeout: queue.timeout,
    Strategy: queue.strategy,
    AgentID: agentRow,
    Name: queue.name,
    MaxLength: queue.maxLength,
    WaitMusic: '',
  };
}

function bindingRows(app: App, queue: Queue): readonly unknown[] {
  if (queue.agents.size === 0) return [queueRow(app, queue, 0)];
  return [...queue.agents].map((id) => queueRow(app, queue, app.agents.get(id)?.row ?? 0));
}
