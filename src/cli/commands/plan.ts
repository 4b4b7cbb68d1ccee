// `cutover plan`: reads live and shows what would change. Nothing is written at the vendor.
import { planJson } from '../../render/plan-json.js';
import { planLines } from '../../render/plan-text.js';
import type { ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { blocks, textOptions, writeResult } from '../output.js';
import { exitCode, type PlanningFlags, planCenters, withJsonProblems } from '../planning.js';
import { savedText } from '../saved-plans.js';
import { toolName } from '../version.js';

export interface PlanFlags extends PlanningFlags {
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

export async function run(operands: readonly string[], flags: PlanFlags, io: Io): Promise<ExitCode> {
  const { centers, around, only } = await withJsonProblems(flags.format === 'json', io, () =>
    planCenters(operands, flags, io),
  );
  const plans = centers.map((one) => one.plan);
  if (flags.out !== '-') {
    io.write(
      flags.format === 'json'
        ? planJson(toolName(), plans)
        : blocks(
            centers.filter((one) => one.planned).map(({ plan }) => planLines(plan, textOptions(io, flags))),
          ),
    );
  }
  if (flags.out !== undefined) {
    const planned = centers.flatMap((one) => (one.planned ? [one.planned] : []));
    writeResult(flags.out, savedText(planned, only, around.loaded), io, 0o600);
    if (flags.out !== '-' && !flags.quiet) {
      io.note(`Kept in ${flags.out}. To apply exactly this: cutover apply --plan ${flags.out}\n`);
    }
  }
  return exitCode(centers, flags.detailedExitcode ?? false);
}
