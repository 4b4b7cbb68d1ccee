// Reads live again to see what became of a write; lists may lag behind writes, so a look is repeated with patience.

import type { Change, Found } from '../contract/index.js';
import { splitByEffect } from './in-effect.js';
import type { Job } from './job.js';
import { kindNamesOf, type Run } from './run.js';

/** Pauses before each look, ms. The first is short: most lists do not lag. */
const LOOKS_MS = [200, 1_000, 3_000] as const;
/** Pauses while an accepted write becomes visible, ms: about a minute in all. */
const VISIBLE_MS = [200, 500, 1_000, 2_000, 5_000, 5_000, 10_000, 10_000, 15_000, 15_000] as const;

export interface Looked {
  readonly done: readonly Change[];
  readonly rest: readonly Change[];
}

/** One look: which of the changes are in effect now. Ids that the read shows are kept. */
export async function look(job: Job, changes: readonly Change[]): Promise<Looked> {
  const { input, ids } = job.run;
  const live = await input.readLive(kindNamesOf(changes));
  for (const [address, id] of Object.entries(live.ids)) ids.set(address, id);
  return splitByEffect(changes, live, input.provider);
}

/** True if a read can show whether these changes are in effect. */
export function canLook(job: Job, changes: readonly Change[]): boolean {
  const { kinds } = job.run.input.provider;
  return changes.every(({ kind }) => kinds.find(({ name }) => name === kind)?.visibility === 'listed');
}

/** Looks until everything is in effect or patience ends. */
export function lookAgain(job: Job, changes: readonly Change[]): Promise<Looked> {
  return lookUntil(job, changes, LOOKS_MS);
}

/** For a write that was accepted and becomes visible later (udesk.md C25). */
export function waitUntilVisible(job: Job, changes: readonly Change[]): Promise<Looked> {
  return lookUntil(job, changes, VISIBLE_MS);
}

/**
 * Looks for what a write left behind until all of it is found or patience ends: what a list does not show yet may
 * still come (udesk.md C25), and must not be made a second time.
 */
export async function findPatiently({ input }: Run, find: () => Promise<Found>): Promise<Found> {
  let found: Found | undefined;
  for (const pause of LOOKS_MS) {
    await input.sleep(pause, input.signal);
    input.signal.throwIfAborted();
    found = await find();
    if (found.found === 'all' || found.found === 'unclear') return found;
  }
  return found ?? find();
}

const SETTLED_MS = 5_000;

/**
 * Gives a write that was sent the time to come about, where no read can show that it has: what was accepted and is not
 * yet done (udesk.md C25) would come about after its undo, or be missed by what needs it.
 */
export async function letSettle({ input }: Run): Promise<void> {
  await input.sleep(SETTLED_MS, input.signal);
  input.signal.throwIfAborted();
}

async function lookUntil(job: Job, changes: readonly Change[], pauses: readonly number[]): Promise<Looked> {
  const { sleep, signal } = job.run.input;
  let seen: Looked = { done: [], rest: changes };
  for (const pause of pauses) {
    await sleep(pause, signal);
    signal.throwIfAborted();
    seen = await look(job, changes);
    if (seen.rest.length === 0) return seen;
  }
  return seen;
}
