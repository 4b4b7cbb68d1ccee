// Every write that the provider can make, by name.

import type { Operation } from '../../../contract/index.js';
import { agentOperations } from './agents.js';
import { extensionOperations } from './extensions.js';
import { fastRouteOperations } from './fast-routes.js';
import { membershipOperations } from './memberships.js';
import { queueOperations } from './queues.js';
import { relayDefaultOperations } from './relay-defaults.js';
import { subscriptionOperations } from './subscriptions.js';
import { webhookOperations } from './webhook-events.js';

export const operations: Readonly<Record<string, Operation>> = {
  ...queueOperations,
  ...agentOperations,
  ...extensionOperations,
  ...membershipOperations,
  ...relayDefaultOperations,
  ...subscriptionOperations,
  ...webhookOperations,
  ...fastRouteOperations,
};
