// The Udesk provider: everything that Udesk CTI needs, put together. Each line below is a small file beside this one.

import type { Provider } from '../../contract/index.js';
import { capabilities } from './capabilities.js';
import { check } from './check.js';
import { connect } from './connect.js';
import { group } from './group.js';
import { kinds } from './kinds.js';
import { lowerBound } from './lower-bound.js';
import { operations } from './operations/index.js';
import { preconditions } from './preconditions.js';
import { presence, read } from './read.js';
import { sections } from './sections/index.js';
import { settings } from './settings.js';

export const provider: Provider = {
  type: 'udesk',
  title: 'Udesk CTI',
  settings,
  // Sid names the account and, with a signature, opens it: it is kept out of every output as well.
  secretSettings: ['sid', 'authToken'],
  // No rate limit is documented (udesk.md §1.1): start low.
  defaults: { concurrency: 8, rate: 10 },

  // The file.
  sections,
  check,

  // The account.
  connect,
  read,
  presence,
  preconditions,

  // The plan.
  kinds,
  operations,
  group,
  lowerBound,

  capabilities,
};
