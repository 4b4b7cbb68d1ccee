// Which calls a change of a campaign takes, and in which order (nxcloud.md B.4, 4 no. 7): one state after the other.

import type { CallGroup, Change, Grouping, PlanContext } from '../../contract/index.js';
import { stretchOf } from './names.js';
import { MOST_ORDERS } from './read-requests.js';
import { isAtRest } from './states.js';
import { type Wanted, wantedOf } from './wanted.js';

export function group(changes: readonly Change[], context: PlanContext): Grouping {
  return { groups: changes.flatMap((change) => groupsOf(change, wantedOf(change, context))) };
}

function groupsOf(change: Change, wanted: Wanted): CallGroup[] {
  const of = (operation: string, more: Partial<CallGroup> = {}): CallGroup => ({
    operation,
    changes: [change.key],
    ...more,
  });
  const { stateBefore, stateAfter, updates } = wanted;
  // Settings can be changed at rest alone; contacts that come to a campaign that will rest come to it at rest.
  const pauses = stateBefore === 'running' && (isAtRest(stateAfter) || (updates && stateAfter === 'running'));
  const starts = stateAfter === 'running' && (pauses || stateBefore !== 'running');
  const completes = stateAfter === 'completed' && stateBefore !== 'completed';
  return [
    ...(wanted.isNew ? [of('createTask')] : []),
    ...(pauses ? [of('pause')] : []),
    ...(updates ? [of('updateTask')] : []),
    ...contactGroups(wanted).map(({ operation, about }) => of(operation, { about })),
    ...(starts ? [of('start')] : []),
    ...(completes ? [of('complete')] : []),
  ];
}

/** One call for each 500 that are added; one for a batch, whatever its size (4 no. 4 and 5). */
function contactGroups({ id, contacts, isBatch }: Wanted): { operation: string; about: string }[] {
  const all = contacts.length;
  if (all === 0) return [];
  if (isBatch) return [{ operation: 'importBatchCall', about: stretchOf(id, 1, all) }];
  return Array.from({ length: Math.ceil(all / MOST_ORDERS) }, (_, index) => ({
    operation: 'addBatchCall',
    about: stretchOf(id, index * MOST_ORDERS + 1, Math.min(all, (index + 1) * MOST_ORDERS)),
  }));
}
