// Opens what a run keeps of one center: its ledger and its journal, brought together after whatever ended the last run.

import { join } from 'node:path';
import type { Problem } from '../contract/index.js';
import { type Journal, openJournal, readJournal, retireJournal } from './journal.js';
import type { BeginEntry } from './journal-entry.js';
import { emptyLedger, loadLedger } from './ledger.js';
import { createLedgerStore, type LedgerStore } from './ledger-store.js';

export interface StatePaths {
  readonly ledger: string;
  readonly journal: string;
  readonly lock: string;
  readonly secrets: string;
}

/** Where a center's files are. The center's name is checked by the schema and safe as a file name. */
export function statePaths(stateDir: string, center: string): StatePaths {
  return {
    ledger: join(stateDir, `${center}.ledger.json`),
    journal: join(stateDir, `${center}.journal.jsonl`),
    lock: join(stateDir, `${center}.lock`),
    secrets: join(stateDir, `${center}.secrets.jsonl`),
  };
}

/** What a command that only reads needs: the ledger with the journal's facts laid over it. Nothing is written. */
export async function readCenterState(
  paths: StatePaths,
  center: string,
): Promise<{ ledger: LedgerStore; open: readonly BeginEntry[]; warnings: readonly Problem[] }> {
  const loaded = await loadLedger(paths.ledger, center);
  const journal = await readJournal(paths.journal);
  const ledger = createLedgerStore(paths.ledger, loaded.ledger ?? emptyLedger(center));
  ledger.merge(journal.facts);
  return {
    ledger,
    open: journal.open,
    warnings: [...loaded.warnings, ...damage(paths.journal, journal.damaged)],
  };
}

/** The same for apply, which holds the lock: a journal that is settled is put aside, and a new one is opened. */
export async function openCenterState(paths: StatePaths, center: string) {
  const state = await readCenterState(paths, center);
  await state.ledger.save();
  if (state.open.length === 0) await retireJournal(paths.journal);
  const journal: Journal = await openJournal(paths.journal);
  return { ...state, journal };
}

function damage(path: string, lines: number): Problem[] {
  if (lines === 0) return [];
  return [
    {
      code: 'journal-damaged',
      severity: 'warning',
      message:
        `${lines} line${lines === 1 ? '' : 's'} of the journal ${path} cannot be read (a crash may cut the last one); ` +
        'the rest is used. Look at the vendor for a write that may have been lost.',
      address: null,
    },
  ];
}
