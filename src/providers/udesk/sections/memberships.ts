// `memberships`: which agents serve a queue; the whole list of each queue that is named.

import type { Expansion, Live, Section, Value } from '../../../contract/index.js';
import { boolean, elementOf, list, object } from '../../../schema/fields.js';
import { endsOf, membershipAddress, membersOf } from '../names.js';
import { agentId } from './agents.js';
import { liveOf, orNothing } from './normal.js';
import { queueId } from './queues.js';

/** No skill level: members of a Udesk queue are all alike. */
const member = elementOf(
  'agent',
  agentId('Id of an agent of the queue.'),
  {},
  { description: 'An agent of the queue: the id alone, or as a mapping.', example: '10031' },
);

const schema = object(
  {
    queue: queueId('Number of the queue.'),
    agents: list(member, {
      description: 'All agents of the queue. Who is not listed leaves it.',
      example: ['10031', '10032'],
    }),
    allowEmpty: boolean({
      description: 'Must be true where the list of agents is empty on purpose.',
      example: true,
    }).optional(),
  },
  { description: 'The agents of one queue.', example: { queue: '9001', agents: ['10031', '10032'] } },
);

export const memberships: Section = {
  name: 'memberships',
  description: 'Which agents serve which queue. Each list is the whole list of its queue.',
  form: 'list',
  schema,
  identity: ['queue'],
  nested: { agents: 'agent' },
  address: (item) => `membership/${String(item.queue)}/*`,
  kind: 'membership',
  expand,
  collapse,
  allowEmpty: 'allowEmpty',
};

function expand(item: Readonly<Record<string, unknown>>): Expansion {
  const queue = String(item.queue);
  const agents = Array.isArray(item.agents) ? item.agents : [];
  return {
    resources: agents.map((entry, index) => ({
      kind: 'membership',
      address: membershipAddress(queue, agentOf(entry)),
      fields: {},
      list: membersOf(queue),
      at: ['agents', index],
    })),
    lists: [membersOf(queue)],
  };
}

function agentOf(entry: unknown): string {
  return String(typeof entry === 'object' && entry !== null && 'agent' in entry ? entry.agent : entry);
}

function collapse(live: Live): readonly Record<string, Value>[] | undefined {
  const queues = new Map<string, string[]>();
  for (const membership of liveOf(live, 'membership')) {
    const { first, agent } = endsOf(membership.address);
    queues.set(first, [...(queues.get(first) ?? []), agent]);
  }
  return orNothing([...queues].map(([queue, agents]) => ({ queue, agents })));
}
