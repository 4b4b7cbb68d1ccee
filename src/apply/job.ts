// One write on its way: which call, for which of its changes, and what it has taught so far.

import {
  type Body,
  type Call,
  type Change,
  type ChangeKey,
  type Learned,
  type Operation,
  type PlanContext,
  type Request,
  type SecretRef,
  VendorError,
  type Verdict,
} from '../contract/index.js';
import type { Sent } from '../http/client.js';
import { overlay } from '../plan/overlay.js';
import { fillBody, fillPath, MissingIdError } from '../plan/substitute.js';
import type { Facts } from '../state/journal-entry.js';
import type { BusyGate } from './busy.js';
import { keepSecret } from './keep-secrets.js';
import { type Part, partsFailed } from './outcomes.js';
import type { Run } from './run.js';

export interface Job {
  readonly run: Run;
  readonly call: Call;
  readonly operation: Operation;
  readonly context: PlanContext;
  /** Facts learned, for the journal's end entry. */
  readonly facts: Record<string, Facts[string]>;
  /** Set when a person was told to look. */
  told: boolean;
  /** How often its end was unknown. */
  unknowns: number;
  /** Set once the vendor may have done something: from then on an error leaves the write open in the journal. */
  sent: boolean;
  /** Asked again before anything is sent a second time. */
  readonly gate?: BusyGate;
}

export function newJob(of: Pick<Job, 'run' | 'call' | 'operation' | 'context' | 'gate'>): Job {
  return { ...of, facts: {}, told: false, unknowns: 0, sent: false };
}

/** One request serves all of its changes, or none: it cannot be made for some of them. */
export function isWhole({ call, operation }: Pick<Job, 'call' | 'operation'>): boolean {
  return call.whole === true || operation.wholeList === true;
}

export type Parts = Map<ChangeKey, Part>;

/** The request of a call, or of some of its changes. */
export function requestFor(
  { call, operation, context }: Pick<Job, 'call' | 'operation' | 'context'>,
  changes: readonly Change[],
): Request {
  if (changes.length < call.changes.length) return operation.request(changes, call.about, context);
  const { method, path, body, over } = call;
  return { method, path, ...(body === undefined ? {} : { body }), ...(over === undefined ? {} : { over }) };
}

/** Fills in ids and secrets, reads what must be kept, and sends. A missing id is a definite failure: nothing was sent. */
export async function transmit(job: Job, request: Request): Promise<Sent> {
  const sent = await fillAndSend(job, request);
  if (sent.verdict.outcome !== 'failed') job.sent = true;
  return sent;
}

async function fillAndSend(job: Job, request: Request): Promise<Sent> {
  const { client, vault } = job.run.input;
  const findId = (address: string): string | undefined =>
    job.run.ids.get(address) ?? job.context.live.ids[address];
  try {
    const reveal = (ref: SecretRef): string => vault.reveal(ref);
    const body = request.body === undefined ? undefined : fillBody(request.body, findId, reveal);
    const path = fillPath(request.path, findId);
    if (!request.over)
      return await client.send({ method: request.method, path, ...(body === undefined ? {} : { body }) });
    const kept = await client.read({ method: 'GET', path: fillPath(request.over.path, findId) });
    return await client.send({
      method: request.method,
      path,
      body: overlay(kept.body, request.over.keep, body) as Body,
    });
  } catch (error) {
    if (error instanceof MissingIdError) return failed('missing-id', `${error.message}; run again`);
    // A read before the write failed for this object alone: the write was not sent.
    if (error instanceof VendorError && (error.code === 'refused' || error.code === 'bad-answer')) {
      return failed(error.code, error.message);
    }
    throw error;
  }
}

function failed(code: string, message: string): Sent {
  return { verdict: { outcome: 'failed', code, message } };
}

/**
 * Takes in what an answer taught: secrets first (they must be kept before anything else can go wrong), then ids and
 * facts; the ends of the changes come back.
 */
export async function absorb(job: Job, learned: Learned, changes: readonly Change[]): Promise<Parts> {
  const { run } = job;
  for (const [address, id] of Object.entries(learned.ids ?? {})) run.ids.set(address, id);
  for (const secret of learned.secrets ?? []) await keepSecret(run, secret);
  Object.assign(job.facts, learned.facts ?? {});
  run.input.ledger.merge(learned.facts);
  const parts = allDone(changes);
  for (const { change, message } of learned.notes ?? [])
    parts.set(change, { status: 'done', because: hide(run, message) });
  for (const failure of learned.failed ?? []) addFailure(parts, failure, run);
  return parts;
}

/** A failure with an id is one part of a change (a contact); without one it is the change itself. */
function addFailure(parts: Parts, failure: NonNullable<Learned['failed']>[number], run: Run): void {
  const message = hide(run, failure.message);
  const before = parts.get(failure.change);
  if (failure.id === undefined) {
    parts.set(failure.change, { ...before, status: 'failed', because: message, partly: false });
    return;
  }
  const details = [...(before?.details ?? []), { id: failure.id, message }];
  const wholly = before?.status === 'failed' && before.partly === false;
  parts.set(failure.change, {
    status: 'failed',
    because: wholly ? before.because : partsFailed(details.length),
    details,
    partly: !wholly,
  });
}

/** What a person is to do about a write whose end nobody knows. */
export function adviceOf({ advice = '' }: Operation): string {
  return advice.trim() || 'check at the vendor whether it is there, then run again';
}

export function hide(run: Run, message: string): string {
  return run.input.redactor.text(message);
}

export function allDone(changes: readonly Change[], because: string | null = null): Parts {
  return new Map(changes.map((change) => [change.key, { status: 'done', because }]));
}

export function allFailed(changes: readonly Change[], because: string, more: Partial<Part> = {}): Parts {
  return new Map(changes.map((change) => [change.key, { status: 'failed', because, ...more }]));
}

/** Changes that may be sent again now; the others wait for the next round, because an agent took a call meanwhile. */
export async function onlyFree(
  job: Job,
  changes: readonly Change[],
  parts: Parts,
): Promise<readonly Change[]> {
  if (!job.gate) return changes;
  const { free, busy } = await job.gate.sort(changes);
  for (const { key } of busy) {
    const because = 'an agent took a call before it could be sent again';
    parts.set(key, { status: 'failed', because, later: true });
  }
  return free;
}

export function messageOf(verdict: Verdict): string {
  return 'message' in verdict ? verdict.message : verdict.outcome;
}
