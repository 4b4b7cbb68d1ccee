// What applying one center needs from outside.

import type { ApplyEvent, ChangeKey, Desired, Ledger, Live, Problem, Provider } from '../contract/index.js';
import type { Client } from '../http/client.js';
import type { Planned } from '../plan/plan.js';
import type { Redactor } from '../secrets/redact.js';
import type { Sink } from '../secrets/sink.js';
import type { Vault } from '../secrets/vault.js';
import type { Journal } from '../state/journal.js';
import type { BeginEntry } from '../state/journal-entry.js';
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
