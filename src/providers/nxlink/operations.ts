// The one write of NXLink: the complete list of a queue's members (nxcloud.md A.4.3, 6 no. 6).

import type { CallGroup, Change, Operation } from '../../contract/index.js';
import { agentsOf, endsOf, queueAddress } from './names.js';

const UPDATE_MEMBERS = 'agentGroup.updateMembers';

export const operations: Readonly<Record<string, Operation>> = {
  [UPDATE_MEMBERS]: {
    request: (_changes, about, context) => {
      const queueNo = (about ?? '').slice('queue/'.length);
      const members = context.listAfter(agentsOf(queueNo)).map((resource) => endsOf(resource.address).agent);
      return {
        method: 'POST',
        path: 'agentGroup/updateMembers',
        body: { tenantId: context.settings.tenantId ?? null, queueNo, members },
      };
    },
    // The complete list is right under either reading of the page, but a write is never repeated without a look.
    afterUnknown: { rule: 'look' },
    wholeList: true,
  },
};

/** One call a queue, whatever joins or leaves it. */
export function group(changes: readonly Change[]): CallGroup[] {
  const byQueue = new Map<string, string[]>();
  for (const change of changes) {
    const { queue } = endsOf(change.address);
    byQueue.set(queue, [...(byQueue.get(queue) ?? []), change.key]);
  }
  return [...byQueue]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([queue, keys]) => ({
      operation: UPDATE_MEMBERS,
      changes: keys.sort(),
      about: queueAddress(queue),
    }));
}

/** As many calls as there are queues whose members change. */
export function lowerBound(changes: readonly Change[]): number {
  return new Set(changes.map((change) => change.address.split('/')[1])).size;
}
