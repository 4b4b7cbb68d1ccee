// Removes resources past the API, as another writer would, with everything that hangs on them.

import type { Effect } from '../../../contract/index.js';
import { removeAgent } from './agents.js';
import { replaceFastRoutes } from './ivr.js';
import { leaveQueue, unbindExtension } from './links.js';
import { partsOf, putRelayDefault } from './put.js';
import type { Agent, App, Queue } from './state.js';
import { removeSubscription, subscriptionAt } from './subscriptions.js';
import { replaceEvents } from './webhooks.js';

/** Removes one resource with everything that hangs on it. Nothing happens if it is not there. */
export function dropResource(app: App, address: string): readonly Effect[] {
  const [kind = '', first = '', second = ''] = partsOf(address);
  const drop = Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind] : undefined;
  if (drop === undefined) throw new Error(`A Udesk account holds no ${kind || address}.`);
  return drop(app, first, second);
}

type Drop = (app: App, first: string, second: string) => readonly Effect[];

const BY_KIND: Readonly<Record<string, Drop>> = {
  queue(app, id) {
    const queue = app.queues.get(id);
    return queue ? dropQueue(app, queue) : [];
  },
  agent(app, id) {
    const agent = app.agents.get(id);
    return agent ? dropAgent(app, agent) : [];
  },
  extension(app, number) {
    const extension = app.extensions.get(number);
    if (!extension) return [];
    const unbound = unbindExtension(app, extension);
    app.extensions.delete(number);
    return [...unbound, { drop: `extension/${number}` }];
  },
  'extension-binding'(app, number, agent) {
    const extension = app.extensions.get(number);
    return extension?.owner === agent ? unbindExtension(app, extension) : [];
  },
  membership(app, id, member) {
    const [queue, agent] = [app.queues.get(id), app.agents.get(member)];
    return queue && agent?.queues.has(id) ? [leaveQueue(queue, agent)] : [];
  },
  'relay-number': (app, number) =>
    app.relayNumbers.delete(number) ? [{ drop: `relay-number/${number}` }] : [],
  'relay-default': (app, of) => putRelayDefault(app, of, ''),
  'fast-route': (app, dropped) =>
    replaceFastRoutes(app, new Map([...app.fastRoutes].filter(([key]) => key !== dropped))),
  subscription(app, name) {
    const found = subscriptionAt(app, `subscription/${name}`);
    return found ? removeSubscription(app, found) : [];
  },
  'webhook-events': (app) => replaceEvents(app, new Map()),
};

function dropQueue(app: App, queue: Queue): readonly Effect[] {
  const left = [...queue.agents].flatMap((id) => {
    const agent = app.agents.get(id);
    return agent ? [leaveQueue(queue, agent)] : [];
  });
  app.queues.delete(queue.id);
  return [...left, { drop: `queue/${queue.id}` }];
}

function dropAgent(app: App, agent: Agent): readonly Effect[] {
  const left = [...agent.queues].flatMap((id) => {
    const queue = app.queues.get(id);
    return queue ? [leaveQueue(queue, agent)] : [];
  });
  return [...left, ...removeAgent(app, agent, false)];
}
