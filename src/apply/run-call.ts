// Runs one call of the plan: what may still go of it, when nobody's live call is cut, and with a trace on disk.

import type { LimitFunction } from 'p-limit';
import { type Call, type Change, type ChangeKey, type PlanContext, VendorError } from '../contract/index.js';
import { MissingIdError } from '../plan/substitute.js';
import { type BusyGate, waitForAgents } from './busy.js';
import { allDone, allFailed, hide, isWhole, type Job, newJob, type Parts, requestFor } from './job.js';
import { makeSecrets } from './keep-secrets.js';
import { begin, beginAhead, finish, notSent } from './note.js';
import type { Outcomes, Part } from './outcomes.js';
import { type Run, stopFor, whyStopped } from './run.js';
import { findPath, settle } from './settle.js';

/** What the calls of one round share. */
export interface Round {
  readonly run: Run;
  readonly context: PlanContext;
  readonly changes: ReadonlyMap<ChangeKey, Change>;
  readonly outcomes: Outcomes;
  readonly gate: BusyGate;
  /** Lets so many calls be at work at one time; waiting for agents happens outside. */
  readonly slot: LimitFunction;
  /** Lets as many again be at hand, so that a free place need not wait for the disk. */
  readonly hand: LimitFunction;
}

/** Resolves when every change of the call has its end. Rejects only when the center as a whole must stop. */
export async function runCall(round: Round, call: Call): Promise<void> {
  const { run } = round;
  let waitingSince: number | undefined;
  let pending = mayGo(round, call);
  while (pending.length > 0) {
    const asked = pending;
    const busy = await round.hand(() => {
      const noted = beginAhead(round, call, asked);
      return round.slot(() => attempt(round, call, asked, noted));
    });
    if (busy.length === 0) return;
    waitingSince ??= run.input.now();
    const because = await waitForAgents(run, call.id, round.gate.members(busy), waitingSince);
    pending = because === undefined ? busy : skip(round, busy, because);
  }
}

/** Makes what may go now; the rest comes back: their agents are in a call. */
async function attempt(
  round: Round,
  call: Call,
  asked: readonly Change[],
  noted: Promise<string> | undefined,
): Promise<readonly Change[]> {
  const because = whyStopped(round.run);
  if (because !== undefined) {
    await notSent(round.run, noted);
    return skip(round, asked, because);
  }
  const { free, busy } = await round.gate.sort(asked);
  if (busy.length > 0 && cannotSplit(round, call)) return asked;
  if (free.length > 0) await perform(round, call, free, noted);
  return busy;
}

/** The call's changes without those that something keeps back; what waits for these is kept back in turn. */
function mayGo(round: Round, call: Call): readonly Change[] {
  const { outcomes } = round;
  const known = call.changes.flatMap((key) => round.changes.get(key) ?? []);
  const blockers = new Map(known.map((change) => [change, outcomes.blocker(change)]));
  const first = [...blockers.values()].find((blocker) => blocker !== undefined);
  if (first === undefined) return known;
  const together = cannotSplit(round, call);
  return known.filter((change) => {
    const blocker =
      blockers.get(change) ??
      (together ? `goes together with a change that cannot be made: ${first}` : undefined);
    if (blocker !== undefined) outcomes.record(change.key, { status: 'skipped', because: blocker });
    return blocker === undefined;
  });
}

/** A whole list is sent with all of its changes: leaving one out would still make it. */
function cannotSplit({ run }: Round, call: Call): boolean {
  const operation = run.input.provider.operations[call.operation];
  return operation !== undefined && isWhole({ call, operation });
}

function skip({ outcomes }: Round, changes: readonly Change[], because: string): readonly Change[] {
  for (const { key } of changes) outcomes.record(key, { status: 'skipped', because });
  return [];
}

/** Sends the call, or the part of it that may go, and notes how it ended. */
async function perform(
  round: Round,
  call: Call,
  changes: readonly Change[],
  noted: Promise<string> | undefined,
): Promise<void> {
  const { run, outcomes } = round;
  const keys = changes.map(({ key }) => key);
  const startedAt = run.input.now();
  run.emit({
    event: 'call-start',
    call: call.id,
    method: call.method,
    path: hide(run, call.path),
    changes: keys,
  });
  const end = (part: Part): void =>
    run.emit({
      event: 'call-end',
      call: call.id,
      status: part.status,
      because: part.because,
      ms: Math.round(run.input.now() - startedAt),
    });
  try {
    const parts = await write(round, call, changes, noted);
    for (const [key, part] of parts) outcomes.record(key, part);
    end([...parts.values()].find(({ status }) => status !== 'done') ?? { status: 'done', because: null });
  } catch (error) {
    const because = hide(run, error instanceof Error ? error.message : 'stopped');
    const interrupted = run.input.signal.aborted;
    const part: Part = interrupted
      ? { status: 'skipped', because: 'interrupted; the next run finds out what became of it' }
      : { status: 'failed', because };
    for (const key of keys) outcomes.record(key, part);
    end(part);
    if (interrupted || error instanceof MissingIdError || isAboutThisCall(error)) return;
    stopFor(run, error);
    throw error;
  }
}

/** A read that the vendor refuses for one object (a probe, a confirmation) says nothing about the others. */
function isAboutThisCall(error: unknown): boolean {
  return error instanceof VendorError && error.code === 'refused';
}

async function write(
  round: Round,
  call: Call,
  changes: readonly Change[],
  noted: Promise<string> | undefined,
): Promise<Parts> {
  const { run, context } = round;
  const operation = run.input.provider.operations[call.operation];
  if (!operation)
    throw new Error(`The plan names an operation that the provider does not have: ${call.operation}.`);
  const job = newJob({ run, call, operation, context, gate: round.gate });
  if (!(await isNeeded(job, changes))) return allDone(changes);
  const mistaken = await mistakenAim(job, changes);
  if (mistaken !== undefined) return allFailed(changes, hide(run, mistaken));
  const request = requestFor(job, changes);
  await makeSecrets(run, request.body, context);
  const id = await (noted ?? begin(job, changes));
  try {
    const parts = await settle(job, changes, request);
    finish(job, id, parts);
    return parts;
  } catch (error) {
    // When the vendor may have done something, the write stays open, for the next run to find out.
    if (error instanceof VendorError && !job.sent) finish(job, id, new Map());
    throw error;
  }
}

/** A conditional call asks first. */
async function isNeeded(job: Job, changes: readonly Change[]): Promise<boolean> {
  const { probe } = job.operation;
  if (!probe) return true;
  const path = findPath(job, probe.path(changes));
  return probe.needed(await job.run.input.client.read({ method: 'GET', path }), changes, job.context);
}

/** Why the id that the ledger knows is not the one to write to, if so; the ledger forgets it. */
async function mistakenAim(job: Job, changes: readonly Change[]): Promise<string | undefined> {
  const { run, operation, context } = job;
  const { aim } = operation;
  if (!aim) return undefined;
  try {
    const path = findPath(job, aim.path(changes, context));
    const mistaken = aim.mistaken(await run.input.client.read({ method: 'GET', path }), changes, context);
    run.input.ledger.merge(mistaken?.facts);
    return mistaken?.because;
  } catch (error) {
    // Nothing is there: the vendor says so to the write as well.
    if (error instanceof MissingIdError || isAboutThisCall(error)) return undefined;
    throw error;
  }
}
