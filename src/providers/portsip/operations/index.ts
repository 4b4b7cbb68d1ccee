// Every write that the provider can make, by name.

import type { Operation } from '../../../contract/index.js';
import { agentOperations } from './agents.js';
import { queueOperations } from './queues.js';
import { ruleOperations } from './rules.js';
import { slotOperations } from './slots.js';

export const operations: Readonly<Record<string, Operation>> = {
  ...queueOperations,
  ...agentOperations,
  ...ruleOperations,
  ...slotOperations,
};
