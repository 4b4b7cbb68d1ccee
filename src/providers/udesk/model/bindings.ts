// Binding agents to queues and extensions, and undoing it (udesk.md §2.3, §2.5; C6–C8, G21, G40–G42).

import type { Effect } from '../../../contract/index.js';
import type { Ask, Handler } from './decision.js';
import { bodyFields, idField, neededText, PATTERN, someTexts } from './fields.js';
import { bindExtension, joinQueue, leaveQueue, unbindExtension } from './links.js';
import { agentOf, extensionOf, queueOf } from './lookup.js';
import { duplicate, extensionBound, parameterError, recordNotFound } from './refusal.js';
import type { Agent, Extension, Queue } from './state.js';

/** udesk.md C6. */
export const MOST_EXTENSIONS = 2;

export const bindExtensions: Handler = (ask) => {
  const { agent, extensions } = agentAndExtensions(ask);
  const { app, options } = ask;
  const replacing = options.agentBind === 'replacing';
  const fresh = withoutRepeats(extensions, ask, {
    exists: (extension) => !replacing && agent.extensions.has(extension.number),
    pair: (extension) => `${extension.number}-${agent.id}`,
  });
  const taken = fresh.some((extension) => extension.owner !== undefined && extension.owner !== agent.id);
  if (taken && options.bindTaken === 'reject') throw extensionBound();
  const wanted = new Set(extensions.map((extension) => extension.number));
  const leaving = replacing ? [...agent.extensions].filter((number) => !wanted.has(number)) : [];
  const after = new Set([...agent.extensions, ...wanted]).size - leaving.length;
  if (after > MOST_EXTENSIONS) throw parameterError();
  return {
    result: null,
    commit: () => [
      ...leaving.flatMap((number) => unbindExtension(app, extensionOf(app, number))),
      ...fresh
        .filter((extension) => extension.owner !== agent.id)
        .flatMap((extension) => bindExtension(app, extension, agent)),
    ],
  };
};

export const unbindExtensions: Handler = (ask) => {
  const { agent, extensions } = agentAndExtensions(ask);
  const bound = presentOnly(extensions, ask, (extension) => extension.owner === agent.id);
  return { result: null, commit: () => bound.flatMap((extension) => unbindExtension(ask.app, extension)) };
};

export const bindQueues: Handler = (ask) => {
  const { agent, queues } = agentAndQueues(ask);
  const replacing = ask.options.agentBind === 'replacing';
  const fresh = withoutRepeats(queues, ask, {
    exists: (queue) => !replacing && agent.queues.has(queue.id),
    pair: (queue) => `${queue.id}-${agent.id}`,
  });
  const wanted = new Set(queues.map((queue) => queue.id));
  const leaving = replacing ? [...agent.queues].filter((id) => !wanted.has(id)) : [];
  return {
    commit: () => [
      ...leaving.map((id) => leaveQueue(queueOf(ask.app, id), agent)),
      ...join(fresh.map((queue) => [queue, agent])),
    ],
  };
};

export const unbindQueues: Handler = (ask) => {
  const { agent, queues } = agentAndQueues(ask);
  const bound = presentOnly(queues, ask, (queue) => agent.queues.has(queue.id));
  return { commit: () => bound.map((queue) => leaveQueue(queue, agent)) };
};

/** POST and PUT alike only add (udesk.md C7, G40). */
export const bindAgents: Handler = (ask) => {
  const fields = bodyFields(ask.body);
  const id = neededText(fields, 'QueueId', PATTERN.queueId);
  const agentIds = someTexts(fields, 'AgentIds', PATTERN.agentId);
  const queue = queueOf(ask.app, id);
  const agents = agentIds.map((agent) => agentOf(ask.app, agent));
  const fresh = withoutRepeats(agents, ask, {
    exists: (agent) => queue.agents.has(agent.id),
    pair: (agent) => `${queue.id}-${agent.id}`,
  });
  return { commit: () => join(fresh.map((agent) => [queue, agent])) };
};

function join(pairs: readonly (readonly [Queue, Agent])[]): readonly Effect[] {
  return pairs
    .filter(([queue, agent]) => !agent.queues.has(queue.id))
    .map(([queue, agent]) => joinQueue(queue, agent));
}

function agentAndExtensions({ app, body }: Ask): { agent: Agent; extensions: readonly Extension[] } {
  const fields = bodyFields(body);
  const id = idField(fields, 'AgentId', PATTERN.agentId);
  const numbers = someTexts(fields, 'Extensions', PATTERN.extension);
  const agent = agentOf(app, id);
  return { agent, extensions: numbers.map((number) => extensionOf(app, number)) };
}

function agentAndQueues({ app, body }: Ask): { agent: Agent; queues: readonly Queue[] } {
  const fields = bodyFields(body);
  const id = idField(fields, 'AgentId', PATTERN.agentId);
  const ids = someTexts(fields, 'Queues', PATTERN.queueId);
  const agent = agentOf(app, id);
  return { agent, queues: ids.map((queue) => queueOf(app, queue)) };
}

/** A pair that exists, or stands twice in one call, refuses the whole call or is passed over (udesk.md G41). */
function withoutRepeats<Item>(
  items: readonly Item[],
  { options }: Ask,
  of: { readonly exists: (item: Item) => boolean; readonly pair: (item: Item) => string },
): readonly Item[] {
  const fresh = new Set<Item>();
  for (const item of items) {
    const repeated = of.exists(item) || fresh.has(item);
    if (repeated && options.duplicatePair === 'reject') throw duplicate(of.pair(item), 'PRIMARY');
    if (!repeated) fresh.add(item);
  }
  return [...fresh];
}

/** A pair that does not exist refuses the whole call or is passed over (udesk.md G42). */
function presentOnly<Item>(
  items: readonly Item[],
  { options }: Ask,
  exists: (item: Item) => boolean,
): readonly Item[] {
  const present = new Set(items.filter(exists));
  if (options.absentPair === 'reject' && present.size < items.length) throw recordNotFound();
  return [...present];
}
