// `queues`: udesk.md §2.5.

import { id, integer, text } from '../../../schema/fields.js';
import { objectSection, plain } from '../../kit/index.js';

/** §3: `9\d{3}`. */
export const queueId = (description: string) => id(/^9\d{3}$/, { description, example: '9001' });

const fields = {
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

export const queues = objectSection({
  kind: 'queue',
  section: 'queues',
  description: 'Queues that callers wait in, at most 100 in one application.',
  item: {
    description: 'A queue that callers wait in.',
    example: { id: '9001', name: 'Support', strategy: 'longest_idle', timeout: 60, maxLength: 128 },
  },
  id: queueId('Number of the queue: four digits, the first a 9. Fixed; another number is another queue.'),
  fields,
  form: plain(Object.keys(fields)),
});
