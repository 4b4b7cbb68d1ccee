// The model as reads show it: for a while after a write that a fault names, they show what stood before it.

import type { Address, ModelAnswer, ModelRequest, ModelTools } from '../contract/index.js';
import type { SimulatorSpec } from './spec.js';

export interface LaggingModel {
  /** `staleReads`: after a write that changes something, so many reads show what was before it. */
  handle(request: ModelRequest, how: { readonly write: boolean; readonly staleReads: number }): ModelAnswer;
  /** Who is in a call shows at once, in a read that lags too. */
  setInCall(member: Address, inCall: boolean): void;
}

export function createLaggingModel(spec: SimulatorSpec, state: unknown, tools: ModelTools): LaggingModel {
  let before: { readonly state: unknown; left: number } | undefined;

  const read = (request: ModelRequest): ModelAnswer => {
    if (!before || before.left === 0) return spec.model.handle(state, request, tools);
    before.left -= 1;
    return { ...spec.model.handle(before.state, request, tools), effects: [] };
  };

  const write = (request: ModelRequest, staleReads: number): ModelAnswer => {
    const lags = staleReads > 0 && !before?.left;
    const kept = lags ? spec.model.clone(state) : undefined;
    const answer = spec.model.handle(state, request, tools);
    if (lags && answer.effects.length > 0) before = { state: kept, left: staleReads };
    return answer;
  };

  return {
    handle: (request, how) => (how.write ? write(request, how.staleReads) : read(request)),
    setInCall(member, inCall) {
      spec.setInCall?.(state, member, inCall);
      if (before) spec.setInCall?.(before.state, member, inCall);
    },
  };
}
