// The journal: every write is noted on disk before it is sent and after its end, so that no crash hides one.

import { rename, rm, stat } from 'node:fs/promises';
import type { Fact } from '../contract/index.js';
import { openAppendFile } from './append-file.js';
import { type BeginEntry, type Facts, isEntry, type JournalEntry } from './journal-entry.js';
import { hasCode, readIfThere } from './system-error.js';

export interface Journal {
  /** Resolves when the entry is on disk. */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}

export interface JournalRead {
  /** Writes begun without an end, oldest first. */
  readonly open: readonly BeginEntry[];
  /** Facts of every entry, later ones over earlier ones. `null` forgets. */
  readonly facts: Facts;
  /** Lines that could not be read: a torn last line after a crash, or a damaged file. */
  readonly damaged: number;
}

/** Opens the journal for appending. */
export async function openJournal(path: string): Promise<Journal> {
  const file = await openAppendFile(path);
  return { append: (entry) => file.append(JSON.stringify(entry)), close: () => file.close() };
}

/** Reads the journal of earlier runs; a missing file is an empty one. */
export async function readJournal(path: string): Promise<JournalRead> {
  return parseJournal((await readIfThere(path)) ?? '');
}

/** Pure part of `readJournal`. Text is hostile: what is not an entry is counted and passed over. */
export function parseJournal(text: string): JournalRead {
  const begun = new Map<string, BeginEntry>();
  const facts = new Map<string, Fact | null>();
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const entry = parseLine(line);
    if (!entry) {
      damaged++;
      continue;
    }
    if (entry.type === 'begin') begun.set(entry.write, entry);
    else begun.delete(entry.write);
    for (const [address, fact] of Object.entries(entry.facts ?? {})) facts.set(address, fact);
  }
  return { open: [...begun.values()], facts: Object.fromEntries(facts), damaged };
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Puts a journal whose writes are all settled aside, so that it does not grow for ever.
 * Call it only when its facts are in the ledger on disk. The last one is kept as `PATH.old`, for people.
 */
export async function retireJournal(path: string): Promise<void> {
  const { size } = await stat(path).catch(() => ({ size: undefined }));
  if (size === 0) return rm(path, { force: true });
  await rename(path, `${path}.old`).catch(async (error: unknown) => {
    if (!hasCode(error, 'ENOENT')) await rm(path, { force: true });
  });
}
