// Every write that the provider can make (nxcloud.md B.6), by the name that the calls of a plan carry.

import type { Operation } from '../../../contract/index.js';
import { campaignOperations } from './campaigns.js';
import { contactOperations } from './contacts.js';
import { stateOperations } from './states.js';

export const operations: Readonly<Record<string, Operation>> = {
  ...campaignOperations,
  ...contactOperations,
  ...stateOperations,
};
