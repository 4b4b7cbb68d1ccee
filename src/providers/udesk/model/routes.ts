// Every route of `ccapi/v2` (udesk.md §2.0): what is not here does not exist, in either method or path.

import { listAgents, readAgent } from './agent-rows.js';
import { createAgents, deleteAgent, updateAgent } from './agents.js';
import { createApp, readApp, updateApp } from './apps.js';
import { bindAgents, bindExtensions, bindQueues, unbindExtensions, unbindQueues } from './bindings.js';
import {
  control,
  emptyList,
  login,
  logout,
  originate,
  setCallMode,
  startTask,
  stopTask,
  updateTaskRatio,
} from './commands.js';
import type { Handler } from './decision.js';
import { createExtension, deleteExtension } from './extensions.js';
import {
  createVoiceFile,
  deleteVoiceFile,
  listFastRoutes,
  listVoiceFiles,
  listVoices,
  setFastRoutes,
  setVoices,
} from './ivr.js';
import { createQueue, deleteQueue, listQueues, readQueue, updateQueue } from './queues.js';
import {
  clearAgentDefault,
  clearDefault,
  listRelayNumbers,
  setAgentDefault,
  setDefault,
} from './relay-numbers.js';
import {
  createSubscriptions,
  deleteSubscription,
  listSubscriptions,
  readSubscription,
  updateSubscription,
} from './subscriptions.js';
import { addEvents, clearEvents, setEvents } from './webhooks.js';

export interface Route {
  /** `PUT agents/{AgentId}`. */
  readonly name: string;
  readonly method: string;
  readonly handler: Handler;
  /** Whether it reads a body at all (udesk.md §1.1); where it does not, one is passed over. */
  readonly body: boolean;
  /** `either`: also as `app_id` (udesk.md G28). `optional`: not listed for it. */
  readonly appId: 'required' | 'either' | 'optional';
}

type Extra = Partial<Pick<Route, 'body' | 'appId'>>;
type Row = readonly [name: string, handler: Handler, extra?: Extra];

const NO_BODY: Extra = { body: false };
const NO_APP: Extra = { appId: 'optional' };
const TALK = ['call_id', 'on_succ', 'on_failed'] as const;

const table: readonly Row[] = [
  ['POST apps', createApp, NO_APP],
  ['PUT apps', updateApp],
  ['GET apps', readApp, NO_BODY],
  ['GET spnumbers', listRelayNumbers, NO_BODY],
  ['PUT spnumbers/default', setDefault],
  ['DELETE spnumbers/default', clearDefault, NO_BODY],
  ['PUT spnumbers/agent/default/{AgentId}', setAgentDefault],
  ['DELETE spnumbers/agent/default/{AgentId}', clearAgentDefault, NO_BODY],
  ['POST agents', createAgents],
  ['GET agents', listAgents, NO_BODY],
  ['PUT agents/{AgentId}', updateAgent],
  ['DELETE agents/{AgentId}', deleteAgent],
  ['GET agents/{AgentId}', readAgent],
  ['POST agents/extensions', bindExtensions],
  ['DELETE agents/extensions', unbindExtensions],
  ['POST agents/queues', bindQueues],
  ['DELETE agents/queues', unbindQueues],
  ['GET agents/statelogs', emptyList('StateLogs', false)],
  ['POST queues', createQueue],
  ['PUT queues', updateQueue],
  ['DELETE queues', deleteQueue],
  ['GET queues', listQueues, NO_BODY],
  ['GET queues/{QueueId}', readQueue, NO_BODY],
  ['POST queues/agents', bindAgents],
  ['PUT queues/agents', bindAgents],
  ['POST extensions', createExtension],
  ['DELETE extensions', deleteExtension],
  ['POST agent/login', login],
  ['POST agent/logout', logout, { appId: 'either' }],
  ['POST agent/set_call_mode', setCallMode],
  ['POST agent/hold', control(...TALK), NO_APP],
  ['DELETE agent/hold', control(...TALK), NO_APP],
  [
    'POST transfer/agent',
    control(...TALK, 'agent_type', 'agent_phone', 'on_record_over', 'on_transferee_hangup'),
    NO_APP,
  ],
  ['POST originatev2', originate],
  ['POST ivrs/vfiles', createVoiceFile],
  ['DELETE ivrs/vfiles', deleteVoiceFile],
  ['GET ivrs/vfiles', listVoiceFiles, NO_BODY],
  ['POST ivrs/defvoices', setVoices],
  ['PUT ivrs/defvoices', setVoices],
  ['GET ivrs/defvoices', listVoices, NO_BODY],
  ['POST ivrs/fastrouters', setFastRoutes],
  ['PUT ivrs/fastrouters', setFastRoutes],
  ['GET ivrs/fastrouters', listFastRoutes, NO_BODY],
  ['POST webhooks/events', addEvents],
  ['PUT webhooks/events', setEvents],
  ['DELETE webhooks/events', clearEvents, NO_BODY],
  ['POST subscriptions', createSubscriptions],
  ['GET subscriptions', listSubscriptions, NO_BODY],
  ['GET subscriptions/{id}', readSubscription, NO_BODY],
  ['PUT subscriptions/{id}', updateSubscription],
  ['DELETE subscriptions/{id}', deleteSubscription, NO_BODY],
  ['POST ads/task/start', startTask],
  ['POST ads/task/update_ratio', updateTaskRatio],
  ['POST ads/task/stop', stopTask],
  ['POST ads/task/force_stop', stopTask],
  ['GET calls/logs', emptyList('CallLogs', true)],
  ['GET calls/recfiles', emptyList('RecFiles', false)],
];

const routes = new Map(table.map((row) => [row[0], toRoute(row)]));
const literals = new Set([...routes.keys()].map(pathOf).filter((path) => !path.includes('{')));
const parents = new Map(
  [...routes.keys()]
    .map(pathOf)
    .filter((path) => path.includes('{'))
    .map((path) => [path.slice(0, path.indexOf('{')), path]),
);

function toRoute([name, handler, extra]: Row): Route {
  const method = name.slice(0, name.indexOf(' '));
  return { name, method, handler, body: true, appId: 'required', ...extra };
}

function pathOf(name: string): string {
  return name.slice(name.indexOf(' ') + 1);
}

export interface Found {
  readonly route: Route;
  readonly params: readonly string[];
}

/** Route literals come before parameters (udesk.md §2.0). Undefined: no such method and path. */
export function findRoute(method: string, path: string): Found | undefined {
  if (literals.has(path)) {
    const route = routes.get(`${method} ${path}`);
    return route && { route, params: [] };
  }
  const slash = path.lastIndexOf('/') + 1;
  const pattern = parents.get(path.slice(0, slash));
  const route =
    pattern === undefined || slash === path.length ? undefined : routes.get(`${method} ${pattern}`);
  return route && { route, params: [path.slice(slash)] };
}
