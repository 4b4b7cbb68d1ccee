// What a plan that was made anew after a round says of the round before: what is done after all, and what is not tried
// again.

import {
  type CenterPlan,
  type Change,
  type ChangeKey,
  type Kind,
  kindsOf,
  type Problem,
} from '../contract/index.js';
import { sameValue } from '../plan/equal.js';
import type { Part } from './outcomes.js';
import type { Run } from './run.js';

/** Half a list may hide what is still to be done: that a change is not in such a plan says nothing. */
export const leavesOut = ({ problems }: CenterPlan): boolean =>
  problems.some(({ code }) => code === 'incomplete-read');

/** A change that failed and is no longer in the plan is in effect after all. */
export function forgiveVanished(parts: Map<ChangeKey, Part>, plan: CenterPlan): void {
  if (leavesOut(plan)) return;
  const pending = new Set(plan.changes.map(({ key }) => key));
  for (const [key, part] of parts) {
    if (part.status === 'done' || part.partly || pending.has(key)) continue;
    parts.set(key, { status: 'done', because: 'in effect when read again' });
  }
}

/**
 * What the vendor called done and does not show is not tried again where that would go on for ever (a removal or an
 * update that a vendor ignores: portsip.md §3.5, nxcloud.md §6 no. 6) or could make a second one (a create that is not
 * idempotent).
 */
export function holdIgnored(
  run: Run,
  before: CenterPlan,
  plan: CenterPlan,
  done: ReadonlySet<ChangeKey>,
): void {
  const rules = rulesOf(run, plan);
  const kinds = kindsOf(run.input.provider);
  const sent = new Map(before.changes.map((change) => [change.key, change]));
  for (const change of plan.changes) {
    const { key, action } = change;
    if (!done.has(key)) continue;
    const once = [...(rules.get(key) ?? [])].some((rule) => rule === 'compare' || rule === 'stop');
    if (action === 'delete') run.held.set(key, 'the vendor said that it was removed, but still shows it');
    else if (action === 'create' && once)
      run.held.set(key, 'the vendor said that it was made, but does not show it');
    else if (action === 'update' && isLeftOf(change, sent.get(key), kinds.get(change.kind)))
      run.held.set(key, 'the vendor said that it was set, but does not show it');
  }
}

/**
 * Nothing of it is new: each of its fields was sent as it is wanted, and stands as it stood before. Where it stands
 * among others may have been unknown until then (a queue that goes by an order from now on).
 */
function isLeftOf({ fields }: Change, sent: Change | undefined, kind: Kind | undefined): boolean {
  const known = new Map(sent?.fields.map((field) => [field.path, field]));
  return fields.every(({ path, before, after }) => {
    const field = known.get(path);
    if (!field || !sameValue(field.after, after)) return false;
    const wasUnknown = kind?.fields[path]?.relative === true && field.before === null;
    return wasUnknown || sameValue(field.before, before);
  });
}

/**
 * What the vendor did not let us delete, because somebody has begun to use it since, stays as it is: to take it from
 * them was in no plan that anybody approved (udesk.md §4.1: bound somewhere = drift, stop). The next run shows it first.
 */
export function holdInUse(
  run: Run,
  first: CenterPlan,
  plan: CenterPlan,
  parts: ReadonlyMap<ChangeKey, Part>,
): void {
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
export function stillRefused(first: CenterPlan, plan: CenterPlan): readonly Problem[] | undefined {
  if (plan.status !== 'refused' && plan.status !== 'invalid' && plan.status !== 'error') return undefined;
  const approved = new Set(first.changes.map(({ key }) => key));
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  const onlyCount = errors.every(({ code }) => code === 'max-deletes');
  const nothingNew = plan.changes.every(({ key, action }) => action !== 'delete' || approved.has(key));
  return plan.status === 'refused' && onlyCount && nothingNew ? undefined : errors;
}
