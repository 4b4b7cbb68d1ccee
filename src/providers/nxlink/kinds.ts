// The kinds of NXLink: queues and agents are given by the console, memberships are ours.

import type { Kind, Resource } from '../../contract/index.js';
import { agentAddress, endsOf, queueAddress } from './names.js';

const CONSOLE = 'NXLink’s API cannot create or change it; use the NXLink console';

const queue: Kind = {
  name: 'queue',
  section: 'queues',
  title: { one: 'queue', many: 'queues' },
  visibility: 'listed',
  fields: { name: {}, remark: {}, ringPolicy: {}, familiarizeFirst: {} },
  givenOnly: CONSOLE,
  refs: () => [],
};

const agent: Kind = {
  name: 'agent',
  section: 'agents',
  title: { one: 'agent', many: 'agents' },
  visibility: 'listed',
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
  refs: () => [],
  active: (resource) => resource.fields.enabled !== false,
};

const ends = (resource: Resource): readonly [string, string] => {
  const { queue: groupNo, agent: sipNumber } = endsOf(resource.address);
  return [queueAddress(groupNo), agentAddress(sipNumber)];
};

const membership: Kind = {
  name: 'membership',
  section: 'memberships',
  title: { one: 'membership', many: 'memberships' },
  visibility: 'listed',
  fields: {},
  bound: true,
  refs: (resource) => ends(resource).map((to) => ({ to })),
  ends,
  staffs: (resource) => {
    const [pool, member] = ends(resource);
    return { pool, member };
  },
  certainty: (change) =>
    change.action === 'delete'
      ? {
          certainty: 'assumed',
          reason: 'NXLink shows no presence and does not say that the list it is sent replaces the old one',
        }
      : undefined,
};

/** In the order in which plans are shown. */
export const kinds: readonly Kind[] = [queue, agent, membership];
