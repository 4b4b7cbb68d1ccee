// Takes one request through the model: route, tenant, checks, change; and lets accepted writes take effect when due.

import type { Effect, ModelAnswer, ModelRequest, ModelTools } from '../../../contract/index.js';
import { attempt, Refusal } from '../../../simulator/refusal.js';
import type { Ask, Decision } from './decision.js';
import { NO_SUCH_ROUTE, refused, success, type Told } from './envelope.js';
import { createMint, type Mint } from './mint.js';
import { appForbidden } from './refusal.js';
import { type Found, findRoute } from './routes.js';
import type { App, Pending, UdeskState } from './state.js';

export function handle(state: UdeskState, request: ModelRequest, tools: ModelTools): ModelAnswer {
  const settled = settle(state, tools);
  const found = findRoute(request.method, request.path);
  if (!found) return { ...NO_SUCH_ROUTE, effects: settled };
  const id = request.query.AppId ?? request.query.app_id ?? state.appId;
  const app =
    state.apps.get(id) ?? (found.route.appId === 'optional' ? state.apps.get(state.appId) : undefined);
  if (!app) return { ...refused(appForbidden(), state.options), effects: settled };
  const { told, effects } = decide(state, app, found, request, createMint(tools));
  if (app.id !== state.appId) return { ...told, effects: settled };
  return { ...told, effects: settled.length === 0 ? effects : [...settled, ...effects] };
}

function decide(
  state: UdeskState,
  app: App,
  { route, params }: Found,
  request: ModelRequest,
  mint: Mint,
): { told: Told; effects: readonly Effect[] } {
  const { options } = state;
  const ask: Ask = { state, app, options, params, query: request.query, body: request.body, mint };
  const decision = attempt(() => route.handler(ask));
  if (decision instanceof Refusal)
    return { told: refused(decision, options, familyOf(route.name)), effects: [] };
  const { commit, refusal } = decision;
  if (refusal) return { told: refused(refusal, options), effects: commit?.() ?? [] };
  const later = commit !== undefined && options.asyncWrites !== 'off';
  if (later) {
    const due = mint.now() + Number(options.asyncWrites);
    state.pending.push({ due, request, app: app.id, minted: mint.minted });
  }
  return {
    told: success(request.method, decision, options, later),
    effects: later ? [] : (commit?.() ?? []),
  };
}

/** Accepted writes that are due take effect; one that has become impossible is lost, as in a background queue. */
export function settle(state: UdeskState, tools: ModelTools): readonly Effect[] {
  if (state.pending.length === 0) return [];
  const now = tools.now();
  const due = state.pending.filter((write) => write.due <= now);
  if (due.length === 0) return [];
  const waiting = state.pending.filter((write) => write.due > now);
  state.pending.splice(0, state.pending.length, ...waiting);
  return due.flatMap((write) => apply(state, write, tools));
}

function apply(state: UdeskState, write: Pending, tools: ModelTools): readonly Effect[] {
  const { method, path, query, body } = write.request;
  const found = findRoute(method, path);
  const app = state.apps.get(write.app);
  if (!found || !app) return [];
  const mint = createMint(tools, write.minted);
  const ask: Ask = { state, app, options: state.options, params: found.params, query, body, mint };
  const decision = attempt(() => found.route.handler(ask));
  const effects = decision instanceof Refusal ? [] : (decision.commit?.() ?? []);
  return app.id === state.appId ? effects : [];
}

/** Call control answers in its own envelope, also when it refuses (udesk.md §1.3, family C). */
function familyOf(name: string): Decision['envelope'] {
  return name.endsWith('agent/hold') || name.endsWith('transfer/agent') ? 'control' : undefined;
}
