// What applying an inverse adds to applying a saved plan: deletes that it must leave out, and what it says of them.
import type { SavedCenter } from '../../apply/saved/file.js';
import { isInverse } from '../../apply/saved/inverse.js';
import type { CenterResult, Desired, Ledger, Live, Problem, Provider } from '../../contract/index.js';
import { undoable } from '../../plan/inverse/states.js';
import type { Planned } from '../../plan/plan.js';

export interface Undoing {
  readonly desiredNow: (live: Live, ledger: Ledger) => Desired;
  /** The result, in part if something that is plainly still there had to stay. */
  ended(result: CenterResult): CenterResult;
}

/** Undefined for a plan that is no inverse. `warn` hears once of each object that is left as it is. */
export function undoing(
  saved: SavedCenter | undefined,
  provider: Provider,
  warn: (problem: Problem) => void,
): Undoing | undefined {
  if (!saved || !isInverse(saved)) return undefined;
  const told = new Set<string>();
  let isPartial = false;
  return {
    desiredNow: (live, ledger) => {
      const { desired, left } = undoable(saved.desired, live, ledger, provider);
      for (const { address, reason, seen } of left) {
        isPartial ||= seen;
        if (told.has(address)) continue;
        told.add(address);
        const message = `${address} is left as it is: ${reason}.`;
        warn({ code: 'not-undone', severity: 'warning', message, address });
      }
      return desired;
    },
    ended: (result) =>
      isPartial && result.status === 'converged' ? { ...result, status: 'partial' } : result,
  };
}

/** As a person is shown it: of an inverse also what it cannot undo, and nothing that is not its concern. */
export function shownAs(saved: SavedCenter | undefined, planned: Planned): Planned {
  const losses = saved?.plan.irreversible;
  if (losses === undefined) return planned;
  const summary = { ...planned.plan.summary, unmanaged: 0 };
  return { ...planned, plan: { ...planned.plan, irreversible: losses, unmanaged: [], summary } };
}
