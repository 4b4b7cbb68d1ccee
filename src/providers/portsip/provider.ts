// The PortSIP provider: everything that a tenant of a PortSIP PBX needs, put together. Each line is a file beside this one.

import type { Provider } from '../../contract/index.js';
import { capabilities } from './capabilities.js';
import { check } from './check.js';
import { connect } from './connect.js';
import { fit } from './fit.js';
import { generate } from './generate.js';
import { group } from './group.js';
import { kinds } from './kinds.js';
import { lowerBound } from './lower-bound.js';
import { operations } from './operations/index.js';
import { order } from './order.js';
import { preconditions } from './preconditions.js';
import { presence, read } from './read.js';
import { sections } from './sections/index.js';
import { settings } from './settings.js';

export const provider: Provider = {
  type: 'portsip',
  title: 'PortSIP PBX',
  settings,
  secretSettings: ['password'],
  // portsip.md 8: far below the limit per minute that a server may have.
  defaults: { concurrency: 4, rate: 10 },

  // The file.
  sections,
  check,

  // The account.
  connect,
  read,
  presence,
  fit,
  preconditions,

  // The plan.
  kinds,
  operations,
  group,
  order,
  generate,
  lowerBound,

  capabilities,
};
