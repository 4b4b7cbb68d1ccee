// Method and path to handler: every endpoint of the model in one table (portsip.md 2.2, 3.1, 4.1, 5, 6.1).

import {
  listAgents,
  postAgents,
  setAgentStatus,
  setUserAgentStatus,
  showAgent,
  showUserAgent,
  userQueues,
} from './agents.js';
import type { Handler } from './call.js';
import { createRule, destroyRule, listRules, showRule, updateRule } from './inbound-rules.js';
import { lookUpNumber } from './numbers.js';
import {
  createQueue,
  destroyQueue,
  listQueues,
  pickUpWaiting,
  queueStatus,
  queueWaiting,
  showQueue,
  updateQueue,
} from './queues.js';
import { listRoles, showRole } from './roles.js';
import {
  createHoliday,
  listHolidays,
  showHoliday,
  showPolicy,
  showTenant,
  tenantStatus,
  updatePolicy,
  updateTenant,
} from './tenant.js';
import { createTrunk, destroyTrunk, listTrunks, showTrunk, trunkStatus, updateTrunk } from './trunks.js';
import {
  createUser,
  destroyUser,
  listUsers,
  setExtensionPassword,
  setPassword,
  setRole,
  showUser,
  updateUser,
  userStatus,
} from './users.js';

interface Route {
  readonly GET?: Handler;
  readonly POST?: Handler;
}

const TABLE: Readonly<Record<string, Route>> = {
  call_queues: { GET: listQueues, POST: createQueue },
  'call_queues/{id}': { GET: showQueue, POST: updateQueue },
  'call_queues/{id}/destroy': { POST: destroyQueue },
  'call_queues/{id}/status': { GET: queueStatus },
  'call_queues/{id}/waiting': { GET: queueWaiting },
  'call_queues/{id}/waiting/{session}/pickup': { POST: pickUpWaiting },
  'call_queues/{id}/agents': { GET: listAgents, POST: postAgents },
  'call_queues/{id}/agents/{number}': { GET: showAgent, POST: setAgentStatus },
  users: { GET: listUsers, POST: createUser },
  'users/{id}': { GET: showUser, POST: updateUser },
  'users/{id}/destroy': { POST: destroyUser },
  'users/{id}/password': { POST: setPassword },
  'users/{id}/extension_password': { POST: setExtensionPassword },
  'users/{id}/role': { POST: setRole },
  'users/{id}/status': { GET: userStatus },
  'users/{id}/call_queues': { GET: userQueues },
  'users/{id}/call_queues/{queue}/agent': { GET: showUserAgent, POST: setUserAgentStatus },
  'extension_numbers/{number}': { GET: (state, { params }) => lookUpNumber(state, params.number ?? '') },
  roles: { GET: listRoles },
  'roles/{id}': { GET: showRole },
  inbound_rules: { GET: listRules, POST: createRule },
  'inbound_rules/{id}': { GET: showRule, POST: updateRule },
  'inbound_rules/{id}/destroy': { POST: destroyRule },
  providers: { GET: listTrunks, POST: createTrunk },
  'providers/{id}': { GET: showTrunk, POST: updateTrunk },
  'providers/{id}/destroy': { POST: destroyTrunk },
  'providers/{id}/status': { GET: trunkStatus },
  tenant: { GET: showTenant, POST: updateTenant },
  'tenant/status': { GET: tenantStatus },
  'tenant/password_policy': { GET: showPolicy, POST: updatePolicy },
  holidays: { GET: listHolidays, POST: createHoliday },
  'holidays/{id}': { GET: showHoliday },
};

/** Every method and path template, for tests that hold the model against the vendor's schema. */
export const endpoints: readonly string[] = Object.entries(TABLE).flatMap(([template, route]) =>
  Object.keys(route).map((method) => `${method} ${template}`),
);

const patterns = Object.entries(TABLE).map(([template, route]) => ({
  template,
  parts: template.split('/'),
  route,
}));

export interface Match {
  /** Such as `call_queues/{id}`. */
  readonly template: string;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Undefined when no endpoint has this path. */
export function matchRoute(path: string): Match | undefined {
  const parts = path.split('/').map(decoded);
  for (const { template, parts: wanted, route } of patterns) {
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((part, index) => {
      const value = parts[index];
      if (value === undefined) return false;
      if (!part.startsWith('{')) return part === value;
      params[part.slice(1, -1)] = value;
      return value !== '';
    });
    if (fits) return { template, route, params };
  }
  return undefined;
}

/** Undefined for a malformed escape. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
