// `memberships`: which agents serve a queue, how skilled, and in which order (portsip.md 3.5).

import type { Expansion, Live, Section, Value } from '../../../contract/index.js';
import { elementOf, integer, list, object } from '../../../schema/fields.js';
import { record } from '../../decoding.js';
import { allowEmpty, ofKind, orNothing } from '../../kit/index.js';
import { agentsOf, endsOf, membershipAddress } from '../names.js';
import { extensionNumber } from './queues.js';

const member = elementOf(
  'agent',
  extensionNumber('Extension number of an agent of the queue.', '1001'),
  {
    // portsip.md 9.4: the API says that 1 comes first, the guide that the highest does.
    skillLevel: integer({
      description:
        'Level for the skill-based strategies, 1 to 100, written to PortSIP as it is. By its API 1 is asked first, by its guide the highest: try it. A new member: 1.',
      example: 5,
      min: 1,
      max: 100,
    }).optional(),
  },
  { description: 'An agent of the queue: the number alone, or as a mapping.', example: '1001' },
);

const schema = object(
  {
    queue: extensionNumber('Number of the queue.', '6000'),
    agents: list(member, {
      description:
        'All agents of the queue. Who is not listed leaves it. Their order counts where the strategy is one of the two PRIORITIZED ones.',
      example: ['1001', { agent: '1002', skillLevel: 5 }],
    }),
    allowEmpty: allowEmpty('agents'),
  },
  { description: 'The agents of one queue.', example: { queue: '6000', agents: ['1001', '1002'] } },
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

/** The place is noted always; `fit` drops it where the strategy of the queue keeps no order. */
function expand(item: Readonly<Record<string, unknown>>): Expansion {
  const queue = String(item.queue);
  const members = Array.isArray(item.agents) ? item.agents : [];
  return {
    resources: members.map((entry: unknown, position) => {
      const { agent, skillLevel } = record(entry) ?? { agent: entry };
      return {
        kind: 'membership',
        address: membershipAddress(queue, String(agent)),
        fields: { ...(typeof skillLevel === 'number' ? { skillLevel } : {}), position },
        list: agentsOf(queue),
        at: ['agents', position],
      };
    }),
    lists: [agentsOf(queue)],
  };
}

function collapse(live: Live): readonly Record<string, Value>[] | undefined {
  const queues = new Map<
    string,
    { readonly agent: string; readonly place: number; readonly skill: Value }[]
  >();
  for (const { address, fields } of ofKind(live, 'membership')) {
    const { queue, agent } = endsOf(address);
    const place = typeof fields.position === 'number' ? fields.position : 0;
    const list = queues.get(queue) ?? [];
    list.push({ agent, place, skill: fields.skillLevel ?? 1 });
    queues.set(queue, list);
  }
  return orNothing(
    [...queues].map(([queue, list]) => ({
      queue,
      agents: list
        // Sorting is stable: without places the order of the addresses stays.
        .sort((a, b) => a.place - b.place)
        .map(({ agent, skill }): Value => (skill === 1 ? agent : { agent, skillLevel: skill })),
    })),
  );
}
