// What another administrator may do between our calls (udesk.md §9.4).

import { draw } from '../../../simulator/draw.js';
import type { Drift } from '../../../simulator/spec.js';
import { mainApp } from '../model/index.js';
import { bindExtension, joinQueue, leaveQueue } from '../model/links.js';
import { createMint } from '../model/mint.js';
import { putResource } from '../model/put.js';
import type { Agent, App, UdeskState } from '../model/state.js';

export const drifts: Readonly<Record<string, Drift<UdeskState>>> = {
  /** `queue-bound:9001/10031`: an agent is bound to a queue. */
  'queue-bound': (state, argument, tools) => {
    const app = mainApp(state);
    const [queueId, agentId] = argument?.split('/') ?? [];
    const queue =
      queueId === undefined ? draw([...app.queues.values()], tools.random) : app.queues.get(queueId);
    const free = [...app.agents.values()].filter((agent) => queue && !queue.agents.has(agent.id));
    const agent = agentId === undefined ? draw(free, tools.random) : app.agents.get(agentId);
    return queue && agent ? [joinQueue(queue, agent)] : [];
  },
  /** `queue-unbound:9001/10031`: an agent is taken off a queue. */
  'queue-unbound': (state, argument, tools) => {
    const app = mainApp(state);
    const [queueId, agentId] = argument?.split('/') ?? [];
    const staffed = [...app.queues.values()].filter((queue) => queue.agents.size > 0);
    const queue = queueId === undefined ? draw(staffed, tools.random) : app.queues.get(queueId);
    const agent = app.agents.get(agentId ?? draw([...(queue?.agents ?? [])], tools.random) ?? '');
    return queue && agent?.queues.has(queue.id) ? [leaveQueue(queue, agent)] : [];
  },
  /** `extension-stolen:8001/10031`: a bound extension goes to another agent. */
  'extension-stolen': (state, argument, tools) => {
    const app = mainApp(state);
    const [number, agentId] = argument?.split('/') ?? [];
    const bound = [...app.extensions.values()].filter((extension) => extension.owner !== undefined);
    const extension = number === undefined ? draw(bound, tools.random) : app.extensions.get(number);
    const agent =
      agentId === undefined ? draw(withRoom(app, extension?.owner), tools.random) : app.agents.get(agentId);
    return extension && agent ? bindExtension(app, extension, agent) : [];
  },
  /** `queue-made:9050`: a queue appears, even beyond the cap. */
  'queue-made': (state, argument, tools) => {
    const app = mainApp(state);
    const id = argument ?? firstFree(9000, 9999, (candidate) => app.queues.has(candidate));
    if (id === undefined) return [];
    const resource = { kind: 'queue', address: `queue/${id}`, fields: { name: 'Made elsewhere' } };
    return putResource(app, resource, createMint(tools));
  },
  /** `extension-made:8001`: an unbound extension appears, which no list shows. */
  'extension-made': (state, argument, tools) => {
    const app = mainApp(state);
    const number = argument ?? firstFree(8000, 9999, (candidate) => app.extensions.has(candidate));
    if (number === undefined) return [];
    const resource = { kind: 'extension', address: `extension/${number}`, fields: {} };
    return putResource(app, resource, createMint(tools));
  },
};

function withRoom(app: App, owner: string | undefined): readonly Agent[] {
  return [...app.agents.values()].filter((agent) => agent.id !== owner && agent.extensions.size < 2);
}

function firstFree(from: number, to: number, taken: (candidate: string) => boolean): string | undefined {
  for (let number = from; number <= to; number += 1) if (!taken(String(number))) return String(number);
  return undefined;
}
