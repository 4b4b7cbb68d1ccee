// The vendor's rules that a state breaks: only another writer, or a wrong order of calls, brings one about.

import { MOST_EXTENSIONS } from './bindings.js';
import { MOST_QUEUES } from './queues.js';
import type { App } from './state.js';

export function violationsOf(app: App): readonly string[] {
  const found: string[] = [...app.dangling].map(
    (address) => `${address} names something that does not exist`,
  );
  if (app.queues.size > MOST_QUEUES) {
    found.push(`${app.queues.size} queues, ${MOST_QUEUES} are allowed (udesk.md C1)`);
  }
  if (app.relay !== '' && !app.relayNumbers.has(app.relay)) {
    found.push(`relay-default is ${app.relay}, which is not owned (udesk.md C15)`);
  }
  for (const agent of app.agents.values()) {
    if (agent.extensions.size > MOST_EXTENSIONS) {
      found.push(`agent/${agent.id} has ${agent.extensions.size} extensions (udesk.md C6)`);
    }
    if (agent.relay !== '' && !app.relayNumbers.has(agent.relay)) {
      found.push(`relay-default/${agent.id} is ${agent.relay}, which is not owned (udesk.md C15)`);
    }
  }
  for (const [key, route] of app.fastRoutes) {
    if (!app.queues.has(route.queue)) {
      found.push(`fast-route/${key} leads to queue/${route.queue}, which does not exist (udesk.md C20)`);
    }
  }
  return found;
}
