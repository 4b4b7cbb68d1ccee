// Applies, reads again, plans again: until the plan is empty, nothing moves any more, or three rounds are over.

import pLimit from 'p-limit';
import { type Address, type CenterPlan, type ChangeKey, type Fact, kindsOf } from '../contract/index.js';
import { factAfter } from '../plan/ledger-known.js';
import type { Planned } from '../plan/plan.js';
import { forgiveVanished, holdIgnored, holdInUse, leavesOut, stillRefused } from './after-round.js';
import { createBusyGate, refuseIfBusy } from './busy.js';
import { holdRefused } from './hold-refused.js';
import { createOutcomes, type Outcomes, type Part } from './outcomes.js';
import { type Run, whyStopped } from './run.js';
import { type Round, runCall } from './run-call.js';
import { runWhenReady } from './schedule.js';

const MOST_ROUNDS = 3;
/** Pauses before live is read once more when it does not yet show what was just done, ms. */
const LAG_MS = [500, 1_000, 2_000, 4_000] as const;

export interface RoundsEnd {
  readonly status: 'converged' | 'partial' | 'refused';
  readonly rounds: number;
  readonly parts: ReadonlyMap<ChangeKey, Part>;
  readonly last: CenterPlan;
}

/** Runs the rounds, beginning with a plan that was approved. `parts` is filled as the rounds go. */
export async function runRounds(run: Run, first: Planned, parts: Map<ChangeKey, Part>): Promise<RoundsEnd> {
  let planned = first;
  if (!hasWork(run, first)) return over(run, 0, parts, first.plan);
  for (let rounds = 1; ; rounds++) {
    const outcomes = await runRound(run, planned, rounds, parts);
    if (whyStopped(run) !== undefined) return over(run, rounds, parts, planned.plan);
    const done = new Set(
      [...outcomes.all()].flatMap(([key, { status }]) => (status === 'done' ? [key] : [])),
    );
    const before = planned;
    planned = await planWithPatience(run, done);
    forgiveVanished(parts, planned.plan);
    holdIgnored(run, before.plan, planned.plan, done);
    holdRefused(run, before, planned, parts);
    holdInUse(run, first.plan, planned.plan, parts);
    const moved =
      done.size > 0 ||
      wanted(before.plan) !== wanted(planned.plan) ||
      [...parts.values()].some(({ later }) => later);
    if (!moved || !mayGoOn(run, first, planned) || rounds === MOST_ROUNDS)
      return over(run, rounds, parts, planned.plan);
  }
}

/** Whether anything is left that may be made: what a saved plan does not permit is held back. */
function hasWork(run: Run, planned: Planned): boolean {
  for (const [key, because] of run.input.permit?.(planned) ?? []) run.held.set(key, because);
  return planned.plan.changes.some(({ key }) => !run.held.has(key));
}

/** Guards speak again before every round. */
function mayGoOn(run: Run, first: Planned, planned: Planned): boolean {
  const refusal = stillRefused(first.plan, planned.plan);
  run.problems.push(...(refusal ?? []));
  return hasWork(run, planned) && !refusal;
}

/** Runs every call of one plan. Whatever ends it, `parts` has the end of each change. */
async function runRound(
  run: Run,
  { plan, context }: Planned,
  number: number,
  parts: Map<ChangeKey, Part>,
): Promise<Outcomes> {
  const outcomes = createOutcomes();
  for (const { key } of plan.changes) {
    const because = run.held.get(key);
    if (because !== undefined) outcomes.record(key, heldPart(parts.get(key), because));
  }
  for (const [address, id] of Object.entries(context.live.ids)) run.ids.set(address, id);
  run.emit({ event: 'round', round: number, changes: plan.changes.length, calls: plan.calls.length });
  const gate = createBusyGate(run, context);
  refuseIfBusy(run, gate, plan.changes, context.live);
  const round: Round = {
    run,
    context,
    changes: new Map(plan.changes.map((change) => [change.key, change])),
    outcomes,
    gate,
    slot: pLimit(run.input.concurrency),
    hand: pLimit(2 * run.input.concurrency),
  };
  try {
    await runWhenReady(plan.calls, (call) => runCall(round, call));
    await Promise.all(run.ends.splice(0));
  } finally {
    const because = whyStopped(run) ?? 'no call was made for it';
    for (const { key } of plan.changes)
      if (!outcomes.of(key)) outcomes.record(key, { status: 'skipped', because });
    for (const [key, part] of outcomes.all()) parts.set(key, part);
    rememberApplied(round);
    await run.input.ledger.save();
  }
  return outcomes;
}

/** What nothing can read is known from the ledger alone, once every call of the change has ended well. */
function rememberApplied({ run, context, changes, outcomes }: Round): void {
  const { ledger, provider } = run.input;
  const kinds = kindsOf(provider);
  // The ledger as it is now, once: asked between two merges it would be made anew for every change.
  const before = { ...context, ledger: ledger.current() };
  const facts = new Map<Address, Fact>();
  for (const [key, { status, partly }] of outcomes.all()) {
    const change = changes.get(key);
    const kind = change && kinds.get(change.kind);
    if ((status !== 'done' && !partly) || !kind) continue;
    const fact = factAfter(change, kind, before, facts.get(change.address));
    if (fact) facts.set(change.address, fact);
  }
  ledger.merge(Object.fromEntries(facts));
}

/** Reads and plans; a little later once more, while live does not show what this run has just done. */
async function planWithPatience(run: Run, done: ReadonlySet<ChangeKey>): Promise<Planned> {
  const { readLive, planAgain, ledger, sleep, signal } = run.input;
  let planned = planAgain(await readLive(), ledger.current());
  for (const pause of LAG_MS) {
    if (!leavesOut(planned.plan) && !planned.plan.changes.some(({ key }) => done.has(key))) return planned;
    await sleep(pause, signal);
    signal.throwIfAborted();
    planned = planAgain(await readLive(), ledger.current());
  }
  return planned;
}

function over(run: Run, rounds: number, parts: Map<ChangeKey, Part>, last: CenterPlan): RoundsEnd {
  for (const { key } of last.changes) {
    const because = run.held.get(key);
    if (because !== undefined) parts.set(key, heldPart(parts.get(key), because));
  }
  const bad = [...parts.values()].some(({ status }) => status !== 'done');
  const open =
    run.stopped !== undefined || last.changes.length > 0 || last.manual.length > 0 || leavesOut(last);
  const status = run.stopped?.kind === 'refused' ? 'refused' : bad || open ? 'partial' : 'converged';
  return { status, rounds, parts, last };
}

/** What failed once has failed, also where it is not tried again. */
function heldPart(before: Part | undefined, because: string): Part {
  return { ...before, status: before?.status === 'failed' ? 'failed' : 'skipped', because };
}

/** The same text for plans that want the same. */
function wanted(plan: CenterPlan): string {
  return JSON.stringify(plan.changes.map(({ key, fields }) => [key, fields]));
}
