// What happens while a plan is applied, as it happens.

import type { ChangeKey } from './change.js';
import type { Address } from './value.js';

interface EventBase {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly center: string;
}

/** One line of `--format ndjson`. No secret is in it. */
export type ApplyEvent = EventBase & EventDetail;

export type EventDetail =
  | {
      readonly event: 'call-start';
      readonly call: string;
      readonly method: string;
      readonly path: string;
      readonly changes: readonly ChangeKey[];
    }
  | {
      readonly event: 'call-end';
      readonly call: string;
      readonly status: 'done' | 'failed' | 'skipped';
      readonly because: string | null;
      readonly ms: number;
    }
  | {
      readonly event: 'wait';
      readonly call: string;
      readonly because: string;
      readonly addresses: readonly Address[];
    }
  | { readonly event: 'round'; readonly round: number; readonly changes: number; readonly calls: number }
  | { readonly event: 'end'; readonly status: string; readonly callCount: number; readonly reads: number };
