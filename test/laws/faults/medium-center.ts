// One medium Udesk center for the faults table: ten queues and forty agents, most of it live already; every sort of write.
import type { Story } from '../../../src/conformance/index.js';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
const queueId = (index: number): string => String(9000 + index);
const agentId = (index: number): string => String(10_000 + index);
const extension = (index: number): string => String(1000 + index);
const FIRST = '057100000001';
const SECOND = '057100000002';

const queues = (from: number, to: number, timeout: number) =>
  range(from, to).map((index) => ({ id: queueId(index), name: `Queue ${index}`, timeout }));

const agent = (index: number, name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id: agentId(index),
  workId: agentId(index),
  name: `${name} ${index}`,
  extensions: [extension(index)],
  ...more,
});
const agents = (from: number, to: number, name: string) => range(from, to).map((index) => agent(index, name));

/** Every third agent is in a queue, beginning with another one in each. */
const memberships = (
  from: number,
  to: number,
  firstAgent: number,
  lastAgent: number,
  more: readonly number[] = [],
) =>
  range(from, to).map((queue) => ({
    queue: queueId(queue),
    agents: [...range(firstAgent, lastAgent).filter((index) => (index + queue) % 3 === 0), ...more].map(
      agentId,
    ),
  }));

const hook = (name: string, events: readonly string[]) => ({
  name,
  callback: `https://${name}.example.com/hooks`,
  events,
  enabled: true,
});
const route = (key: string, queue: number) => ({ key, queue: queueId(queue), description: `Key ${key}` });

const before = {
  queues: queues(0, 8, 60),
  agents: [...agents(0, 3, 'Agent'), agent(3, 'Agent', { relayNumber: SECOND }), ...agents(4, 32, 'Agent')],
  memberships: memberships(0, 8, 0, 32),
  relayNumbers: [{ number: FIRST, default: true }, { number: SECOND }],
  fastRoutes: [route('1', 0)],
};

const after = {
  queues: [...queues(1, 4, 90), ...queues(4, 11, 60), { id: queueId(0), state: 'absent' }],
  agents: [
    agent(2, 'Senior', { extensions: [] }),
    agent(3, 'Senior', { relayNumber: null }),
    agent(4, 'Agent', { relayNumber: SECOND }),
    ...agents(5, 32, 'Agent'),
    // The extension of somebody who leaves.
    agent(32, 'Agent', { extensions: [extension(1)] }),
    ...agents(33, 42, 'Agent'),
    ...range(0, 2).map((index) => ({ id: agentId(index), state: 'absent' })),
  ],
  extensions: [0, 2].map((index) => ({ number: extension(index), state: 'absent' })),
  memberships: [...memberships(1, 8, 5, 32, [41]), ...memberships(8, 11, 5, 41)],
  relayNumbers: [{ number: FIRST }, { number: SECOND, default: true }],
  fastRoutes: [route('1', 1), route('2', 10)],
  subscriptions: [
    hook('crm', ['agent_answer']),
    hook('wall', ['agent_answer', 'agent_hangup']),
    { name: 'old', state: 'absent' },
  ],
  webhookEvents: { agent_state: ['acd_agent_state'] },
};

/** What a first run has made of it, ids of subscriptions in the ledger; then the plan that the faults meet. */
export const mediumCenter: Story = {
  live: before,
  versions: [
    { sections: { ...before, subscriptions: ['old', 'wall'].map((name) => hook(name, ['agent_answer'])) } },
    { sections: after },
  ],
};

/** The same plan where nothing was made before: no id of a subscription is known to count up from (udesk.md C14). */
export const firstSubscription: Story = {
  live: before,
  versions: [
    { sections: before },
    { sections: { ...before, subscriptions: [hook('crm', ['agent_answer'])] } },
  ],
};
