// The account in normal form: addresses and fields as the rest of the program speaks them; empty texts are null.

import type { Resource } from '../../../contract/index.js';
import { orNull } from '../../../simulator/values.js';
import type { Agent, App, FastRoute, Queue, Subscription } from './state.js';

export function queueResource(queue: Queue): Resource {
  const { name, strategy, timeout, maxLength } = queue;
  return {
    kind: 'queue',
    address: `queue/${queue.id}`,
    fields: { name: orNull(name), strategy: orNull(strategy), timeout, maxLength },
  };
}

export function agentResource(agent: Agent): Resource {
  const { workId, name, mobile, email, role, enabled } = agent;
  return {
    kind: 'agent',
    address: `agent/${agent.id}`,
    fields: {
      workId: orNull(workId),
      name: orNull(name),
      mobile: orNull(mobile),
      email: orNull(email),
      role: orNull(role),
      enabled,
    },
  };
}

export function extensionResource(number: string): Resource {
  return { kind: 'extension', address: `extension/${number}`, fields: {} };
}

export const bindingAddress = (extension: string, agent: string): string =>
  `extension-binding/${extension}/${agent}`;

export function bindingResource(extension: string, agent: string): Resource {
  return {
    kind: 'extension-binding',
    address: bindingAddress(extension, agent),
    fields: {},
    list: `agent/${agent} extensions`,
  };
}

export const membershipAddress = (queue: string, agent: string): string => `membership/${queue}/${agent}`;

export function membershipResource(queue: string, agent: string): Resource {
  return {
    kind: 'membership',
    address: membershipAddress(queue, agent),
    fields: {},
    list: `queue/${queue} agents`,
  };
}

export function relayNumberResource(number: string): Resource {
  return { kind: 'relay-number', address: `relay-number/${number}`, fields: {} };
}

/** The tenant's default relay number, or an agent's. */
export function relayDefaultResource(number: string, agent?: string): Resource {
  const address = agent === undefined ? 'relay-default' : `relay-default/${agent}`;
  return { kind: 'relay-default', address, fields: { number } };
}

export function fastRouteResource(key: string, route: FastRoute): Resource {
  return {
    kind: 'fast-route',
    address: `fast-route/${key}`,
    fields: { queue: route.queue, description: orNull(route.description) },
    list: 'fast-routes',
  };
}

/** Names may repeat (udesk.md C10): the second of a name is `#2`. */
export const subscriptionAddress = (name: string, place: number): string =>
  place === 0 ? `subscription/${name}` : `subscription/${name}#${place + 1}`;

export function subscriptionResource(subscription: Subscription, place: number): Resource {
  const { name, callback, events, enabled } = subscription;
  return {
    kind: 'subscription',
    address: subscriptionAddress(name, place),
    fields: { callback: orNull(callback), events: [...new Set(events)].sort(), enabled },
  };
}

export function webhookEventsResource(events: App['events']): Resource | undefined {
  const set = [...events]
    .filter(([, names]) => names.size > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  if (set.length === 0) return undefined;
  return {
    kind: 'webhook-events',
    address: 'webhook-events',
    fields: { events: Object.fromEntries(set.map(([category, names]) => [category, [...names].sort()])) },
  };
}

/** Subscriptions of one name in the order of their ids. */
export function subscriptionsNamed(app: App, name: string): readonly Subscription[] {
  return [...app.subscriptions.values()]
    .filter((subscription) => subscription.name === name)
    .sort((left, right) => left.id - right.id);
}

/** Everything the tenant holds, also what its API does not show. */
export function appResources(app: App): readonly Resource[] {
  const all: Resource[] = [];
  for (const queue of app.queues.values()) all.push(queueResource(queue));
  for (const agent of app.agents.values()) {
    all.push(agentResource(agent));
    for (const queue of agent.queues) all.push(membershipResource(queue, agent.id));
    for (const extension of agent.extensions) all.push(bindingResource(extension, agent.id));
    if (agent.relay !== '') all.push(relayDefaultResource(agent.relay, agent.id));
  }
  for (const number of app.extensions.keys()) all.push(extensionResource(number));
  for (const number of app.relayNumbers) all.push(relayNumberResource(number));
  if (app.relay !== '') all.push(relayDefaultResource(app.relay));
  for (const [key, route] of app.fastRoutes) all.push(fastRouteResource(key, route));
  for (const name of new Set([...app.subscriptions.values()].map((subscription) => subscription.name))) {
    all.push(...subscriptionsNamed(app, name).map(subscriptionResource));
  }
  const events = webhookEventsResource(app.events);
  if (events) all.push(events);
  return all;
}
