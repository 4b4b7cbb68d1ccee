// What applying one center needs from outside, and what it tells while it runs.

import type {
  Address,
  ApplyEvent,
  Change,
  ChangeKey,
  Desired,
  EventDetail,
  Ledger,
  Live,
  Problem,
  Provider,
} from '../contract/index.js';
import type { Client } from '../http/client.js';
import type { Planned } from '../plan/plan.js';
import type { Redactor } from '../secrets/redact.js';
import type { Sink } from '../secrets/sink.js';
import type { Vault } from '../secrets/vault.js';
import type { BeginEntry, Journal } from '../state/journal.js';
import type { LedgerStore } from '../state/ledger-store.js';

export interface ApplyInput {
  readonly desired: Desired;
  readonly provider: Provider;
  readonly client: Pick<Client, 'read' | 'send' | 'stats'>;
  readonly vault: Vault;
  readonly redactor: Redactor;
  /** Undefined when there is none: a plan that makes secrets is refused. */
  readonly sink?: Sink;
  readonly journal: Journal;
  /** Writes of earlier runs that began and have no end. */
  readonly open: readonly BeginEntry[];
  readonly ledger: LedgerStore;
  /** Reads the account, all of it or these kinds. Throws VendorError. */
  readLive(kinds?: ReadonlySet<string>): Promise<Live>;
  /** The one planner. Pure. */
  planAgain(live: Live, ledger: Ledger): Planned;
  /** Asks, after the first plan is known; false: nothing is sent. Default: yes. */
  approve?(planned: Planned): boolean | Promise<boolean>;
  /** Which changes of a plan may be made, with the reason for each that may not (a saved plan). Default: all. */
  permit?(planned: Planned): ReadonlyMap<ChangeKey, string>;
  /** Calls at work at one time. */
  readonly concurrency: number;
  /** How long to wait for agents in a call, ms. */
  readonly drainTimeoutMs: number;
  readonly onEvent: (event: ApplyEvent) => void;
  /** Aborted on SIGINT: no new call; calls in flight are finished. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** A random whole number below `below`, fit for passwords (crypto.randomInt). */
  readonly pick: (below: number) => number;
  /** Resolves after `ms`, at once when `signal` is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Unique to this run; names its writes in the journal. */
  readonly runId: string;
  /** Warnings from before (files, ledger, clock) that belong into the result. */
  readonly problems?: readonly Problem[];
}

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
export function kindsOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.map((change) => change.kind));
}
