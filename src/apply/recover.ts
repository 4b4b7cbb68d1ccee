// After a crash: writes that the journal shows begun without an end are brought to theirs, before anything is planned.

import {
  type Change,
  type Found,
  type Live,
  type Operation,
  type PlanContext,
  VendorError,
} from '../contract/index.js';
import type { BeginEntry, EndEntry, Facts } from '../state/journal-entry.js';
import { splitByEffect } from './in-effect.js';
import { absorb, adviceOf, type Job, messageOf, newJob, transmit } from './job.js';
import { tellLost } from './keep-secrets.js';
import { findPatiently, letSettle } from './look.js';
import { kindNamesOf, type Run } from './run.js';

/**
 * Live as the cut-off run really left it. What it sent may have been accepted and not yet be done (udesk.md C25): a
 * write that would come about after this read, after its undo, or on top of what is planned now, gets its time first.
 */
export async function afterOpenWrites(run: Run, live: Live): Promise<Live> {
  const { open, provider, readLive } = run.input;
  const isPending = ({ account, changes }: BeginEntry): boolean =>
    account === live.account && splitByEffect(changes, live, provider).rest.length > 0;
  if (!open.some(isPending)) return live;
  await letSettle(run);
  return readLive();
}

/** True if something was written or learned, so that live must be read again. `live`: from `afterOpenWrites`. */
export async function recover(run: Run, live: Live): Promise<boolean> {
  let touched = false;
  for (const entry of run.input.open) {
    const end = await resolve(run, entry, live);
    if (end === 'open') continue;
    touched = true;
    await close(run, entry, end);
  }
  await run.input.ledger.save();
  return touched;
}

interface Resolved {
  readonly outcome: EndEntry['outcome'];
  readonly facts?: Facts;
}

function resolve(run: Run, entry: BeginEntry, live: Live): Promise<Resolved | 'open'> | Resolved {
  const operation = run.input.provider.operations[entry.operation];
  if (entry.account !== live.account || !operation) return foreign(run, entry);
  const { rest } = splitByEffect(entry.changes, live, run.input.provider);
  const rule = operation.afterUnknown;
  switch (rule.rule) {
    case 'repeat':
    case 'look':
      // Reading and planning anew says what is missing.
      return { outcome: 'replanned' };
    case 'recreate':
      return undo(jobOf(run, entry, operation, live), entry, rest, rule.undo);
    case 'compare':
      return compare(jobOf(run, entry, operation, live), entry, rule, rest.length === 0);
    case 'stop':
      return rest.length === 0 ? { outcome: 'done' } : tell(run, rest, adviceOf(operation));
  }
}

/** Nothing of it is ours to touch. */
function foreign(run: Run, entry: BeginEntry): Resolved {
  warn(
    run,
    'journal-foreign',
    `The journal names a write of another account or version (${entry.method} ${entry.path}); it is left alone.`,
  );
  return { outcome: 'told' };
}

/**
 * An object whose secret was in the lost answer is undone, so that the plan makes it anew; where it is in use (live
 * shows it, or the vendor refuses), it stays and its secret is reported lost (udesk.md C12).
 */
async function undo(
  job: Job,
  entry: BeginEntry,
  missing: readonly Change[],
  makeUndo: (changes: readonly Change[]) => Parameters<typeof transmit>[1],
): Promise<Resolved | 'open'> {
  const lost = entry.changes.filter((change) => change.action === 'create' && !missing.includes(change));
  for (const { address } of lost) tellLost(job.run, address, NOT_KEPT);
  const creates = missing.filter(({ action }) => action === 'create');
  if (creates.length === 0) return { outcome: lost.length > 0 ? 'told' : 'replanned' };
  const { verdict } = await transmit(job, makeUndo(creates));
  if (verdict.outcome === 'accepted') await letSettle(job.run);
  if (verdict.outcome === 'unknown') {
    // Still nobody knows: nothing is made on top of it, and the next run tries again.
    for (const { key } of creates)
      job.run.held.set(key, `an earlier write of it has no known end (${messageOf(verdict)})`);
    return 'open';
  }
  if (verdict.outcome === 'failed') {
    for (const { address } of creates) tellLost(job.run, address, NOT_KEPT);
    return { outcome: 'told' };
  }
  return { outcome: 'replanned', facts: Object.fromEntries(creates.map(({ address }) => [address, null])) };
}

