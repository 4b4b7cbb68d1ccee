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
  const [kind, first = '', second = ''] = partsOf(address);
  const agent = app.agents.get(kind === 'membership' || kind === 'extension-binding' ? second : first);
  const queue = app.queues.get(first);
  const extension = app.extensions.get(first);
  switch (kind) {
    case 'queue':
      return queue ? dropQueue(app, queue) : [];
    case 'agent':
      return agent ? dropAgent(app, agent) : [];
    case 'extension':
      if (!extension) return [];
      return [
        ...unbindExtension(app, extension),
        ...(app.extensions.delete(first) ? [{ drop: address }] : []),
      ];
    case 'extension-binding':
      return extension?.owner === second ? unbindExtension(app, extension) : [];
    case 'membership':
      return queue && agent?.queues.has(first) ? [leaveQueue(queue, agent)] : [];
    case 'relay-number':
      return app.relayNumbers.delete(first) ? [{ drop: address }] : [];
    case 'relay-default':
      return putRelayDefault(app, first, '');
    case 'fast-route':
      return replaceFastRoutes(app, new Map([...app.fastRoutes].filter(([key]) => key !== first)));
    case 'subscription': {
      const found = subscriptionAt(app, address);
      return found ? removeSubscription(app, found) : [];
    }
    case 'webhook-events':
      return replaceEvents(app, new Map());
    default:
      throw new Error(`A Udesk account holds no ${kind ?? address}.`);
  }
}

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
