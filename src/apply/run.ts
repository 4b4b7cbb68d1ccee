// One run of apply: what it has learned so far, and whether it may go on. A run has rounds, each with a plan of its own
// (rounds.ts); a round runs the calls of its plan (run-call.ts); a call on its way to the vendor is a job (job.ts).

import type { Address, Change, ChangeKey, EventDetail, Problem } from '../contract/index.js';
import type { ApplyInput } from './input.js';

/** The state of one run of one center, shared by its rounds. */
export interface Run {
  readonly input: ApplyInput;
  /** Vendor ids that answers and reads taught us, by address. */
  readonly ids: Map<Address, string>;
  /** Changes that are not sent (again) in this run, with the reason. */
  readonly held: Map<ChangeKey, string>;
  readonly problems: Problem[];
  readonly secrets: { readonly address: Address; readonly sink: string }[];
  account: string;
  /** Counts the writes of this run. */
  writes: number;
  /** Ends of calls on their way to disk; a round is over when all of its are there. */
  readonly ends: Promise<void>[];
  /** Set once no new call may start: why, and what the result is then. */
  stopped?: { readonly because: string; readonly kind: 'interrupted' | 'refused' | 'error' };
  emit(event: EventDetail): void;
}

/** Starts the state of a run. */
export function startRun(input: ApplyInput): Run {
  return {
    input,
    ids: new Map(),
    held: new Map(),
    problems: [...(input.problems ?? [])],
    secrets: [],
    account: '',
    writes: 0,
    ends: [],
    emit(event) {
      input.onEvent({ at: new Date(input.now()).toISOString(), center: input.desired.center, ...event });
    },
  };
}

/** Why no new call may start, if so. */
export function whyStopped(run: Run): string | undefined {
  if (run.input.signal.aborted)
    run.stopped ??= { because: 'interrupted before it was sent', kind: 'interrupted' };
  return run.stopped?.because;
}

/** No new call starts after an error of the center as a whole. */
export function stopFor(run: Run, error: unknown): void {
  const why = error instanceof Error ? run.input.redactor.text(error.message) : 'stopped';
  run.stopped ??= { because: `not sent: ${why}`, kind: 'error' };
}

/** The kinds of these changes, as a read's scope. */
export function kindNamesOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.map((change) => change.kind));
}
