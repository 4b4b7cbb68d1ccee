// Takes one request through the model: path, body, team, checks, change.

import type { ModelAnswer, ModelRequest, ModelTools } from '../../../contract/index.js';
import { attempt, Refusal } from '../../../simulator/refusal.js';
import { NO_SUCH_PATH, refused, success } from './envelope.js';
import { bodyFields, type Fields, integerField } from './fields.js';
import { parameterError } from './refusal.js';
import { findRoute, type Route } from './routes.js';
import type { NxlinkState } from './state.js';

export function handle(state: NxlinkState, request: ModelRequest, tools: ModelTools): ModelAnswer {
  const route = findRoute(request.method, request.path);
  if (!route) return { ...NO_SUCH_PATH, effects: [] };
  const decision = attempt(() => {
    const fields = bodyFields(request.body);
    checkTeam(state, fields, route);
    return route.handler({ state, options: state.options, fields, tools });
  });
  if (decision instanceof Refusal) return { ...refused(decision, tools, null), effects: [] };
  const effects = decision.commit?.() ?? [];
  return { ...success(decision.data, decision.total, tools), effects };
}

function checkTeam(state: NxlinkState, fields: Fields, route: Route): void {
  if (fields.tenantId === undefined && route.tenant === 'optional') return;
  const tenantId = integerField(fields, 'tenantId', 0, Number.MAX_SAFE_INTEGER);
  if (tenantId === state.tenantId) return;
  if (state.options.unknownTenant === '1005') throw new Refusal(1005, 'Authorization Failed');
  throw parameterError('tenantId');
}
