// The ledger file: read with distrust, bound to its center and account, written whole or not at all.

import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Fact, Ledger, Problem } from '../contract/index.js';
import { makeFolder } from './folder.js';
import { type Facts, isFact } from './journal-entry.js';
import { readIfThere } from './system-error.js';

export interface LoadedLedger {
  /** Undefined when there is none that can be used. */
  readonly ledger?: Ledger;
  readonly warnings: readonly Problem[];
}

/** A ledger that knows nothing; always safe. */
export function emptyLedger(center: string, account = ''): Ledger {
  return { formatVersion: 1, center, account, facts: {} };
}

/** Reads the file. A damaged one is kept aside as `PATH.damaged`; another center's is left alone; both only warn. */
export async function loadLedger(path: string, center: string): Promise<LoadedLedger> {
  const text = await readIfThere(path);
  if (text === undefined) return { warnings: [] };
  const ledger = parseLedger(text);
  if (!ledger) {
    // Where the folder cannot be written, the file stays: it is not used either way.
    const aside = `${path}.damaged`;
    const kept = await rename(path, aside).then(
      () => `it is kept as ${aside} and not used`,
      () => 'it is not used',
    );
    return { warnings: [warning('ledger-damaged', `The ledger ${path} cannot be understood; ${kept}.`)] };
  }
  if (ledger.center !== center) {
    return {
      warnings: [
        warning(
          'ledger-foreign',
          `The ledger ${path} belongs to center ${JSON.stringify(ledger.center)}; it is not used. ` +
            'Give each center its own --state-dir, or remove the file.',
        ),
      ],
    };
  }
  return { ledger, warnings: [] };
}

/**
 * The ledger to use for the account that we are signed in as: the loaded one if it is this account's (or not bound
 * yet), else an empty one and a warning; then live must be read again with the empty one.
 */
export function ledgerFor(
  loaded: Ledger,
  account: string,
): { readonly ledger: Ledger; readonly warning?: Problem } {
  if (loaded.account === account) return { ledger: loaded };
  if (loaded.account === '') return { ledger: { ...loaded, account } };
  return {
    ledger: emptyLedger(loaded.center, account),
    warning: warning(
      'ledger-foreign',
      `The ledger of ${loaded.center} was written for another account of the vendor; it is not used.`,
    ),
  };
}

/** `ledger` with `facts` laid over it, address by address; `null` forgets one. Pure. */
export function mergeFacts(ledger: Ledger, facts: Facts): Ledger {
  const merged = new Map<string, Fact>(Object.entries(ledger.facts));
  for (const [address, fact] of Object.entries(facts)) {
    if (fact === null) merged.delete(address);
    else merged.set(address, fact);
  }
  return { ...ledger, facts: Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Writes the file: after a crash it is the old or the new one, never a part. */
export async function saveLedger(path: string, ledger: Ledger): Promise<void> {
  makeFolder(dirname(path), 0o700);
  await writeFileAtomic(path, `${JSON.stringify(ledger, null, 2)}\n`, { mode: 0o600 });
}

/** Pure part of `loadLedger`; undefined when the text is not a ledger. */
export function parseLedger(text: string): Ledger | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLedger(value)
      ? mergeFacts({ ...emptyLedger(value.center, value.account) }, value.facts)
      : undefined;
  } catch {
    return undefined;
  }
}

function isLedger(value: unknown): value is Ledger {
  if (typeof value !== 'object' || value === null) return false;
  const { formatVersion, center, account, facts } = value as Record<string, unknown>;
  return (
    formatVersion === 1 &&
    typeof center === 'string' &&
    typeof account === 'string' &&
    typeof facts === 'object' &&
    facts !== null &&
    !Array.isArray(facts) &&
    Object.values(facts).every(isFact)
  );
}

function warning(code: string, message: string): Problem {
  return { code, severity: 'warning', message, address: null };
}
