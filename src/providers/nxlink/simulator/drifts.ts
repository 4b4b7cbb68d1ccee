// What people may do in the console between our calls: everything that the API cannot, and memberships.

import { draw } from '../../../simulator/draw.js';
import type { Drift } from '../../../simulator/spec.js';
import { join, part } from '../model/links.js';
import { putResource } from '../model/put.js';
import type { NxlinkState } from '../model/state.js';

export const drifts: Readonly<Record<string, Drift<NxlinkState>>> = {
  /** `member-joined:NXQ1/NXA1`: an agent joins a queue. */
  'member-joined': (state, argument, tools) => {
    const [groupNo, sipNumber] = argument?.split('/') ?? [];
    const queue =
      groupNo === undefined ? draw([...state.queues.values()], tools.random) : state.queues.get(groupNo);
    const free = [...state.agents.keys()].filter((sip) => !queue?.members.has(sip));
    const agent = sipNumber ?? draw(free, tools.random);
    return queue && agent !== undefined ? join(state, queue.groupNo, agent) : [];
  },
  /** `member-left:NXQ1/NXA1`: an agent leaves a queue. */
  'member-left': (state, argument, tools) => {
    const [groupNo, sipNumber] = argument?.split('/') ?? [];
    const staffed = [...state.queues.values()].filter((queue) => queue.members.size > 0);
    const queue = groupNo === undefined ? draw(staffed, tools.random) : state.queues.get(groupNo);
    const agent = sipNumber ?? draw([...(queue?.members ?? [])], tools.random);
    return queue && agent !== undefined ? part(state, queue.groupNo, agent) : [];
  },
  /** `queue-made:NXQ9`: a queue appears. */
  'queue-made': (state, argument, tools) => {
    const address = `queue/${argument ?? `NX${Math.floor(tools.random() * 1e9)}`}`;
    return putResource(state, { kind: 'queue', address, fields: { name: 'Made elsewhere' } }, tools.now());
  },
  /** `queue-renamed:NXQ1`: a queue has another name. */
  'queue-renamed': (state, argument, tools) => {
    const groupNo = argument ?? draw([...state.queues.keys()], tools.random);
    if (groupNo === undefined || !state.queues.has(groupNo)) return [];
    const fields = { name: 'Renamed elsewhere' };
    return putResource(state, { kind: 'queue', address: `queue/${groupNo}`, fields }, tools.now());
  },
  /** `agent-disabled:NXA1`: an agent is disabled, and stays in its queues. */
  'agent-disabled': (state, argument, tools) => {
    const sipNumber = argument ?? draw([...state.agents.keys()], tools.random);
    if (sipNumber === undefined || !state.agents.has(sipNumber)) return [];
    const fields = { enabled: false };
    return putResource(state, { kind: 'agent', address: `agent/${sipNumber}`, fields }, tools.now());
  },
};
