// How agents look when they are read: the list and the detail differ (udesk.md §2.3, G22–G29, G33).

import { sameId } from './agents.js';
import { type Ask, type Handler, listOr } from './decision.js';
import { bodyFields } from './fields.js';
import { agentOf } from './lookup.js';
import type { Agent } from './state.js';

export const listAgents: Handler = (ask) => {
  const { app, options } = ask;
  const total = app.agents.size;
  const size = options.agentPageSize === 'all' ? total : Number(options.agentPageSize);
  const page: Agent[] = [];
  for (const agent of app.agents.values()) {
    if (page.length >= size) break;
    page.push(agent);
  }
  const rows = page.map((agent) =>
    Object.assign(commonRow(agent, ask), { QueuesNames: null, ExtenInfos: null }),
  );
  return {
    // The example's ErrDesc is empty on success (L649).
    description: '',
    result: {
      CurrPage: 1,
      PageSize: size,
      Total: total,
      TotalPage: size === 0 ? 1 : Math.max(1, Math.ceil(total / size)),
      AgentList: listOr(rows, options),
    },
  };
};

export const readAgent: Handler = (ask) => {
  const id = sameId(ask.params, bodyFields(ask.body));
  const agent = agentOf(ask.app, id);
  return { result: { ...commonRow(agent, ask), AgentId: `${id}@${ask.app.id}` } };
};

function commonRow(agent: Agent, ask: Ask): Readonly<Record<string, unknown>> {
  return {
    AppId: ask.app.id,
    AgentId: agent.id,
    WorkId: agent.workId,
    Name: agent.name,
    Mobile: agent.mobile,
    Email: agent.email,
    Role: agent.role,
    Queues: listOr([...agent.queues], ask.options),
    Extensions: listOr(extensionItems(agent, ask), ask.options),
    DefSpNumber: agent.relay,
    State: agent.state,
    ExtState: agent.extState,
    WrapUpTime: agent.wrapUpTime,
    Enable: agent.enabled,
  };
}

/** udesk.md G27. */
function extensionItems(agent: Agent, { app, options }: Ask): readonly unknown[] {
  const numbers = [...agent.extensions];
  switch (options.agentExtensionsShape) {
    case 'strings':
      return numbers;
    case 'objectsWithPassword':
      return numbers.map((number) => ({
        Extension: number,
        Password: app.extensions.get(number)?.password ?? '',
      }));
    default:
      return numbers.map((number) => ({ Extension: number }));
  }
}
