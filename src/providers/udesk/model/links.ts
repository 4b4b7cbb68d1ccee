// Ties agents to queues and extensions, keeping both directions of each index, and says what changed.

import type { Effect } from '../../../contract/index.js';
import { bindingAddress, bindingResource, membershipAddress, membershipResource } from './normal-form.js';
import type { Agent, App, Extension, Queue } from './state.js';

export function joinQueue(queue: Queue, agent: Agent): Effect {
  queue.agents.add(agent.id);
  agent.queues.add(queue.id);
  return { put: membershipResource(queue.id, agent.id) };
}

export function leaveQueue(queue: Queue, agent: Agent): Effect {
  queue.agents.delete(agent.id);
  agent.queues.delete(queue.id);
  return { drop: membershipAddress(queue.id, agent.id) };
}

/** Binds, taking the extension from its owner if it has one. */
export function bindExtension(app: App, extension: Extension, agent: Agent): readonly Effect[] {
  const taken = extension.owner === agent.id ? [] : unbindExtension(app, extension);
  extension.owner = agent.id;
  agent.extensions.add(extension.number);
  return [...taken, { put: bindingResource(extension.number, agent.id) }];
}

export function unbindExtension(app: App, extension: Extension): readonly Effect[] {
  const { owner } = extension;
  if (owner === undefined) return [];
  extension.owner = undefined;
  app.agents.get(owner)?.extensions.delete(extension.number);
  return [{ drop: bindingAddress(extension.number, owner) }];
}
