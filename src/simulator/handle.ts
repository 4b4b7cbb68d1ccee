// The way of one request through an account: faults, the vendor's door, its model, faults again, the log.

import type { Effect } from '../contract/index.js';
import type { Faults } from './faults.js';
import type { LaggingModel } from './lagging.js';
import type { Calls } from './live-calls.js';
import type { LogEntry } from './log.js';
import type { Heard } from './record.js';
import type { Door, Received, Reply, SimulatorSpec } from './spec.js';
import { afterFault, beforeFault, type Spoilt } from './spoil.js';

/** What goes over the wire, and how long it is held back. */
export type Wire = Spoilt & { readonly slowMs: number };

interface Way {
  readonly spec: SimulatorSpec;
  readonly door: Door;
  readonly model: LaggingModel;
  readonly faults: Faults;
  readonly calls: Calls;
  readonly record: (heard: Heard) => LogEntry;
  drift(text: string): void;
  follow(effects: readonly Effect[], n?: number): void;
}

export function handling({
  spec,
  door,
  model,
  faults,
  calls,
  record,
  drift,
  follow,
}: Way): (request: Received) => Wire {
  const processed = (
    request: Received,
    how: Parameters<LaggingModel['handle']>[1],
  ): { readonly reply: Reply; readonly effects: readonly Effect[] } => {
    const admission = door.admit(request);
    if ('reply' in admission) return { reply: admission.reply, effects: [] };
    const answer = model.handle(admission.request, how);
    const { status, body, effects } = answer;
    return { reply: door.wrap?.(answer, request) ?? { status, body }, effects };
  };
  return (request) => {
    const write = spec.isWrite?.(request) ?? !['GET', 'HEAD'].includes(request.method);
    const route = spec.route(request.method, request.path);
    const hits = faults.hit({ write, route, literal: `${request.method} ${request.path}` });
    const heard = { request, route, write, hits };
    for (const text of hits.drifts) drift(text);
    calls.tick(faults.standing('calls'));
    const slowMs = Number(hits.names.get('slow') ?? 0);
    const swallowed = beforeFault(spec, hits);
    if (swallowed) {
      record({ ...heard, status: statusOf(swallowed) });
      return { ...swallowed, slowMs };
    }
    const staleReads = Number(hits.names.get('stale') ?? 0);
    const { reply, effects } = processed(request, { write, staleReads });
    const wire = afterFault(spec, hits, reply);
    const entry = record({ ...heard, status: statusOf(wire), reply });
    follow(effects, entry.n);
    return { ...wire, slowMs };
  };
}

/** 0: nothing was sent. */
const statusOf = (wire: Spoilt): number => ('reply' in wire ? wire.reply.status : 0);
