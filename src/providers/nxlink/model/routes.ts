// Every path below `/saas/cc/openapi/` (nxcloud.md A.4), all of them POST: what is not here does not exist.

import { agentStatus, callerNumbers, listAgents } from './agents.js';
import type { Handler } from './decision.js';
import { listMembers, listQueues, updateMembers } from './groups.js';
import { agentEfficiency, callsOfOrder, createAndCall, listCalls } from './records.js';

export interface Route {
  readonly handler: Handler;
  readonly write?: true;
  /** `optional`: some pages list no `tenantId`. */
  readonly tenant: 'required' | 'optional';
}

const ROUTES: Readonly<Record<string, Route>> = {
  'agentGroup/page': { handler: listQueues, tenant: 'required' },
  'agentGroup/member/list': { handler: listMembers, tenant: 'required' },
  'agentGroup/updateMembers': { handler: updateMembers, tenant: 'required', write: true },
  'agent/page': { handler: listAgents, tenant: 'required' },
  'agent/status/info': { handler: agentStatus, tenant: 'required' },
  'agent/efficiencyStatistical/page': { handler: agentEfficiency, tenant: 'optional' },
  'did/myUsefulNumber': { handler: callerNumbers, tenant: 'required' },
  'cdr/page': { handler: listCalls, tenant: 'optional' },
  'cdr/queryByOrderId': { handler: callsOfOrder, tenant: 'required' },
  'ai/createandcall': { handler: createAndCall, tenant: 'optional', write: true },
};

export function findRoute(method: string, path: string): Route | undefined {
  return method === 'POST' && Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
}
