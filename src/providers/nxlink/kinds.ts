// The kinds of NXLink: queues and agents are given by the console, memberships are ours.

import type { Kind } from '../../contract/index.js';
import { memberKind, objectKind } from '../kit/index.js';
import { MEMBERSHIPS } from './names.js';

const CONSOLE = 'NXLink’s API cannot create or change it; use the NXLink console';

const queue = objectKind(
  { kind: 'queue', section: 'queues' },
  {
    fields: { name: {}, remark: {}, ringPolicy: {}, familiarizeFirst: {} },
    givenOnly: CONSOLE,
  },
);

const agent = objectKind(
  { kind: 'agent', section: 'agents' },
  {
    fields: {
      userName: {},
      name: {},
      enabled: {},
      recording: {},
      recordingStorageDays: {},
      allowCountry: {},
      endPointName: {},
      callerNumbers: {},
    },
    givenOnly: CONSOLE,
    active: (resource) => resource.fields.enabled !== false,
  },
);

const membership = memberKind(MEMBERSHIPS, {
  // No presence is shown, so no call can be seen that a change would cut.
  cuts: () => [],
  certainty: (change) =>
    change.action === 'delete'
      ? {
          certainty: 'assumed',
          reason: 'NXLink shows no presence and does not say that the list it is sent replaces the old one',
        }
      : undefined,
});

/** In the order in which plans are shown. */
export const kinds: readonly Kind[] = [queue, agent, membership];
