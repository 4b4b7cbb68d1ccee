// `queues`: udesk.md §2.5.

import type { Section } from '../../../contract/index.js';
import { id, integer, object, text } from '../../../schema/fields.js';
import { declared, idOf, labelled, ofKind, orNothing, written } from '../../kit/index.js';
import { queueAddress } from '../names.js';

const FIELDS = ['name', 'strategy', 'timeout', 'maxLength'] as const;

/** §3: `9\d{3}`. */
export const queueId = (description: string) => id(/^9\d{3}$/, { description, example: '9001' });

const FIELD_SCHEMAS = {
  id: queueId('Number of the queue: four digits, the first a 9. Fixed; another number is another queue.'),
  name: text({ description: 'What people call the queue.', example: 'Support' }).optional(),
  // G38: other values than the default are documented nowhere, so any word that is live may be written.
  strategy: id(/^[a-z_]+$/, {
    description: 'How the queue chooses an agent. Udesk documents longest_idle only.',
    example: 'longest_idle',
  }).optional(),
  timeout: integer({
    description: 'Seconds that a caller waits in the queue. A new queue gets 60.',
    example: 60,
    min: 0,
  }).optional(),
  maxLength: integer({
    description: 'Callers that may wait at once: 1 to 512. A new queue gets 128.',
    example: 128,
    min: 1,
    max: 512,
  }).optional(),
};

const schema = object(FIELD_SCHEMAS, {
  description: 'A queue that callers wait in.',
  example: { id: '9001', name: 'Support', strategy: 'longest_idle', timeout: 60, maxLength: 128 },
});

export const queues: Section = {
  name: 'queues',
  description: 'Queues that callers wait in, at most 100 in one application.',
  form: 'list',
  schema,
  identity: ['id'],
  address: (item) => queueAddress(String(item.id)),
  kind: 'queue',
  expand: (item) => ({
    resources: [
      {
        kind: 'queue',
        address: queueAddress(String(item.id)),
        fields: declared(item, FIELDS),
        ...labelled(item.name),
      },
    ],
  }),
  collapse: (live) =>
    orNothing(ofKind(live, 'queue').map((queue) => ({ id: idOf(queue.address), ...written(queue, FIELDS) }))),
};
