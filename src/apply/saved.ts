// What each reviewed change relied on, and which of them may still be made when live has moved since.

import type { CenterPlan, Change, ChangeKey, Live, PlanContext, Provider } from '../contract/index.js';
import { canonical, hashOf } from './canonical.js';

/** Hash of the live objects that each change relies on or overwrites, by change. */
export type Preconditions = Readonly<Record<ChangeKey, string>>;

/** Pure. A call that overwrites a whole list relies on the whole list; any other on its own object alone. */
export function preconditionsOf(plan: CenterPlan, context: PlanContext, provider: Provider): Preconditions {
  const wholeLists = new Set(
    plan.calls
      .filter(({ operation }) => provider.operations[operation]?.wholeList)
      .flatMap(({ changes }) => changes),
  );
  const lists = hashLists(context.live);
  const listOf = ({ address }: Change): string | undefined =>
    context.live.resources.get(address)?.list ?? context.after(address)?.list;
  return Object.fromEntries(
    plan.changes.map((change) => {
      const list = wholeLists.has(change.key) ? listOf(change) : undefined;
      const own = hashOf(canonical(context.live.resources.get(change.address)?.fields ?? null));
      return [change.key, list === undefined ? own : hashOf(`${own} ${lists.get(list) ?? 'empty'}`)];
    }),
  );
}

function hashLists(live: Live): Map<string, string> {
  const members = new Map<string, string[]>();
  for (const { address, list, fields } of live.resources.values()) {
    if (list === undefined) continue;
    const line = `${address} ${canonical(fields)}`;
    const lines = members.get(list);
    if (lines) lines.push(line);
    else members.set(list, [line]);
  }
  return new Map([...members].map(([list, lines]) => [list, hashOf(lines.sort().join('\n'))]));
}

export interface StillValid {
  /** Keys that may be made. */
  readonly go: ReadonlySet<ChangeKey>;
  /** Keys of the saved plan that are in effect already. */
  readonly done: readonly ChangeKey[];
  /** Changes of the fresh plan that may not be made, with the reason. */
  readonly refused: ReadonlyMap<ChangeKey, string>;
}

/** Pure. Compares what was reviewed with what is planned now: only what moved, and what waits for it, is refused. */
export function selectStillValid(
  saved: { readonly plan: CenterPlan; readonly preconditions: Preconditions },
  fresh: { readonly plan: CenterPlan; readonly preconditions: Preconditions },
): StillValid {
  const reviewed = new Map(saved.plan.changes.map((change) => [change.key, change]));
  const now = new Map(fresh.plan.changes.map((change) => [change.key, change]));
  const refused = new Map<ChangeKey, string>();
  for (const [key, change] of now) {
    const before = reviewed.get(key);
    if (!before) refused.set(key, 'not in the saved plan');
    else if (
      saved.preconditions[key] !== fresh.preconditions[key] ||
      canonical(before.fields) !== canonical(change.fields)
    ) {
      refused.set(key, `${change.address} moved since the plan was saved`);
    }
  }
  refuseDependants(fresh.plan.changes, refused);
  return {
    go: new Set([...now.keys()].filter((key) => !refused.has(key))),
    done: [...reviewed.keys()].filter((key) => !now.has(key)),
    refused,
  };
}

function refuseDependants(changes: readonly Change[], refused: Map<ChangeKey, string>): void {
  const dependants = new Map<ChangeKey, ChangeKey[]>();
  for (const { key, waitsFor } of changes) {
    for (const before of waitsFor) {
      const list = dependants.get(before);
      if (list) list.push(key);
      else dependants.set(before, [key]);
    }
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
