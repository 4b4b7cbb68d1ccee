// What plan and drift share: load, choose, plan many centers, and turn each failure into that center's own plan.
import type { OpenCenter } from '../../center/open.js';
import { type Planned, type PlanWishes, planCenter } from '../../center/plan.js';
import { readCenter } from '../../center/read.js';
import type { CenterPlan, Desired, Live, Problem } from '../../contract/index.js';
import { planWithout } from '../../render/plan-json.js';
import { createTheme } from '../../render/theme.js';
import { combined, EXIT, type ExitCode } from '../exit.js';
import { type NetworkFlags, type SelectFlags, untangled } from '../grammar/options.js';
import { type Io, wantsColour } from '../io.js';
import { type LoadedCenters, loadCenters, required } from '../loading/load.js';
import type { TellingFlags } from '../telling/formats.js';
import { failureOf, printProblems, warningsInShort } from '../telling/problems.js';
import { createProgress } from '../telling/progress.js';
import { eachCenter, sharded } from './centers.js';
import { modelFor, type Surroundings, withCenter } from './session.js';

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

/** What a command wants beside the plan. */
export interface PlanningExtras {
  /** For a center that holds what no file wants: all of it, read again as `pull` does. */
  readonly foreign?: boolean;
}

export interface PlannedCenters {
  readonly centers: readonly PlannedCenter[];
  readonly around: Surroundings;
  /** What `--only` named. */
  readonly only: readonly string[] | undefined;
}

/** Plans every center that the command line names. */
export async function planCenters(
  operands: readonly string[],
  flags: PlanningFlags,
  io: Io,
  { foreign = false }: PlanningExtras = {},
): Promise<PlannedCenters> {
  const { files, only } = untangled(operands, flags.only);
  const { around, centers } = surroundings(await loadCenters(required(files), io), flags, io);
  const wishes: PlanWishes = { only, allowDeletes: flags.allowDeletes };
  const results = await eachCenter<PlannedCenter>(
    centers,
    flags.centersConcurrency,
    (desired) => {
      const start = performance.now();
      return withCenter(desired, around, async (open) => {
        const read = await readCenter(open);
        const planned = planCenter(open, read, await modelFor(open, around, flags.verify ?? true), wishes);
        warn(open, around);
        const seconds = Math.round(performance.now() - start) / 1000;
        const full = foreign && hasForeign(planned) ? (await readCenter(open, true)).live : undefined;
        const told = io.redactor.known(planned.plan);
        return { plan: told, code: codeOf(planned.plan), planned, seconds, ...(full ? { full } : {}) };
      });
    },
    (desired, error) => failedCenter(desired, error, around),
  );
  around.progress.stop();
  const theme = createTheme(wantsColour(io, flags, 'err'));
  for (const { plan, planned } of results) {
    if (!planned) printProblems(plan.problems.map(named(plan.center)), io, theme);
  }
  return { centers: results, around, only };
}

/** Something is live that no file declares, or that should not be: a plan needs no more of it than its name. */
function hasForeign({ plan, context }: Planned): boolean {
  const { desired, live } = context;
  return (
    plan.changes.some(({ action }) => action === 'delete') ||
    plan.manual.some(({ address }) => !desired.resources.has(address) && live.resources.has(address))
  );
}

/** Opens what all centers of a run share, and picks the centers of this part. */
export function surroundings(
  loaded: LoadedCenters,
  flags: NetworkFlags & SelectFlags,
  io: Io,
): { readonly around: Surroundings; readonly centers: readonly Desired[] } {
  const centers = sharded(loaded.centers, flags.shard);
  if (!flags.quiet)
    printProblems(warningsInShort(loaded.warnings), io, createTheme(wantsColour(io, flags, 'err')));
  if (centers.length === 0) io.note('No center falls into this part; nothing to do.\n');
  const progress = createProgress(io, { quiet: flags.quiet ?? false, centers: centers.length });
  io.signal.addEventListener('abort', () => {
    progress.clear();
    io.note('Interrupted: finishing calls in flight. Once more stops at once.\n');
  });
  return { around: { loaded, flags, io, progress }, centers };
}

/** Exit code of one plan, pending changes apart. */
function codeOf(plan: CenterPlan): ExitCode {
  return {
    clean: EXIT.done,
    changes: EXIT.done,
    refused: EXIT.refused,
    invalid: EXIT.invalid,
    error: EXIT.failed,
  }[plan.status];
}

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

function failedCenter(desired: Desired, error: unknown, around: Surroundings): PlannedCenter {
  const failure = failureOf(error, around.io);
  const status = failure.status === 'interrupted' ? 'error' : failure.status;
  return {
    plan: planWithout(desired.center, desired.providerType, status, failure.problems),
    code: failure.code,
  };
}

/** Shows once what a person should know about this center's connection and ledger. */
export function warn(open: OpenCenter, around: Surroundings): void {
  if (around.flags.quiet || open.warnings.length === 0) return;
  around.progress.clear();
  const theme = createTheme(wantsColour(around.io, around.flags, 'err'));
  printProblems(open.warnings.map(named(open.desired.center)), around.io, theme);
}

/** Says which center a problem without a place belongs to. */
export function named(center: string): (problem: Problem) => Problem {
  return (problem) =>
    problem.file === undefined ? { ...problem, message: `${center}: ${problem.message}` } : problem;
}
