// The digit table is one object at the vendor: every change of it writes the whole table.

import type { Address, Change, Operation, PlanContext, Resource, Value } from '../../../contract/index.js';
import { textOf } from '../bodies.js';
import { fastRouteAddress, idOf, queueAddress } from '../names.js';

const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

function table(changes: readonly Change[], context: PlanContext): Value[] {
  const served = new Set(changes.map((change) => change.address));
  return KEYS.map(fastRouteAddress).flatMap((address) => {
    const row = served.has(address) ? context.after(address) : beside(address, context);
    return row === undefined ? [] : [rowBody(row)];
  });
}

/**
 * A row that another call of this plan changes, if the planner had to split the table: a row that comes or goes is
 * left out, and one that changes keeps its old queue while the new one does not exist yet.
 */
function beside(address: Address, context: PlanContext): Resource | undefined {
  const before = context.before(address);
  const after = context.after(address);
  if (before === undefined || after === undefined) return undefined;
  return context.before(queueAddress(textOf(after.fields.queue))) === undefined ? before : after;
}

function rowBody(row: Resource): Value {
  return {
    Dtmf: idOf(row.address),
    Desc: textOf(row.fields.description),
    QueueId: textOf(row.fields.queue),
  };
}

export const fastRouteOperations = {
  'fastRoutes.set': {
    request: (changes, _about, context) => ({
      method: 'PUT',
      path: 'ivrs/fastrouters',
      body: { FastRouter: table(changes, context) },
    }),
    afterUnknown: { rule: 'repeat' },
  },
} as const satisfies Record<string, Operation>;
