// The digit table is one object at the vendor: every change of it writes the whole table.

import type { Operation, Resource, Value } from '../../../contract/index.js';
import { idOf } from '../../kit/index.js';
import { textOf } from '../bodies.js';
import { FAST_ROUTES } from '../names.js';

function rowBody(row: Resource): Value {
  return {
    Dtmf: idOf(row.address),
    Desc: textOf(row.fields.description),
    QueueId: textOf(row.fields.queue),
  };
}

export const fastRouteOperations = {
  'fastRoutes.set': {
    request: (_changes, _about, context) => ({
      method: 'PUT',
      path: 'ivrs/fastrouters',
      body: { FastRouter: context.listAfter(FAST_ROUTES).map(rowBody) },
    }),
    wholeList: true,
    afterUnknown: { rule: 'repeat' },
  },
} as const satisfies Record<string, Operation>;
