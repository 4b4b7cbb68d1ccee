// Every write that the provider can make, by name.

import type { Operation } from '../../../contract/index.js';
import { agentOperations } from './agents.js';
import { queueOperations } from './queues.js';
import { relayNumberOperations } from './relay-numbers.js';
import { subscriptionOperations } from './subscriptions.js';

export const operations: Readonly<Record<string, Operation>> = {
  ...queueOperations,
  ...agentOperations,
  ...relayNumberOperations,
  ...subscriptionOperations,
};
