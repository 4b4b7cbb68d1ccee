// Which changes of a saved plan may still be made when live has moved since: only what moved, and what waits for it,
// is refused.

import { type CenterPlan, type Change, type ChangeKey, collect } from '../../contract/index.js';
import { sameValue } from '../../plan/equal.js';
import { movedChanges, type Preconditions } from '../../plan/fingerprint.js';

export interface StillValid {
  /** Keys that may be made. */
  readonly go: ReadonlySet<ChangeKey>;
  /** Keys of the saved plan that are in effect already. */
  readonly done: readonly ChangeKey[];
  /** Changes of the fresh plan that may not be made, with the reason. */
  readonly refused: ReadonlyMap<ChangeKey, string>;
}

export interface Reviewed {
  readonly plan: CenterPlan;
  readonly preconditions: Preconditions;
}

/** Pure. Compares what was reviewed with what is planned now. */
export function selectStillValid(saved: Reviewed, fresh: Reviewed): StillValid {
  const reviewed = new Map(saved.plan.changes.map((change) => [change.key, change]));
  const now = new Map(fresh.plan.changes.map((change) => [change.key, change]));
  const made = new Set(
    saved.plan.changes.filter(({ action }) => action === 'create').map((one) => one.address),
  );
  const pending = new Set(fresh.plan.changes.map(({ address }) => address));
  const moved = new Set(
    movedChanges(
      saved.preconditions,
      fresh.preconditions,
      (address) => made.has(address) && !pending.has(address),
    ),
  );
  const refused = new Map<ChangeKey, string>();
  for (const [key, change] of now) {
    const before = reviewed.get(key);
    if (!before) refused.set(key, NOT_REVIEWED);
    else if (moved.has(key) || !sameFields(before, change)) {
      refused.set(key, `${change.address} or what it relies on moved since the plan was saved`);
    }
  }
  refuseDependants(fresh.plan.changes, refused);
  return {
    go: new Set([...now.keys()].filter((key) => !refused.has(key))),
    done: [...reviewed.keys()].filter((key) => !now.has(key)),
    refused,
  };
}

function sameFields({ fields }: Change, other: Change): boolean {
  return (
    fields.length === other.fields.length &&
    fields.every(({ path, before, after }, index) => {
      const now = other.fields[index];
      return now?.path === path && sameValue(before, now.before) && sameValue(after, now.after);
    })
  );
}

export const NOT_REVIEWED = 'not in the saved plan';

/** Adds whatever waits for something that is refused. */
export function refuseDependants(changes: readonly Change[], refused: Map<ChangeKey, string>): void {
  const dependants = new Map<ChangeKey, ChangeKey[]>();
  for (const { key, waitsFor } of changes) {
    for (const before of waitsFor) collect(dependants, before, key);
  }
  const queue = [...refused.keys()];
  for (let at = 0; at < queue.length; at++) {
    const before = queue[at] ?? '';
    for (const key of dependants.get(before) ?? []) {
      if (refused.has(key)) continue;
      refused.set(key, `waits for ${before}, which is refused`);
      queue.push(key);
    }
  }
}
