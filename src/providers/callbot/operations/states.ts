// Starting, pausing and completing a campaign: `mgrTaskStatus` (nxcloud.md B.4, B.6.5).

import type { Answer, Change, Operation } from '../../../contract/index.js';
import { only } from '../../kit/index.js';
import { operate } from '../bodies.js';
import { decodeCampaigns } from '../decode.js';
import { campaignIdOf } from '../names.js';
import { listById } from '../read-requests.js';
import { wantedOf } from '../wanted.js';

/** States that an operation leads to: a small campaign may have come to its end before it is looked at. */
const LEADS_TO = {
  start: ['running', 'completed', 'failed'],
  pause: ['paused', 'pending', 'completed', 'failed'],
  complete: ['completed', 'failed'],
} as const;

/** Never sent twice without a look, and believed only when the list shows it. */
function stateChange(name: keyof typeof LEADS_TO): Operation {
  const holds = (answer: Answer, changes: readonly Change[]): boolean => {
    const id = campaignIdOf(only(changes).address);
    const row = decodeCampaigns('POST listTask', answer).rows.find((one) => one.id === id);
    return row !== undefined && LEADS_TO[name].some((state) => state === row.state);
  };
  const byId = (changes: readonly Change[]) => listById([campaignIdOf(only(changes).address)]);
  return {
    request: (changes, _about, context) => operate(wantedOf(only(changes), context), name),
    afterUnknown: {
      rule: 'compare',
      async find(client, changes, _context, request) {
        if (holds(await client.read(byId(changes)), changes))
          return { found: 'all', done: changes.map(({ key }) => key), learned: {} };
        return { found: 'none', done: [], learned: {}, ...(request ? { rest: request } : {}) };
      },
    },
    advice: 'look at the state of the campaign in the console, then run again',
    ...(name === 'pause' ? {} : { sets: ['state'] }),
    confirm: { path: () => 'listTask', body: (changes) => byId(changes).body, holds },
  };
}

export const stateOperations = {
  start: stateChange('start'),
  pause: stateChange('pause'),
  complete: stateChange('complete'),
} as const;
