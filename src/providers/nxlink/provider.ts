// The NXLink provider: memberships are managed, queues and agents are checked.

import type { Capability, Provider } from '../../contract/index.js';
import { connect } from './connect.js';
import { kinds } from './kinds.js';
import { group, lowerBound, operations } from './operations.js';
import { preconditions } from './preconditions.js';
import { read } from './read.js';
import { sections } from './sections.js';
import { settings } from './settings.js';

const capabilities: readonly Capability[] = [
  {
    section: 'queues',
    read: 'yes',
    create: 'no',
    change: 'no',
    delete: 'no',
    note: 'NXLink’s API only lists queues; make and change them in the console.',
  },
  {
    section: 'agents',
    read: 'yes',
    create: 'no',
    change: 'no',
    delete: 'no',
    note: 'NXLink’s API only lists agents and their caller numbers; make and change them in the console.',
  },
  {
    section: 'memberships',
    read: 'yes',
    create: 'yes',
    change: 'yes',
    delete: 'yes',
    note: 'What one call sends is checked by reading it back; calls in progress cannot be seen.',
    perCall: 'the whole list of a queue',
  },
];

export const provider: Provider = {
  type: 'nxlink',
  title: 'NXCloud NXLink',
  settings,
  secretSettings: ['accessKey', 'accessSecret'],
  // No rate limit is published (nxcloud.md 4 no. 12): one call at a time.
  defaults: { concurrency: 1, rate: 5 },

  sections,
  check: () => [],

  connect,
  read,
  preconditions,

  kinds,
  operations,
  group: (changes) => ({ groups: group(changes) }),
  lowerBound,

  capabilities,
};
