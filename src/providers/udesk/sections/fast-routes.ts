// `fastRoutes`: the key that a caller presses and the queue it leads to (udesk.md §2.7).

import type { Section } from '../../../contract/index.js';
import { id, nullable, object, text } from '../../../schema/fields.js';
import { declared, idOf, ofKind, orNothing, written } from '../../kit/index.js';
import { FAST_ROUTES, fastRouteAddress } from '../names.js';
import { queueId } from './queues.js';

const FIELDS = ['queue', 'description'] as const;

const schema = object(
  {
    key: id(/^\d$/, { description: 'The key that the caller presses: one digit.', example: '1' }),
    queue: queueId('Number of the queue that the key leads to.'),
    description: nullable(text({ description: 'What the key is for.', example: 'Sales' })).optional(),
  },
  {
    description: 'A key and the queue that it leads to.',
    example: { key: '1', queue: '9001', description: 'Sales' },
  },
);

export const fastRoutes: Section = {
  name: 'fastRoutes',
  description: 'The table of keys and queues. It is one object at Udesk: what is not listed is removed.',
  form: 'list',
  schema,
  identity: ['key'],
  address: (item) => fastRouteAddress(String(item.key)),
  kind: 'fast-route',
  expand: (item) => ({
    resources: [
      {
        kind: 'fast-route',
        address: fastRouteAddress(String(item.key)),
        fields: declared(item, FIELDS),
        list: FAST_ROUTES,
      },
    ],
    lists: [FAST_ROUTES],
  }),
  collapse: (live) =>
    orNothing(
      ofKind(live, 'fast-route').map((route) => ({ key: idOf(route.address), ...written(route, FIELDS) })),
    ),
};
