// What plan, drift and graph share: load, choose, plan many centers, and turn each failure into that center's own plan.

import { readCenter } from '../../center/read.js';
import { type PlanWishes, verifiedPlan } from '../../center/verified-plan.js';
import type { CenterPlan, Desired, Live, PlanStatus } from '../../contract/index.js';
import type { Planned } from '../../plan/plan.js';
import { planWithout } from '../../render/without.js';
import { combined, EXIT, type ExitCode } from '../exit.js';
import { type NetworkFlags, type SelectFlags, untangled } from '../grammar/options.js';
import type { Io } from '../io.js';
import { type LoadedFiles, loadCenters, required } from '../loading/load.js';
import type { TellingFlags } from '../telling/formats.js';
import { failureOf, ofCenter, printProblems } from '../telling/problems.js';
import { inEachCenter, modelFor, openSession, type Session, tellWarnings } from './session.js';

export interface PlannedCenter {
  readonly plan: CenterPlan;
  readonly code: ExitCode;
  /** Absent when no plan could be made. */
  readonly planned?: Planned;
  /** What no file wants, in every detail; only where that was asked for and there is any. */
  readonly full?: Live;
  /** How long it took, other centers of the run beside it. */
  readonly seconds?: number;
}

export interface PlanningFlags extends NetworkFlags, SelectFlags, TellingFlags {
  readonly allowDeletes?: number;
  readonly verify?: boolean;
}

export interface PlannedCenters {
  readonly centers: readonly PlannedCenter[];
  readonly session: Session<LoadedFiles>;
  /** What `--only` named. */
  readonly only: readonly string[] | undefined;
}

/**
 * Plans every center that the command line names. `foreign`: of a center that holds what no file wants, all of it is read
 * again as `pull` does.
 */
export async function readAndPlan(
  operands: readonly string[],
  flags: PlanningFlags,
  io: Io,
  { foreign }: { readonly foreign: boolean } = { foreign: false },
): Promise<PlannedCenters> {
  const { files, only } = untangled(operands, flags.only);
  const session = openSession(await loadCenters(required(files), io), flags, io);
  const wishes: PlanWishes = { only, allowDeletes: flags.allowDeletes };
  const centers = await inEachCenter<PlannedCenter>(
    session,
    async (open) => {
      const start = performance.now();
      // The model loads while the vendor is asked.
      const verifies = flags.verify ?? true;
      const [read, model] = await Promise.all([readCenter(open), modelFor(open, session, verifies)]);
      const planned = verifiedPlan(open, read, model, wishes);
      tellWarnings(open, session);
      const seconds = Math.round(performance.now() - start) / 1000;
      const full = foreign && hasForeign(planned) ? (await readCenter(open, true)).live : undefined;
      const plan = io.redactor.known(planned.plan);
      return { plan, code: CODES[plan.status], planned, seconds, ...(full ? { full } : {}) };
    },
    (desired, error) => failedCenter(desired, error, io),
  );
  for (const { plan, planned } of centers) {
    if (!planned) printProblems(plan.problems.map(ofCenter(plan.center)), io, flags);
  }
  return { centers, session, only };
}

/** Something is live that no file declares, or that should not be: a plan needs no more of it than its name. */
function hasForeign({ plan, context }: Planned): boolean {
  const { desired, live } = context;
  return (
    plan.changes.some(({ action }) => action === 'delete') ||
    plan.manual.some(({ address }) => !desired.resources.has(address) && live.resources.has(address))
  );
}

function failedCenter(desired: Desired, error: unknown, io: Io): PlannedCenter {
  const { code, status, problems } = failureOf(error, io);
  return { plan: planWithout(desired.center, desired.providerType, status, problems), code };
}

/** Exit code of one plan, pending changes apart. */
const CODES: Readonly<Record<PlanStatus, ExitCode>> = {
  clean: EXIT.done,
  changes: EXIT.done,
  refused: EXIT.refused,
  invalid: EXIT.invalid,
  error: EXIT.failed,
};

/** Something is to be done, by us or by a person. */
function isPending(plan: CenterPlan): boolean {
  return plan.changes.length > 0 || plan.manual.length > 0;
}

/** 2 for pending changes where nothing worse happened. */
export function exitCode(centers: readonly PlannedCenter[], detailed: boolean): ExitCode {
  const code = (one: PlannedCenter): ExitCode =>
    one.code === EXIT.done && detailed && isPending(one.plan) ? EXIT.pending : one.code;
  return combined(centers.map(code));
}
