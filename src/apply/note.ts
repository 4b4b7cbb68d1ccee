// Notes every call in the journal: its beginning is on disk before it is sent, its end as soon as it is known.

import type { Call, Change, PlanContext } from '../contract/index.js';
import { secretRefsOf } from '../plan/substitute.js';
import type { BeginEntry, EndEntry } from '../state/journal-entry.js';
import type { BusyGate } from './busy.js';
import type { Job, Parts } from './job.js';
import { kindNamesOf, type Run, stopFor, whyStopped } from './run.js';

type Beginning = Pick<Job, 'run' | 'call' | 'operation' | 'context'>;

/** Intents reach the ledger, and the write the journal on disk, before anything is sent. Tells the write's name. */
export async function begin(
  { run, call, operation, context }: Beginning,
  changes: readonly Change[],
): Promise<string> {
  const facts = operation.intend?.(changes, context);
  run.input.ledger.merge(facts);
  const { known } = run.input.redactor;
  const write = `${run.input.runId}-${++run.writes}`;
  const entry: BeginEntry = {
    type: 'begin',
    at: new Date(run.input.now()).toISOString(),
    write,
    account: run.account,
    operation: call.operation,
    method: call.method,
    path: call.path,
    changes: known(changes),
    ...(facts ? { facts } : {}),
    ...(operation.afterUnknown.rule === 'compare' ? { before: known(before(context, changes)) } : {}),
  };
  await run.input.journal.append(entry);
  return write;
}

function before({ live }: PlanContext, changes: readonly Change[]): NonNullable<BeginEntry['before']> {
  const kinds = kindNamesOf(changes);
  const resources = [...live.resources.values()].filter(({ kind }) => kinds.has(kind));
  const ids = resources.flatMap(({ address }) => {
    const id = live.ids[address];
    return id === undefined ? [] : [[address, id] as const];
  });
  return { resources, ids: Object.fromEntries(ids) };
}

/**
 * Notes the beginning of a call that waits for its place: what is noted and was never sent looks, after a crash, like
 * what was sent and never came to be. So only where that is all the same: nothing is asked before it is sent, no
 * secret is made for it, and it is repeated or looked for, never undone or left to a person.
 */
export function beginAhead(
  { run, context, gate }: { readonly run: Run; readonly context: PlanContext; readonly gate: BusyGate },
  call: Call,
  changes: readonly Change[],
): Promise<string> | undefined {
  const operation = run.input.provider.operations[call.operation];
  if (!operation || whyStopped(run) !== undefined) return undefined;
  const { afterUnknown, probe, aim, intend } = operation;
  const isPlain = ['repeat', 'look'].includes(afterUnknown.rule) && !probe && !aim && !intend;
  if (!isPlain || secretRefsOf(call.body).length > 0 || gate.members(changes).length > 0) return undefined;
  const noted = begin({ run, call, operation, context }, changes);
  // Whoever sends it waits for it and hears why it failed.
  noted.catch(() => undefined);
  return noted;
}

/** Ends a write that was noted ahead and will not be sent. */
export async function notSent(run: Run, noted: Promise<string> | undefined): Promise<void> {
  const write = await noted?.catch(() => undefined);
  if (write !== undefined) noteEnd(run, { write, outcome: 'failed', done: [] });
}

/** Notes how a write ended. */
export function finish({ run, told, facts }: Job, write: string, parts: Parts): void {
  const done = [...parts].filter(([, { status }]) => status === 'done').map(([key]) => key);
  noteEnd(run, {
    write,
    outcome: told ? 'told' : done.length > 0 ? 'done' : 'failed',
    done,
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
  });
}

/**
 * Does not wait for the disk: the next call may go meanwhile. That breaks no promise: a crash before this end is on disk
 * finds a write without an end, as one between the answer and the disk always may. What waits for this call is noted
 * after it, and the journal keeps its order; only what was noted ahead may be sent before this end is on disk.
 */
function noteEnd(run: Run, end: Omit<EndEntry, 'type' | 'at'>): void {
  const noted = run.input.journal.append({
    type: 'end',
    at: new Date(run.input.now()).toISOString(),
    ...end,
  });
  run.ends.push(noted);
  // A journal that cannot be written stops the center at once; the round throws the reason.
  noted.catch((error: unknown) => stopFor(run, error));
}
