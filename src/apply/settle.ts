// Brings one write to its end: what its answer means for each of its changes.

import type { Answer, Change, Request, Verdict } from '../contract/index.js';
import type { Sent } from '../http/client.js';
import { fillPath } from '../plan/substitute.js';
import { afterUnknown } from './after-unknown.js';
import {
  absorb,
  allFailed,
  hide,
  isWhole,
  type Job,
  messageOf,
  onlyFree,
  type Parts,
  requestFor,
  transmit,
} from './job.js';
import { canLook, letSettle, look, lookAgain, waitUntilVisible } from './look.js';
import { joined } from './outcomes.js';

/** Sends the request for these changes and follows it to the end. */
export async function settle(
  job: Job,
  changes: readonly Change[],
  request = requestFor(job, changes),
): Promise<Parts> {
  return conclude(job, changes, request, await transmit(job, request), true);
}

/** What an answer comes to. `mayFallBack`: the other way to write the body was not tried yet. */
async function conclude(
  job: Job,
  changes: readonly Change[],
  request: Request,
  sent: Sent,
  mayFallBack: boolean,
): Promise<Parts> {
  const { verdict, answer } = sent;
  switch (verdict.outcome) {
    case 'ok':
      return learn(job, changes, request, answer, mayFallBack);
    case 'accepted':
      return becomeVisible(job, changes, await learn(job, changes, request, answer, mayFallBack));
    case 'already':
      return alreadySo(job, changes, verdict);
    case 'unknown':
      return follow(job, changes, request, verdict.message);
    case 'failed':
    case 'again':
    case 'denied':
      return refused(job, changes, request, verdict, mayFallBack);
  }
}

/** Nobody knows whether it was done: what the operation's rule finds out, and what the answer to a later request says. */
async function follow(
  job: Job,
  changes: readonly Change[],
  request: Request,
  message: string,
): Promise<Parts> {
  const { parts, again } = await afterUnknown(job, changes, request, message);
  if (!again) return parts;
  const rest = await conclude(job, again.changes, again.request, again.sent, again.mayFallBack);
  return new Map([...parts, ...rest]);
}

async function learn(
  job: Job,
  changes: readonly Change[],
  request: Request,
  answer: Answer | undefined,
  mayFallBack: boolean,
): Promise<Parts> {
  const { operation, context } = job;
  let learned = {};
  try {
    if (answer) learned = operation.learn?.(answer, changes, context, request) ?? {};
  } catch (error) {
    // The vendor says it is done in words that we cannot read: a secret in them is as good as lost.
    const why = error instanceof Error ? error.message : 'unknown shape';
    return follow(job, changes, request, `the answer has not the documented shape: ${why}`);
  }
  const parts = await absorb(job, learned, changes);
  if (await isConfirmed(job, changes, parts)) return parts;
  // The vendor read the body in another way than its page says: the other spelling, once.
  const verdict: Verdict = { outcome: 'failed', code: 'not-confirmed', message: NOT_CONFIRMED };
  const other = mayFallBack ? operation.fallback?.(request, verdict) : undefined;
  if (!other) return allFailed(changes, NOT_CONFIRMED);
  const again = await transmit(job, other);
  if (again.verdict.outcome !== 'failed') return conclude(job, changes, other, again, false);
  // The other spelling is not the vendor's: it took the first one, and its reads lag behind.
  return (await isConfirmed(job, changes, parts)) ? parts : notVisible(parts, changes);
}

const NOT_CONFIRMED = 'the vendor says that it was done, but reading it back shows otherwise';

const CONFIRM_MS = [0, 500, 2_000] as const;

/** A write that may be misread is checked by reading, with patience for lists that lag. */
async function isConfirmed(job: Job, changes: readonly Change[], parts: Parts): Promise<boolean> {
  const { confirm } = job.operation;
  if (!confirm) return true;
  const { client, sleep, signal } = job.run.input;
  const path = findPath(job, confirm.path(changes));
  const body = confirm.body?.(changes, job.context);
  for (const pause of CONFIRM_MS) {
    if (pause > 0) await sleep(pause, signal);
    signal.throwIfAborted();
    const answer = await client.read(
      body === undefined ? { method: 'GET', path } : { method: 'POST', path, body },
    );
    if (!confirm.holds(answer, changes, job.context)) continue;
    for (const { change, message } of confirm.notes?.(answer, changes, job.context) ?? [])
      parts.set(change, { status: 'done', because: hide(job.run, message) });
    return true;
  }
  return false;
}

