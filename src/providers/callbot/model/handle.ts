// Takes one request through the model: what is due happens, then path, body, checks, change.

import type { ModelAnswer, ModelRequest, ModelTools } from '../../../contract/index.js';
import { NO_SUCH_PATH, refused, success } from './envelope.js';
import { objectOf, textField } from './fields.js';
import { settle } from './progress.js';
import { Refusal, wrongValue } from './refusal.js';
import { findRoute, type Route } from './routes.js';
import type { CallbotState } from './state.js';

const PRODUCT = 'callbot';

export function handle(state: CallbotState, request: ModelRequest, tools: ModelTools): ModelAnswer {
  const settled = settle(state, tools);
  const route = findRoute(request.method, request.path);
  if (!route) return { ...NO_SUCH_PATH, effects: settled };
  try {
    const { commit, reply } = decide(state, request, route, tools);
    const effects = commit?.() ?? [];
    const told = success(request.path, reply(), tools);
    return { ...told, effects: settled.length > 0 ? [...settled, ...effects] : effects };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...refused(request.path, error, tools), effects: settled };
  }
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
