// The vendor's side of PortSIP as a pure state machine: portsip.md as code, written apart from the client.

import type { Model, ModelAnswer, ModelRequest, ModelTools } from '../../../contract/index.js';
import { refuse } from './envelope.js';
import { resourcesOf } from './normal-form.js';
import { matchRoute } from './routes.js';
import { seed } from './seed.js';
import { cloneState, type PortsipState } from './state.js';
import { limitsOf, readOptions, switches } from './switches.js';
import { violationsOf } from './violations.js';

export { dropResource, putResource } from './put.js';
export { endpoints, matchRoute } from './routes.js';
export type { PortsipState } from './state.js';

export const model: Model<PortsipState> = {
  switches,
  seed,
  clone: cloneState,
  handle,
  resources: resourcesOf,
  /** Kept up to date in place: a later create or destroy shows in the same object. */
  ids: (state) => state.ids,
  violations: violationsOf,
};

/** Handlers write only after every check has passed, so a refusal leaves the state as it was. */
function handle(state: PortsipState, request: ModelRequest, tools: ModelTools): ModelAnswer {
  const match = matchRoute(request.path);
  if (!match) return refuse(404, 'UNKNOWN', `there is no ${request.path}`);
  const handler =
    request.method === 'GET' ? match.route.GET : request.method === 'POST' ? match.route.POST : undefined;
  if (!handler) return refuse(405, 'UNKNOWN', `${request.method} is not allowed here`);
  const { query, body } = request;
  const answer = handler(state, { params: match.params, query, body, tools });
  if (request.method === 'POST' && answer.status < 300) state.lists.clear();
  return answer;
}

/** Run-time state from outside: whether this user is in a call (portsip.md 3.5, status). */
export function setInCall(state: PortsipState, number: string, inCall: boolean): void {
  if (inCall) state.calls.set(number, 'QUEUE_CALL');
  else state.calls.delete(number);
}

/** Other readings of the sheet from now on. */
export function configure(state: PortsipState, options: Readonly<Record<string, string>>): void {
  state.options = readOptions(options, state.version);
  state.tenant = { ...state.tenant, ...limitsOf(state.options) };
}
