// What makes a write safe that may meet another object than it means, or whose answer may be lost.

import type { Answer, Learned, Request } from './call.js';
import type { Change, ChangeKey } from './change.js';
import type { ReadClient } from './connection.js';
import type { PlanContext } from './plan-context.js';

/** What is read before a write to an id that only an old ledger may have said. */
export interface Aim {
  path(changes: readonly Change[], context: PlanContext): string;
  /** Why it is another object, and what the ledger has to forget; then nothing is sent. Pure. */
  mistaken(
    answer: Answer,
    changes: readonly Change[],
    context: PlanContext,
  ): { readonly because: string; readonly facts: Learned['facts'] } | undefined;
}

export type AfterUnknown =
  /** Idempotent: send again. */
  | { readonly rule: 'repeat' }
  /** Read again: what is in effect is done, the rest is sent again. */
  | { readonly rule: 'look' }
  /** Creates whose secret is lost with the answer: undo (safe if absent or refused), then send again. */
  | { readonly rule: 'recreate'; undo(changes: readonly Change[]): Request }
  /**
   * Compare what is live now with what was before, as multisets; the provider finds the ids. Never sent twice, unless
   * the provider says what is certainly missing (`Found.rest`).
   * `request` is what was sent; absent after a crash.
   */
  | {
      readonly rule: 'compare';
      find(
        client: ReadClient,
        changes: readonly Change[],
        context: PlanContext,
        request?: Request,
      ): Promise<Found>;
    }
  /** Never sent again: say what a person must check. */
  | { readonly rule: 'stop' };

export type Found =
  | {
      readonly found: 'all' | 'none' | 'some';
      readonly done: readonly ChangeKey[];
      readonly learned: Learned;
      /** What is certainly missing, if it may be sent again at once; else the next round plans it. */
      readonly rest?: Request;
    }
  | { readonly found: 'unclear'; readonly message: string };
