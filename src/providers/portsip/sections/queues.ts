// `queues`: portsip.md 3.2.

import type { Section, Value } from '../../../contract/index.js';
import { id, object } from '../../../schema/fields.js';
import { declared, idOf, labelled, ofKind, orNothing, written } from '../../kit/index.js';
import { forwardIn, forwardOf, writtenForward } from '../forward.js';
import { queueAddress } from '../names.js';
import { QUEUE_FIELD_NAMES, QUEUE_FIELDS } from '../queue-fields.js';

/** portsip.md 9.11: the vendor's pattern, anchored. */
export const extensionNumber = (description: string, example: string) =>
  id(/^[0-9]{3,64}$/, { description, example, hint: '3 to 64 digits' });

const FORWARDS = QUEUE_FIELDS.filter((field) => field.read === forwardIn).map((field) => field.name);

const schema = object(
  {
    id: extensionNumber(
      'Number of the queue: 3 to 64 digits. Fixed; another number is another queue.',
      '6000',
    ),
    ...Object.fromEntries(QUEUE_FIELDS.map((field) => [field.name, field.schema.optional()])),
  },
  {
    description: 'A queue that callers wait in.',
    example: {
      id: '6000',
      name: 'Support',
      strategy: 'PRIORITIZED_HUNT',
      timeout: 120,
      noAnswer: { action: 'FORWARD_TO_VOICEMAIL', number: '1001' },
    },
  },
);

export const queues: Section = {
  name: 'queues',
  description: 'Queues that callers wait in. The system administrator says how many a tenant may have.',
  form: 'list',
  schema,
  identity: ['id'],
  address: (item) => queueAddress(String(item.id)),
  kind: 'queue',
  expand(item) {
    const fields = declared(item, QUEUE_FIELD_NAMES);
    for (const name of FORWARDS) if (fields[name] !== undefined) fields[name] = forwardOf(fields[name]);
    return {
      resources: [{ kind: 'queue', address: queueAddress(String(item.id)), fields, ...labelled(item.name) }],
    };
  },
  collapse: (live) =>
    orNothing(
      ofKind(live, 'queue').map((queue) => {
        const fields: Record<string, Value> = written(queue, QUEUE_FIELD_NAMES);
        for (const name of FORWARDS) {
          const rule = writtenForward(fields[name]);
          if (rule !== undefined) fields[name] = rule;
        }
        return { id: idOf(queue.address), ...fields };
      }),
    ),
};
