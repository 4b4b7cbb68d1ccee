// What `apply --plan` allows: the reviewed changes that nothing has touched since, and no other.
import type { SavedCenter } from '../../apply/saved/file.js';
import type { PlanWishes } from '../../center/verified-plan.js';
import { type ChangeKey, type Problem, type Provider, RefusedError } from '../../contract/index.js';
import type { Planned } from '../../plan/plan.js';
import { count } from '../../render/words.js';
import type { Redactor } from '../../secrets/redact.js';
import { problem } from '../problem.js';
import { refusedNow } from './open.js';
import { scopeOf } from './save.js';

export interface Permission {
  /** Throws RefusedError when all that is left to make moved, or with `--strict` when anything moved. */
  check(planned: Planned): void;
  permit(planned: Planned): ReadonlyMap<ChangeKey, string>;
}

/** What moved is judged once, before the first write: later rounds see what we did ourselves. */
export function permission(
  saved: SavedCenter,
  provider: Provider,
  strict: boolean,
  redactor: Redactor,
): Permission {
  const reviewed = new Set(saved.plan.changes.map(({ key }) => key));
  let refused: ReadonlyMap<ChangeKey, string> | undefined;
  const judge = (planned: Planned): ReadonlyMap<ChangeKey, string> => {
    refused ??= refusedNow(saved, planned, provider, redactor);
    return refused;
  };
  return {
    check(planned) {
      const { account } = planned.context.live;
      if (account !== saved.live.account) throw new RefusedError([otherAccount(saved, account)]);
      const moved = judge(planned);
      const left = planned.plan.changes.some(({ key }) => !moved.has(key));
      const isStale = [...moved.keys()].some((key) => reviewed.has(key));
      if ((strict && moved.size > 0) || (isStale && !left)) throw new RefusedError(stale(moved, strict));
    },
    permit(planned) {
      const held = new Map(judge(planned));
      for (const { key } of planned.plan.changes) {
        if (!reviewed.has(key)) held.set(key, held.get(key) ?? 'not in the saved plan');
      }
      return held;
    },
  };
}

/** The scope and the deletions that the reviewer saw. */
export function wishesOf(saved: SavedCenter): Pick<PlanWishes, 'only' | 'reviewedDeletes'> {
  const { plan } = saved;
  const approved = plan.status === 'changes' ? { reviewedDeletes: plan.summary.delete } : {};
  return { only: scopeOf(saved), ...approved };
}

function otherAccount({ live }: SavedCenter, account: string): Problem {
  const message = `The saved plan was made of the account ${JSON.stringify(live.account)}, and this is ${JSON.stringify(account)}. Make a new plan.`;
  return problem('plan-foreign', message);
}

const SHOWN = 20;

function stale(moved: ReadonlyMap<ChangeKey, string>, strict: boolean): Problem[] {
  const why = strict ? 'with --strict nothing of it is applied' : 'nothing of it can be applied';
  const message = `${count(moved.size, 'change')} of the saved plan moved since it was made; ${why}. Make a new plan.`;
  const each = [...moved].slice(0, SHOWN).map(
    ([key, reason]): Problem => ({
      ...problem('stale-change', `${key}: ${reason}.`),
      address: key.slice(key.indexOf(' ') + 1),
    }),
  );
  return [problem('stale-plan', message), ...each];
}
