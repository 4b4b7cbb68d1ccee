// The NXLink provider: memberships are managed, queues and agents are checked.

import type { Provider } from '../../contract/index.js';
import { capabilities } from './capabilities.js';
import { connect } from './connect.js';
import { group } from './group.js';
import { kinds } from './kinds.js';
import { lowerBound } from './lower-bound.js';
import { operations } from './operations.js';
import { preconditions } from './preconditions.js';
import { read } from './read.js';
import { sections } from './sections.js';
import { settings } from './settings.js';

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
  group,
  lowerBound,

  capabilities,
};