async function becomeVisible(job: Job, changes: readonly Change[], parts: Parts): Promise<Parts> {
  if (!canLook(job, changes)) {
    await letSettle(job.run);
    return parts;
  }
  const { rest } = await waitUntilVisible(job, changes);
  return notVisible(parts, rest);
}

function notVisible(parts: Parts, changes: readonly Change[]): Parts {
  for (const { key } of changes) {
    const because = 'the vendor accepted it, but no read shows it yet; run again later';
    parts.set(key, { status: 'failed', because, later: true });
  }
  return parts;
}

async function alreadySo(
  job: Job,
  changes: readonly Change[],
  verdict: Extract<Verdict, { outcome: 'already' }>,
): Promise<Parts> {
  const { operation, context } = job;
  const { done, rest } = verdict.look ? await lookAgain(job, changes) : { done: changes, rest: [] };
  const parts = await absorb(
    job,
    done.length > 0 ? (operation.learnAlready?.(done, context) ?? {}) : {},
    done,
  );
  for (const { key } of rest) {
    const because = `${hide(job.run, verdict.message)}; but reading it back does not show it`;
    parts.set(key, { status: 'failed', because, later: true });
  }
  return parts;
}

/** A definite refusal: another spelling once, then each half of a batch for itself, so that only the wrong part fails. */
async function refused(
  job: Job,
  changes: readonly Change[],
  request: Request,
  verdict: Verdict,
  mayFallBack: boolean,
): Promise<Parts> {
  const other = mayFallBack ? job.operation.fallback?.(request, verdict) : undefined;
  const sent = other && (await transmit(job, other));
  // The other spelling needs an id that nobody knows: it was not sent, and the first refusal stands.
  if (other && sent && !isUnsendable(sent)) return conclude(job, changes, other, sent, false);
  const pieces = job.operation.split?.(request, verdict);
  if (pieces) return inPieces(job, changes, pieces);
  const because = hide(job.run, messageOf(verdict));
  const forGood = isForGood(verdict) ? { refused: true } : {};
  if (changes.length === 1 || isWhole(job) || !canLook(job, changes))
    return allFailed(changes, because, forGood);
  if (verdict.outcome === 'failed' && NOT_ABOUT_THE_BATCH.has(verdict.code))
    return allFailed(changes, because);
  // A refused batch may still have been done in part (udesk.md C21).
  const { done, rest } = await look(job, changes);
  const parts = await absorb(job, {}, done);
  if (rest.length === 0) return parts;
  const middle = Math.ceil(rest.length / 2);
  const halves = done.length === 0 ? [rest.slice(0, middle), rest.slice(middle)] : [rest];
  for (const half of halves) {
    const free = await onlyFree(job, half, parts);
    for (const [key, part] of free.length > 0 ? await settle(job, free) : []) parts.set(key, part);
  }
  return parts;
}

const isUnsendable = ({ verdict }: Sent): boolean =>
  verdict.outcome === 'failed' && verdict.code === 'missing-id';

/** One after the other; a piece that fails as a whole ends it, parts that fail inside one do not. */
async function inPieces(job: Job, changes: readonly Change[], pieces: readonly Request[]): Promise<Parts> {
  const parts: Parts = new Map();
  for (const piece of pieces) {
    for (const [key, part] of await settle(job, changes, piece)) {
      const before = parts.get(key);
      parts.set(key, before ? joined(before, part) : part);
    }
    if ([...parts.values()].some(({ status, partly }) => status !== 'done' && !partly)) break;
  }
  return parts;
}

const NOT_ABOUT_THE_BATCH: ReadonlySet<string> = new Set(['busy', 'redirected', 'missing-id', 'bad-answer']);

/** The vendor has read it and said no in words of its own: of a bare status nobody knows who says it, and about what. */
function isForGood(verdict: Verdict): boolean {
  if (verdict.outcome !== 'failed' || verdict.code.startsWith('http-')) return false;
  // `refused` is said of a read before the write, which was not sent then.
  return !['unreachable', 'refused'].includes(verdict.code) && !NOT_ABOUT_THE_BATCH.has(verdict.code);
}

/** Ids in a path to read. */
export function findPath(job: Job, path: string): string {
  return fillPath(path, (address) => job.run.ids.get(address) ?? job.context.live.ids[address]);
}
