// All guards over a finished plan; every one is evaluated and reported. Floors, caps and incomplete reads are refused
// where they are found, while ordering; a secret without a sink and the lock are refused by apply.

import type { Change, PlanContext, Problem } from '../../contract/index.js';
import type { Draft } from '../drafts.js';
import { emptiedSections } from '../ownership.js';
import type { World } from '../world.js';
import { maxDeletes } from './max-deletes.js';
import { protect } from './protect.js';
import { windows } from './windows.js';

export function guardProblems(
  world: World,
  drafts: readonly Draft[],
  changes: readonly Change[],
  context: PlanContext,
): readonly Problem[] {
  if (changes.length === 0) return [];
  return [
    ...maxDeletes(world, changes, emptiedSections(world)),
    ...protect(world, changes),
    ...kindGuards(drafts, changes, context),
    ...windows(world),
  ];
}

/** What a kind itself refuses under the policy, such as a change that would dial. */
function kindGuards(drafts: readonly Draft[], changes: readonly Change[], context: PlanContext): Problem[] {
  return changes.flatMap((change, index): Problem[] => {
    const refused = drafts[index]?.kind.guard?.(change, context);
    return refused ? [{ ...refused, severity: 'error', address: change.address, ...change.source }] : [];
  });
}
