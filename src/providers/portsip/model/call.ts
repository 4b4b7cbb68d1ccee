// What every handler gets and gives, and the two answers that all of them share.

import type { ModelAnswer, ModelTools } from '../../../contract/index.js';
import { refuse } from './envelope.js';
import type { BodyMode, Item } from './fields.js';
import type { PortsipState } from './state.js';

export interface ApiCall {
  /** What the path's placeholders stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly tools: ModelTools;
}

export type Handler = (state: PortsipState, call: ApiCall) => ModelAnswer;

/** 404 is assumed for an unknown id; 400 is the other reading (portsip.md 8). */
export function notFound(state: PortsipState, what: string): ModelAnswer {
  return refuse(Number(state.options.notFound), 'UNKNOWN', `${what} not found`);
}

/** Runs the handler with the item that the path names, or answers that there is none. */
export function withItem(
  name: 'users' | 'queues' | 'rules' | 'trunks' | 'holidays',
  what: string,
  handler: (state: PortsipState, item: Item, call: ApiCall) => ModelAnswer,
): Handler {
  return (state, call) => {
    const item = state[name].get(call.params.id ?? '');
    return item ? handler(state, item, call) : notFound(state, what);
  };
}

/** An update body is laid over what is there, or replaces it (portsip.md 9.1). */
export const updateMode = (state: PortsipState): BodyMode => state.options.update;
