// The sections that Udesk manages, in the order in which documents are written.

import type { Section } from '../../../contract/index.js';
import { agents } from './agents.js';
import { extensions } from './extensions.js';
import { fastRoutes } from './fast-routes.js';
import { memberships } from './memberships.js';
import { queues } from './queues.js';
import { relayNumbers } from './relay-numbers.js';
import { subscriptions } from './subscriptions.js';
import { webhookEvents } from './webhook-events.js';

export const sections: readonly Section[] = [
  queues,
  agents,
  extensions,
  memberships,
  relayNumbers,
  subscriptions,
  webhookEvents,
  fastRoutes,
];
