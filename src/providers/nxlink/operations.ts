// The one write of NXLink: the complete list of a queue's members (nxcloud.md A.4.3, 6 no. 6).

import type { Operation } from '../../contract/index.js';
import { idOf } from '../kit/index.js';
import { agentsOf, endsOf } from './names.js';

export const operations: Readonly<Record<string, Operation>> = {
  'agentGroup.updateMembers': {
    request: (_changes, about, context) => {
      const queueNo = idOf(about ?? '');
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
