// Finds what a request refers to, or refuses with the code that udesk.md §5 gives a missing record.

import { queueBlank, recordNotFound } from './refusal.js';
import type { Agent, App, Extension, Queue } from './state.js';

export function agentOf(app: App, id: string): Agent {
  const agent = app.agents.get(id);
  if (!agent) throw recordNotFound();
  return agent;
}

export function queueOf(app: App, id: string): Queue {
  const queue = app.queues.get(id);
  if (!queue) throw queueBlank();
  return queue;
}

export function extensionOf(app: App, number: string): Extension {
  const extension = app.extensions.get(number);
  if (!extension) throw recordNotFound();
  return extension;
}
