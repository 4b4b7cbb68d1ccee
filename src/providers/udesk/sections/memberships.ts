// `memberships`: which agents serve a queue. Members of a Udesk queue are all alike: no skill level, no order.

import { memberSection } from '../../kit/index.js';
import { MEMBERSHIPS } from '../names.js';
import { agentId } from './agents.js';
import { queueId } from './queues.js';

export const memberships = memberSection({
  ...MEMBERSHIPS,
  description: 'Which agents serve which queue. Each list is the whole list of its queue.',
  ownerId: queueId('Number of the queue.'),
  elementId: agentId('Id of an agent of the queue.'),
});
