// Plans one center with everything at hand, and runs the plan on the vendor's model. No I/O.
import type { Model } from '../contract/index.js';
import { type Planned, plan } from '../plan/plan.js';
import { verifyOnModel } from '../plan/verify.js';
import type { OpenCenter } from './open.js';
import type { ReadCenter } from './read.js';

export interface PlanWishes {
  readonly only?: readonly string[] | undefined;
  readonly allowDeletes?: number | undefined;
  /** Deletions that were approved with a saved plan: what is left of them needs no new approval. */
  readonly reviewedDeletes?: number | undefined;
  /** Writes are to follow: `policy.windows` counts, unless overridden. */
  readonly writes?: { readonly overrideWindow: boolean } | undefined;
}

type Planning = Pick<OpenCenter, 'desired' | 'provider' | 'time'>;

/** Without a model, the plan says that it was not verified. */
export function verifiedPlan(
  open: Planning,
  read: ReadCenter,
  model: Model | undefined,
  wishes: PlanWishes,
): Planned {
  const planned = withinReview(open, read, wishes);
  if (!model || planned.plan.status === 'invalid') return planned;
  const { verified, problems } = verifyOnModel({ ...planned, provider: open.provider, model });
  const status = problems.some((problem) => problem.severity === 'error') ? 'error' : planned.plan.status;
  return {
    ...planned,
    plan: { ...planned.plan, status, verified, problems: [...planned.plan.problems, ...problems] },
  };
}

function withinReview(open: Planning, read: ReadCenter, wishes: PlanWishes): Planned {
  const planned = planOnce(open, read, wishes);
  const { reviewedDeletes, ...others } = wishes;
  const { delete: deletes } = planned.plan.summary;
  const isOver = planned.plan.problems.some(({ code }) => code === 'max-deletes');
  if (!isOver || reviewedDeletes === undefined || deletes > reviewedDeletes) return planned;
  return planOnce(open, read, { ...others, allowDeletes: deletes });
}

function planOnce(
  { desired, provider, time }: Planning,
  { live, ledger }: ReadCenter,
  wishes: PlanWishes,
): Planned {
  return plan({
    desired,
    live,
    ledger,
    provider,
    settings: desired.settings,
    options: {
      ...(wishes.only === undefined ? {} : { only: wishes.only }),
      ...(wishes.allowDeletes === undefined ? {} : { allowDeletes: wishes.allowDeletes }),
      ...(wishes.writes === undefined ? {} : { now: time.now(), ...wishes.writes }),
    },
  });
}
