// The Callbot provider: dialling campaigns, their settings, their contacts and their state.

import type { Capability, Provider } from '../../contract/index.js';
import { check } from './check.js';
import { connect } from './connect.js';
import { fit } from './fit.js';
import { group } from './group.js';
import { kinds } from './kinds.js';
import { lowerBound } from './lower-bound.js';
import { operations } from './operations.js';
import { preconditions } from './preconditions.js';
import { read } from './read.js';
import { campaigns } from './section.js';
import { settings } from './settings.js';

const capabilities: readonly Capability[] = [
  {
    section: 'campaigns',
    read: 'state and script',
    create: 'yes',
    change: 'state, settings, contacts (added or replaced)',
    delete: 'no',
    perCall: '500 contacts to append, all of them to replace; else 1',
    note: 'Name, settings and callbacks can be written and not read; a campaign can only be completed, and then for good.',
  },
];

export const provider: Provider = {
  type: 'callbot',
  title: 'NXCloud Callbot',
  settings,
  secretSettings: ['secretKey'],
  // No rate limit is published (nxcloud.md 4 no. 12): one call at a time.
  defaults: { concurrency: 1, rate: 5 },

  sections: [campaigns],
  check,

  connect,
  read,
  fit,
  preconditions,

  kinds,
  operations,
  group,
  lowerBound,

  capabilities,
};