const NOT_KEPT = 'the last run was cut off before it was kept';

/**
 * Compares with what was live before the write, as the journal kept it. Also where live shows all of it (`isThere`):
 * the answer that was lost may have told an id that no list shows (udesk.md C14).
 */
async function compare(
  job: Job,
  entry: BeginEntry,
  rule: Extract<Operation['afterUnknown'], { rule: 'compare' }>,
  isThere: boolean,
): Promise<Resolved> {
  const find = (): Promise<Found> => rule.find(job.run.input.client, entry.changes, job.context);
  const found = isThere ? await find() : await findPatiently(job.run, find);
  if (found.found === 'unclear' && isThere) return { outcome: 'done' };
  if (found.found === 'unclear')
    return tell(job.run, entry.changes, `${found.message}; ${adviceOf(job.operation)}`);
  await absorb(
    job,
    found.learned,
    entry.changes.filter(({ key }) => found.done.includes(key)),
  );
  return { outcome: found.found === 'none' ? 'replanned' : 'done', facts: job.facts };
}

/** A person is told once, and these changes are not sent in this run; the next one goes by what it reads. */
function tell(run: Run, changes: readonly Change[], next: string): Resolved {
  for (const change of changes) {
    run.held.set(change.key, `an earlier run was cut off while it made this change: ${next}`);
    warn(
      run,
      'write-unknown',
      `Nobody knows whether ${change.key} was done before the last run was cut off: ${next}`,
      change,
    );
  }
  return { outcome: 'told' };
}

function warn(run: Run, code: string, message: string, change?: Change): void {
  run.problems.push({
    code,
    severity: 'warning',
    message: run.input.redactor.text(message),
    address: change?.address ?? null,
  });
}

async function close(run: Run, entry: BeginEntry, { outcome, facts }: Resolved): Promise<void> {
  run.input.ledger.merge(facts);
  await run.input.journal.append({
    type: 'end',
    at: new Date(run.input.now()).toISOString(),
    write: entry.write,
    outcome,
    done: [],
    ...(facts ? { facts } : {}),
  });
}

/** The write as it was, seen from today: its context is today's plan over what was live before it. */
function jobOf(run: Run, entry: BeginEntry, operation: Operation, live: Live): Job {
  const { context } = run.input.planAgain(live, run.input.ledger.current());
  const call = {
    ...entry,
    id: entry.write,
    changes: entry.changes.map(({ key }) => key),
    after: [],
    wave: 1,
  };
  if (!isMethod(call.method))
    throw new VendorError('refused', `The journal names the method ${call.method}, which is none.`);
  return newJob({
    run,
    operation,
    call: { ...call, method: call.method },
    context: entry.before ? asBefore(context, kindNamesOf(entry.changes), entry.before) : context,
  });
}

/** Of its kinds, what was live before it and nothing else; there may have been none. */
function asBefore(
  context: PlanContext,
  kinds: ReadonlySet<string>,
  { resources, ids }: NonNullable<BeginEntry['before']>,
): PlanContext {
  const others = [...context.live.resources].filter(([, { kind }]) => !kinds.has(kind));
  const before = new Map([...others, ...resources.map((one) => [one.address, one] as const)]);
  return {
    ...context,
    live: { ...context.live, resources: before, ids: { ...context.live.ids, ...ids } },
    before: (address) => before.get(address),
  };
}

function isMethod(method: string): method is 'GET' | 'POST' | 'PUT' | 'DELETE' {
  return ['GET', 'POST', 'PUT', 'DELETE'].includes(method);
}
