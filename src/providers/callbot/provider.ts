// The Callbot provider: dialling campaigns, their settings, their contacts and their state.

import type { Provider } from '../../contract/index.js';
import { capabilities } from './capabilities.js';
import { check } from './check.js';
import { connect } from './connect.js';
import { fit } from './fit.js';
import { group } from './group.js';
import { kinds } from './kinds.js';
import { lowerBound } from './lower-bound.js';
import { operations } from './operations/index.js';
import { preconditions } from './preconditions.js';
import { read } from './read.js';
import { sections } from './sections.js';
import { settings } from './settings.js';

export const provider: Provider = {
  type: 'callbot',
  title: 'NXCloud Callbot',
  settings,
  secretSettings: ['secretKey'],
  // No rate limit is published (nxcloud.md 4 no. 12): one call at a time.
  defaults: { concurrency: 1, rate: 5 },

  sections,
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
