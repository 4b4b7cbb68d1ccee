// Takes one request through the model: what is due happens, then path, body, checks, change.

import type { ModelAnswer, ModelRequest, ModelTools } from '../../../contract/index.js';
import { attempt, Refusal } from '../../../simulator/refusal.js';
import { NO_SUCH_PATH, refused, success } from './envelope.js';
import { objectOf, textField } from './fields.js';
import { settle } from './progress.js';
import { wrongValue } from './refusal.js';
import { findRoute, type Route } from './routes.js';
import type { CallbotState } from './state.js';

const PRODUCT = 'callbot';

export function handle(state: CallbotState, request: ModelRequest, tools: ModelTools): ModelAnswer {
  const settled = settle(state, tools);
  const route = findRoute(request.method, request.path);
  if (!route) return { ...NO_SUCH_PATH, effects: settled };
  const decision = attempt(() => decide(state, request, route, tools));
  if (decision instanceof Refusal) return { ...refused(request.path, decision, tools), effects: settled };
  const effects = decision.commit?.() ?? [];
  const told = success(request.path, decision.reply(), tools);
  return { ...told, effects: settled.length > 0 ? [...settled, ...effects] : effects };
}

function decide(
  state: CallbotState,
  request: ModelRequest,
  route: Route,
  tools: ModelTools,
): ReturnType<Route['handler']> {
  const fields = objectOf(request.body, 'body');
  if (route.product !== false && textField(fields, 'productID') !== PRODUCT) throw wrongValue('productID');
  return route.handler({ state, options: state.options, fields, tools });
}
