// The ledger during a run: merged in memory at once, written to disk when asked (the journal has the facts till then).

import type { Ledger } from '../contract/index.js';
import type { Facts } from './journal-entry.js';
import { ledgerFor, mergeFacts, saveLedger } from './ledger.js';

export interface LedgerStore {
  current(): Ledger;
  merge(facts: Facts | undefined): void;
  /** Says whose account it is; another account's facts are dropped (true if they were). */
  bind(account: string): boolean;
  /** Writes it, if it changed since the last time. */
  save(): Promise<void>;
}

/** A store that begins with `ledger` and is kept at `path`. */
export function createLedgerStore(path: string, ledger: Ledger): LedgerStore {
  let current = ledger;
  let pending = new Map<string, Facts[string]>();
  let saved = ledger;
  // Merging is lazy: thousands of calls must not copy thousands of facts each.
  const settle = (): Ledger => {
    if (pending.size > 0) {
      current = mergeFacts(current, Object.fromEntries(pending));
      pending = new Map();
    }
    return current;
  };
  return {
    current: settle,
    merge(facts) {
      for (const [address, fact] of Object.entries(facts ?? {})) pending.set(address, fact);
    },
    bind(account) {
      const before = settle();
      const bound = ledgerFor(before, account);
      current = bound.ledger;
      return bound.warning !== undefined;
    },
    async save() {
      const now = settle();
      if (now === saved) return;
      await saveLedger(path, now);
      saved = now;
    },
  };
}
