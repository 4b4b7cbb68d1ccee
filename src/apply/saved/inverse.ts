// What an inverse may still undo: every object that is as it was before the plan, or as the plan left it.

import {
  type ChangeKey,
  kindsOf,
  type Live,
  type PlanContext,
  type Provider,
  type Resource,
} from '../../contract/index.js';
import { sameValue } from '../../plan/equal.js';
import { isAsExpected } from '../../plan/inverse/states.js';
import type { TouchedState } from '../../plan/inverse.js';
import type { Planned } from '../../plan/plan.js';
import type { SavedCenter } from './file.js';
import { NOT_REVIEWED, refuseDependants } from './still-valid.js';

export type SavedInverse = SavedCenter & { readonly touched: Readonly<Record<string, TouchedState>> };

export function isInverse(saved: SavedCenter): saved is SavedInverse {
  return saved.touched !== undefined;
}

/** Changes of the fresh plan that may not be made, with the reason. Pure. */
export function refusedOfInverse(
  saved: SavedInverse,
  { plan, context }: Planned,
  provider: Provider,
): ReadonlyMap<ChangeKey, string> {
  const kinds = kindsOf(provider);
  const lists = listsThatMoved(saved, context, provider);
  const whole = new Set(
    plan.calls
      .filter(({ operation }) => provider.operations[operation]?.wholeList)
      .flatMap(({ changes }) => changes),
  );
  const refused = new Map<ChangeKey, string>();
  for (const { key, kind: name, address } of plan.changes) {
    const kind = kinds.get(name);
    const state = Object.hasOwn(saved.touched, address) ? saved.touched[address] : undefined;
    const list = (context.after(address) ?? context.before(address))?.list;
    if (!kind || (!state && !(kind.visibility === 'unlisted' && saved.desired.resources.has(address)))) {
      refused.set(key, NOT_REVIEWED);
    } else if (state && !isAsExpected(state, context.before(address), kind)) {
      refused.set(key, `${address} moved: it is neither as before the plan nor as the plan leaves it`);
    } else if (list !== undefined && whole.has(key) && lists(list)) {
      refused.set(key, `${list} moved: it holds what neither was there before nor came with the plan`);
    }
  }
  refuseDependants(plan.changes, refused);
  return refused;
}

/** Tells of a whole list whether an element that the plan does not touch came, went or changed. */
function listsThatMoved(
  { live: expected, touched }: SavedInverse,
  { live }: PlanContext,
  provider: Provider,
): (list: string) => boolean {
  const kinds = kindsOf(provider);
  const others = ({ resources }: Live, list: string): Map<string, Resource> =>
    new Map([...resources].filter(([address, one]) => one.list === list && !Object.hasOwn(touched, address)));
  const isSame = (one: Resource, other: Resource | undefined): boolean =>
    other !== undefined &&
    [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])].every((path) => {
      const rule = kinds.get(one.kind)?.fields[path];
      return rule?.relative || rule?.secret || sameValue(one.fields[path], other.fields[path]);
    });
  const known = new Map<string, boolean>();
  return (list) => {
    const judged = known.get(list);
    if (judged !== undefined) return judged;
    const [then, now] = [others(expected, list), others(live, list)];
    const moved =
      then.size !== now.size || [...then].some(([address, one]) => !isSame(one, now.get(address)));
    known.set(list, moved);
    return moved;
  };
}
