// What to do when nobody knows whether a write was done: each operation declares one of five rules, none of them a guess.

import type { Change, Operation, Request } from '../contract/index.js';
import type { Sent } from '../http/client.js';
import {
  absorb,
  adviceOf,
  allDone,
  allFailed,
  hide,
  type Job,
  onlyFree,
  type Parts,
  requestFor,
  transmit,
} from './job.js';
import { tellLost } from './keep-secrets.js';
import { canLook, findPatiently, letSettle, lookAgain } from './look.js';

/** How often a write whose answer is lost is sent again, where the rule allows it. */
const TRIES = 3;
const LATER = 'its answer was lost, and an agent took a call before it could be sent again';
const PAUSE_MS = [500, 2_000, 5_000] as const;

/** What the rule came to: ends that are known now, and for the rest of the changes the answer to a later request. */
export interface Followed {
  readonly parts: Parts;
  readonly again?: SentAgain;
}

export interface SentAgain {
  readonly changes: readonly Change[];
  readonly request: Request;
  readonly sent: Sent;
  /** The other way to write the body was not tried yet. */
  readonly mayFallBack: boolean;
}

/** Applies the operation's rule. `message` says how the answer was lost. */
export async function afterUnknown(
  job: Job,
  changes: readonly Change[],
  request: Request,
  message: string,
): Promise<Followed> {
  const rule = job.operation.afterUnknown;
  // Each rule bounds itself; one that leads to another unknown end must not go on for ever.
  if (job.unknowns++ >= TRIES) return { parts: await stillUnknown(job, changes, message) };
  switch (rule.rule) {
    case 'repeat':
      return repeat(job, changes, request, message);
    case 'look':
      return lookThenSend(job, changes, message);
    case 'recreate':
      return recreate(job, changes, request, rule.undo(changes), message);
    case 'compare':
      return compare(job, changes, request, rule, message);
    case 'stop':
      return { parts: tell(job, changes, message) };
  }
}

async function repeat(
  job: Job,
  changes: readonly Change[],
  request: Request,
  message: string,
): Promise<Followed> {
  for (let made = 0; made < TRIES; made++) {
    await pause(job, made);
    const kept: Parts = new Map();
    const free = await onlyFree(job, changes, kept);
    if (free.length < changes.length)
      return { parts: new Map([...allFailed(changes, LATER, { later: true }), ...kept]) };
    const sent = await transmit(job, request);
    if (sent.verdict.outcome !== 'unknown') return sentAgain(changes, request, sent);
  }
  return { parts: await stillUnknown(job, changes, message) };
}

function sentAgain(
  changes: readonly Change[],
  request: Request,
  sent: Sent,
  { parts = new Map(), mayFallBack = true }: { parts?: Parts; mayFallBack?: boolean } = {},
): Followed {
  return { parts, again: { changes, request, sent, mayFallBack } };
}

/** What is in effect is done; the rest is sent again, as a request for the rest alone. */
async function lookThenSend(job: Job, changes: readonly Change[], message: string): Promise<Followed> {
  const parts: Parts = new Map();
  let rest = changes;
  for (let made = 0; made < TRIES; made++) {
    const seen = await lookAgain(job, rest);
    for (const [key, part] of await absorb(job, {}, seen.done)) parts.set(key, part);
    rest = await onlyFree(job, seen.rest, parts);
    if (rest.length === 0) return { parts };
    const request = requestFor(job, rest);
    const sent = await transmit(job, request);
    if (sent.verdict.outcome !== 'unknown') return sentAgain(rest, request, sent, { parts });
  }
  return { parts: new Map([...parts, ...(await stillUnknown(job, rest, message))]) };
}

/** The secret is lost with the answer: undo, which is safe if nothing is there or it is refused, and make it again. */
async function recreate(
  job: Job,
  changes: readonly Change[],
  request: Request,
  undo: Request,
  message: string,
): Promise<Followed> {
  for (let made = 0; made < TRIES; made++) {
    // Not at once: what was accepted and not yet done (udesk.md C25) would come about after its undo.
    await letSettle(job.run);
    const undone = await transmit(job, undo);
    if (undone.verdict.outcome === 'unknown') continue;
    if (undone.verdict.outcome === 'accepted') await letSettle(job.run);
    if (undone.verdict.outcome === 'failed')
      return { parts: secretLost(job, changes, undone.verdict.message) };
    const sent = await transmit(job, request);
    if (sent.verdict.outcome !== 'unknown') return sentAgain(changes, request, sent);
  }
  return { parts: await stillUnknown(job, changes, message) };
}

/** It exists and is in use, so it stays; but its secret is known to nobody. */
function secretLost(job: Job, changes: readonly Change[], message: string): Parts {
  const because = `its answer was lost, and with it its secret, and it cannot be made again: ${hide(job.run, message)}`;
  for (const { address } of changes) tellLost(job.run, address, 'its answer never arrived');
  job.told = true;
  return allFailed(changes, because);
}

async function compare(
  job: Job,
  changes: readonly Change[],
  request: Request,
  rule: Extract<Operation['afterUnknown'], { rule: 'compare' }>,
  message: string,
): Promise<Followed> {
  const found = await findPatiently(job.run, () =>
    rule.find(job.run.input.client, changes, job.context, request),
  );
  if (found.found === 'unclear') return { parts: tell(job, changes, `${message}; ${found.message}`) };
  const done = changes.filter(({ key }) => found.done.includes(key));
  const parts = await absorb(job, found.learned, done);
  const rest = changes.filter((change) => !done.includes(change));
  if (found.rest && (await onlyFree(job, rest, new Map())).length === rest.length) {
    return sentAgain(rest, found.rest, await transmit(job, found.rest), { parts, mayFallBack: false });
  }
  // Never sent twice here: the next round reads again, and only if it is still missing plans it again.
  const because = `the answer was lost (${hide(job.run, message)}) and the vendor does not show it`;
  return { parts: new Map([...parts, ...allFailed(rest, because, { later: true })]) };
}

/** Patience is over. A last look where looking is possible; else a person must. */
async function stillUnknown(job: Job, changes: readonly Change[], message: string): Promise<Parts> {
  if (!canLook(job, changes)) return tell(job, changes, message);
  const { done, rest } = await lookAgain(job, changes);
  const because = `no answer after ${TRIES + 1} attempts (${hide(job.run, message)}), and the vendor does not show it`;
  return new Map([...allDone(done), ...allFailed(rest, because)]);
}

/** Not sent again in this run; the next run goes by what it reads. */
function tell(job: Job, changes: readonly Change[], message: string): Parts {
  const because = `nobody knows whether it was done (${hide(job.run, message)}): ${adviceOf(job.operation)}`;
  for (const { key } of changes) job.run.held.set(key, because);
  job.told = true;
  return allFailed(changes, because);
}

/** An interrupted run sends nothing more: the write stays open in the journal, for the next run. */
async function pause({ run }: Job, made: number): Promise<void> {
  await run.input.sleep(PAUSE_MS[made] ?? 5_000, run.input.signal);
  run.input.signal.throwIfAborted();
}
