// Puts resources past the API: how an account is seeded, and what other writers do to it.

import type { Effect, Resource } from '../../../contract/index.js';
import { textOr } from '../../../simulator/values.js';
import { withDefaults } from './agent-fields.js';
import { replaceFastRoutes } from './ivr.js';
import { bindExtension, joinQueue } from './links.js';
import { type Mint, PASSWORD_DIGITS } from './mint.js';
import {
  agentResource,
  extensionResource,
  queueResource,
  relayDefaultResource,
  relayNumberResource,
} from './normal-form.js';
import { QUEUE_DEFAULTS } from './queues.js';
import type { Agent, App, Extension, Queue } from './state.js';
import { renaming, subscriptionAt } from './subscriptions.js';
import { replaceEvents } from './webhooks.js';

type Fields = Resource['fields'];

/** Puts one resource: makes it, or changes the fields that it names. What it refers to is made where it can be. */
export function putResource(app: App, resource: Resource, mint: Mint): readonly Effect[] {
  const { kind, fields } = resource;
  const [, first = '', second = ''] = partsOf(resource.address);
  switch (kind) {
    case 'queue':
      return putQueue(app, first, fields, mint);
    case 'agent':
      return putAgent(app, first, fields);
    case 'extension':
      return putExtension(app, first, mint).effects;
    case 'extension-binding':
      return putBinding(app, first, second, mint);
    case 'membership':
      return putMembership(app, first, second);
    case 'relay-number':
      return putRelayNumber(app, first);
    case 'relay-default':
      return putRelayDefault(app, first, textOr(fields.number, ''));
    case 'fast-route':
      return replaceFastRoutes(
        app,
        new Map([
          ...app.fastRoutes,
          [first, { queue: textOr(fields.queue, ''), description: textOr(fields.description, '') }],
        ]),
      );
    case 'subscription':
      return putSubscription(app, resource, mint);
    case 'webhook-events':
      return replaceEvents(app, eventsOf(fields));
    default:
      throw new Error(`A Udesk account holds no ${kind}.`);
  }
}

/** Address parts; a subscription's name may hold slashes. */
export function partsOf(address: string): readonly string[] {
  if (!address.startsWith('subscription/')) return address.split('/');
  return ['subscription', address.slice('subscription/'.length)];
}

function putQueue(app: App, id: string, fields: Fields, mint: Mint): readonly Effect[] {
  const known = app.queues.get(id);
  const now = mint.now();
  const queue: Queue = known ?? {
    id,
    row: ++app.lastRow,
    name: '',
    ...QUEUE_DEFAULTS,
    createdAt: now,
    updatedAt: now,
    agents: new Set(),
  };
  queue.name = textOr(fields.name, queue.name);
  queue.strategy = textOr(fields.strategy, queue.strategy);
  queue.timeout = numberOf(fields, 'timeout', queue.timeout);
  queue.maxLength = numberOf(fields, 'maxLength', queue.maxLength);
  queue.updatedAt = now;
  app.queues.set(id, queue);
  return [{ put: queueResource(queue) }];
}

function putAgent(app: App, id: string, fields: Fields): readonly Effect[] {
  const agent: Agent = app.agents.get(id) ?? {
    id,
    row: ++app.lastRow,
    ...withDefaults({
      workId: '',
      name: undefined,
      mobile: undefined,
      email: undefined,
      role: undefined,
      enabled: undefined,
    }),
    queues: new Set(),
    extensions: new Set(),
  };
  agent.workId = textOr(fields.workId, agent.workId);
  agent.name = textOr(fields.name, agent.name);
  agent.mobile = textOr(fields.mobile, agent.mobile);
  agent.email = textOr(fields.email, agent.email);
  agent.role = textOr(fields.role, agent.role);
  const { enabled } = fields;
  if (typeof enabled === 'boolean') agent.enabled = enabled;
  app.agents.set(id, agent);
  return [{ put: agentResource(agent) }];
}

function putExtension(
  app: App,
  number: string,
  mint: Mint,
): { extension: Extension; effects: readonly Effect[] } {
  const known = app.extensions.get(number);
  if (known) return { extension: known, effects: [] };
  const extension: Extension = { number, password: mint.hex(PASSWORD_DIGITS), owner: undefined };
  app.extensions.set(number, extension);
  return { extension, effects: [{ put: extensionResource(number) }] };
}

function putBinding(app: App, number: string, agentId: string, mint: Mint): readonly Effect[] {
  const { extension, effects } = putExtension(app, number, mint);
  const agent = app.agents.get(agentId);
  if (!agent) {
    app.dangling.add(`extension-binding/${number}/${agentId}`);
    return effects;
  }
  if (extension.owner === agentId) return effects;
  return [...effects, ...bindExtension(app, extension, agent)];
}

function putMembership(app: App, queueId: string, agentId: string): readonly Effect[] {
  const queue = app.queues.get(queueId);
  const agent = app.agents.get(agentId);
  if (queue && agent) return agent.queues.has(queueId) ? [] : [joinQueue(queue, agent)];
  app.dangling.add(`membership/${queueId}/${agentId}`);
  return [];
}

function putRelayNumber(app: App, number: string): readonly Effect[] {
  if (app.relayNumbers.has(number)) return [];
  app.relayNumbers.add(number);
  return [{ put: relayNumberResource(number) }];
}

/** An empty number clears the default; an empty agent means the tenant's. */
export function putRelayDefault(app: App, agentId: string, number: string): readonly Effect[] {
  const holder = agentId === '' ? app : app.agents.get(agentId);
  if (!holder) {
    app.dangling.add(`relay-default/${agentId}`);
    return [];
  }
  const owned = number === '' ? [] : putRelayNumber(app, number);
  const before = holder.relay;
  holder.relay = number;
  if (number !== '') return [...owned, { put: relayDefaultResource(number, agentId || undefined) }];
  return before === '' ? [] : [{ drop: agentId === '' ? 'relay-default' : `relay-default/${agentId}` }];
}

function putSubscription(app: App, resource: Resource, mint: Mint): readonly Effect[] {
  const known = subscriptionAt(app, resource.address);
  const name = known?.name ?? resource.address.slice('subscription/'.length).replace(/#\d+$/, '');
  return renaming(app, new Set([name]), () => {
    const subscription = known ?? {
      id: mint.subscriptionId(app),
      name,
      callback: '',
      events: [],
      enabled: false,
    };
    const { events, enabled } = resource.fields;
    subscription.callback = textOr(resource.fields.callback, subscription.callback);
    if (Array.isArray(events)) subscription.events = events.map(String);
    if (typeof enabled === 'boolean') subscription.enabled = enabled;
    app.subscriptions.set(subscription.id, subscription);
  });
}

function eventsOf(fields: Fields): App['events'] {
  const { events } = fields;
  if (typeof events !== 'object' || events === null || Array.isArray(events)) return new Map();
  return new Map(
    Object.entries(events).map(([category, names]) => [
      category,
      new Set(Array.isArray(names) ? names.map(String) : []),
    ]),
  );
}

function numberOf(fields: Fields, name: string, otherwise: number): number {
  const value = fields[name];
  return typeof value === 'number' ? value : otherwise;
}
