// Applies, reads again, plans again: until the plan is empty, nothing moves any more, or three rounds are over.

import pLimit from 'p-limit';
import {
  type Address,
  type CenterPlan,
  type Change,
  type ChangeKey,
  type Fact,
  kindsOf,
  type Problem,
} from '../contract/index.js';
import { factAfter } from '../plan/ledger-known.js';
import type { Planned } from '../plan/plan.js';
import { busyAtStart, createBusyGate } from './busy.js';
import { type Run, whyStopped } from './input.js';
import { createOutcomes, type Outcomes, type Part } from './outcomes.js';
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
  let done: ReadonlySet<ChangeKey> = new Set();
  for (let rounds = 0; ; rounds++) {
    if (rounds > 0) {
      const last = signature(planned.plan);
      planned = await planWithPatience(run, done);
      forgiveVanished(parts, planned.plan);
      holdIgnored(run, planned.plan, done);
      holdInUse(run, first.plan, planned.plan, parts);
      const moved =
        done.size > 0 || last !== signature(planned.plan) || [...parts.values()].some(({ later }) => later);
      if (!moved) return over(run, rounds, parts, planned.plan);
    }
    for (const [key, because] of run.input.permit?.(planned) ?? []) run.held.set(key, because);
    const todo = planned.plan.changes.filter(({ key }) => !run.held.has(key));
    const refusal = rounds === 0 ? undefined : stillRefused(first.plan, planned.plan);
    if (refusal) run.problems.push(...refusal);
    if (todo.length === 0 || refusal || rounds === MOST_ROUNDS) return over(run, rounds, parts, planned.plan);
    const outcomes = await runRound(run, planned, rounds + 1, parts);
    if (whyStopped(run) !== undefined) return over(run, rounds + 1, parts, planned.plan);
    done = new Set([...outcomes.all()].filter(([, { status }]) => status === 'done').map(([key]) => key));
  }
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
    if (because !== undefined) outcomes.record(key, { status: 'skipped', because });
  }
  for (const [address, id] of Object.entries(context.live.ids)) run.ids.set(address, id);
  run.emit({ event: 'round', round: number, changes: plan.changes.length, calls: plan.calls.length });
  refuseIfBusy(run, plan.changes, context);
  const round: Round = {
    run,
    context,
    changes: new Map(plan.changes.map((change) => [change.key, change])),
    outcomes,
    gate: createBusyGate(run, context),
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

/** `policy.busyAgents: refuse` refuses the whole apply, and where live already shows it, before the first write. */
function refuseIfBusy(run: Run, changes: readonly Change[], context: Planned['context']): void {
  if (run.input.desired.policy.busyAgents !== 'refuse') return;
  const busy = busyAtStart(run, changes, context, context.live);
  if (busy.length === 0) return;
  run.stopped ??= {
    because: `${busy.slice(0, 3).join(', ')} in a call (policy.busyAgents: refuse)`,
    kind: 'refused',
  };
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

/** Half a list may hide what is still to be done: that a change is not in such a plan says nothing. */
const leavesOut = ({ problems }: CenterPlan): boolean =>
  problems.some(({ code }) => code === 'incomplete-read');

/** A change that failed and is no longer in the plan is in effect after all. */
function forgiveVanished(parts: Map<ChangeKey, Part>, plan: CenterPlan): void {
  if (leavesOut(plan)) return;
  const pending = new Set(plan.changes.map(({ key }) => key));
  for (const [key, part] of parts) {
    if (part.status === 'done' || part.partly || pending.has(key)) continue;
    parts.set(key, { status: 'done', because: 'in effect when read again' });
  }
}

/**
 * What the vendor called done and does not show is not tried again where that would go on for ever (a removal that
 * a vendor ignores) or could make a second one (a create that is not idempotent).
 */
function holdIgnored(run: Run, plan: CenterPlan, done: ReadonlySet<ChangeKey>): void {
  const rules = rulesOf(run, plan);
  for (const { key, action } of plan.changes) {
    if (!done.has(key)) continue;
    const once = [...(rules.get(key) ?? [])].some((rule) => rule === 'compare' || rule === 'stop');
    if (action === 'delete') run.held.set(key, 'the vendor said that it was removed, but still shows it');
    else if (action === 'create' && once)
      run.held.set(key, 'the vendor said that it was made, but does not show it');
  }
}

/**
 * What the vendor did not let us delete, because somebody has begun to use it since, stays as it is: to take it from
 * them was in no plan that anybody approved (udesk.md §4.1: bound somewhere = drift, stop). The next run shows it first.
 */
function holdInUse(run: Run, first: CenterPlan, plan: CenterPlan, parts: ReadonlyMap<ChangeKey, Part>): void {
  const approved = new Set(first.changes.map(({ key }) => key));
  const deletes = new Set(plan.changes.filter(({ action }) => action === 'delete').map(({ key }) => key));
  for (const { key, waitsFor } of plan.changes) {
    if (!deletes.has(key) || parts.get(key)?.status !== 'failed') continue;
    const taken = waitsFor.filter((other) => deletes.has(other) && !approved.has(other));
    if (taken.length === 0) continue;
    const because = `${parts.get(key)?.because ?? 'it was refused'}; it is in use since the plan was made: run again to see what would be let go`;
    for (const one of [key, ...taken]) run.held.set(one, because);
  }
}

function rulesOf({ input }: Run, plan: CenterPlan): Map<ChangeKey, Set<string>> {
  const rules = new Map<ChangeKey, Set<string>>();
  for (const call of plan.calls) {
    const rule = input.provider.operations[call.operation]?.afterUnknown.rule;
    for (const key of rule === undefined ? [] : call.changes) {
      const set = rules.get(key) ?? new Set();
      rules.set(key, set.add(rule ?? ''));
    }
  }
  return rules;
}

/**
 * Guards speak again in every round. The number of deletions was approved with the first plan: what is left of them
 * is no new risk; anything else is.
 */
function stillRefused(first: CenterPlan, plan: CenterPlan): readonly Problem[] | undefined {
  if (plan.status !== 'refused' && plan.status !== 'invalid' && plan.status !== 'error') return undefined;
  const approved = new Set(first.changes.map(({ key }) => key));
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  const onlyCount = errors.every(({ code }) => code === 'max-deletes');
  const nothingNew = plan.changes.every(({ key, action }) => action !== 'delete' || approved.has(key));
  return plan.status === 'refused' && onlyCount && nothingNew ? undefined : errors;
}

function over(run: Run, rounds: number, parts: Map<ChangeKey, Part>, last: CenterPlan): RoundsEnd {
  for (const { key } of last.changes) {
    const because = run.held.get(key);
    if (because !== undefined)
      parts.set(key, {
        ...parts.get(key),
        status: parts.get(key)?.status === 'failed' ? 'failed' : 'skipped',
        because,
      });
  }
  const bad = [...parts.values()].some(({ status }) => status !== 'done');
  const open =
    run.stopped !== undefined || last.changes.length > 0 || last.manual.length > 0 || leavesOut(last);
  const status = run.stopped?.kind === 'refused' ? 'refused' : bad || open ? 'partial' : 'converged';
  return { status, rounds, parts, last };
}

/** Tells whether two plans want the same. */
function signature(plan: CenterPlan): string {
  return JSON.stringify(plan.changes.map(({ key, fields }) => [key, fields]));
}
