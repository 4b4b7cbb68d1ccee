// Writes to queues: the id stands in the body, and every field is sent, on POST and on PUT (G37).

import type { Change, Operation, PlanContext, Request, Value } from '../../../contract/index.js';
import { fieldsAfter, idOf, only } from '../../kit/index.js';
import { QUEUE_DEFAULTS, textOf } from '../bodies.js';

function queueBody(change: Change, context: PlanContext): Record<string, Value> {
  const fields = fieldsAfter(change, context);
  return {
    QueueId: idOf(change.address),
    QueueName: textOf(fields.name),
    Strategy: fields.strategy ?? QUEUE_DEFAULTS.strategy,
    Timeout: fields.timeout ?? QUEUE_DEFAULTS.timeout,
    MaxLength: fields.maxLength ?? QUEUE_DEFAULTS.maxLength,
  };
}

function write(method: 'POST' | 'PUT'): Operation['request'] {
  return (changes, _about, context): Request => ({
    method,
    path: 'queues',
    body: queueBody(only(changes), context),
  });
}

export const queueOperations = {
  'queue.create': { request: write('POST'), afterUnknown: { rule: 'look' } },
  'queue.update': { request: write('PUT'), afterUnknown: { rule: 'repeat' } },
  'queue.delete': {
    request: (changes) => ({
      method: 'DELETE',
      path: 'queues',
      body: { QueueId: idOf(only(changes).address) },
    }),
    afterUnknown: { rule: 'look' },
  },
} as const satisfies Record<string, Operation>;
