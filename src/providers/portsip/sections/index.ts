// The sections that PortSIP manages, in the order in which documents are written.

import type { Section } from '../../../contract/index.js';
import { agents } from './agents.js';
import { memberships } from './memberships.js';
import { queues } from './queues.js';
import { relayNumbers } from './relay-numbers.js';
import { subscriptions } from './subscriptions.js';

export const sections: readonly Section[] = [queues, agents, memberships, relayNumbers, subscriptions];
