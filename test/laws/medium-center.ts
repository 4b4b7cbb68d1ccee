// One medium Udesk center for the faults table: ten queues and forty agents, a part of it live already.
import type { Story } from '../../src/conformance/index.js';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
const queueId = (index: number): string => String(9000 + index);
const agentId = (index: number): string => String(10_000 + index);
const extension = (index: number): string => String(1000 + index);

const queues = (from: number, to: number, timeout: number) =>
  range(from, to).map((index) => ({ id: queueId(index), name: `Queue ${index}`, timeout }));
const agents = (from: number, to: number, name: string) =>
  range(from, to).map((index) => ({
    id: agentId(index),
    workId: agentId(index),
    name: `${name} ${index}`,
    extensions: [extension(index)],
  }));
const memberships = (from: number, to: number, firstAgent: number, lastAgent: number) =>
  range(from, to).map((queue) => ({
    queue: queueId(queue),
    agents: range(firstAgent, lastAgent)
      .filter((agent) => (agent + queue) % 3 === 0)
      .map(agentId),
  }));

/** Creates, updates, binds, unbinds and deletes of queues, agents, extensions, memberships, numbers and hooks. */
export const mediumCenter: Story = {
  live: {
    queues: queues(0, 8, 60),
    agents: agents(0, 32, 'Agent'),
    memberships: memberships(0, 8, 0, 32),
    relayNumbers: [{ number: '057100000001', default: true }, { number: '057100000002' }],
  },
  versions: [
    {
      sections: {
        queues: [...queues(1, 4, 90), ...queues(4, 11, 60), { id: queueId(0), state: 'absent' }],
        agents: [
          ...agents(2, 6, 'Senior'),
          ...agents(6, 42, 'Agent'),
          ...range(0, 2).map((index) => ({ id: agentId(index), state: 'absent' })),
        ],
        extensions: range(0, 2).map((index) => ({ number: extension(index), state: 'absent' })),
        memberships: memberships(1, 11, 5, 42),
        relayNumbers: [{ number: '057100000001' }, { number: '057100000002', default: true }],
        subscriptions: [
          { name: 'crm', callback: 'https://crm.example.com/hooks', events: ['agent_answer'], enabled: true },
        ],
        webhookEvents: { agent_state: ['acd_agent_state'] },
      },
    },
  ],
};
