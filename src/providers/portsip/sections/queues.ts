// `queues`: portsip.md 3.2.

import type { Resource, Value } from '../../../contract/index.js';
import { id } from '../../../schema/fields.js';
import { declared, objectSection, written } from '../../kit/index.js';
import { forwardIn, forwardOf, writtenForward } from '../forward.js';
import { QUEUE_FIELD_NAMES, QUEUE_FIELDS } from '../queue-fields.js';

/** portsip.md 9.11: the vendor's pattern, anchored. */
export const extensionNumber = (description: string, example: string) =>
  id(/^[0-9]{3,64}$/, { description, example, hint: '3 to 64 digits' });

const FORWARDS = QUEUE_FIELDS.filter((field) => field.read === forwardIn).map((field) => field.name);

export const queues = objectSection({
  kind: 'queue',
  section: 'queues',
  description: 'Queues that callers wait in. The system administrator says how many a tenant may have.',
  item: {
    description: 'A queue that callers wait in.',
    example: {
      id: '6000',
      name: 'Support',
      strategy: 'PRIORITIZED_HUNT',
      timeout: 120,
      noAnswer: { action: 'FORWARD_TO_VOICEMAIL', number: '1001' },
    },
  },
  id: extensionNumber('Number of the queue: 3 to 64 digits. Fixed; another number is another queue.', '6000'),
  fields: Object.fromEntries(QUEUE_FIELDS.map((field) => [field.name, field.schema.optional()])),
  form: {
    fields: (item) => withForwards(declared(item, QUEUE_FIELD_NAMES), forwardOf),
    said: (queue) => withForwards(written(withoutIdle(queue), QUEUE_FIELD_NAMES), writtenForward),
  },
});

/** portsip.md 3.2: the vendor switches it on for every queue, and a file that says so is warned that it has no effect. */
function withoutIdle(queue: Resource): Resource {
  const { enableStickyRouting, ...fields } = queue.fields;
  const isIdle = fields.strategy === 'RING_SIMULTANEOUSLY' && enableStickyRouting === true;
  return isIdle ? { ...queue, fields } : queue;
}

function withForwards(
  fields: Record<string, Value>,
  form: (rule: Value) => Value | undefined,
): Record<string, Value> {
  for (const name of FORWARDS) {
    const rule = fields[name] === undefined ? undefined : form(fields[name]);
    if (rule !== undefined) fields[name] = rule;
  }
  return fields;
}
