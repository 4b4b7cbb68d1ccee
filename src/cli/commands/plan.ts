// `cutover plan`: reads live and shows what would change. Nothing is written at the vendor.
import { planLines } from '../../render/text/plan.js';
import type { ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { exitCode, type PlanningFlags, readAndPlan } from '../running/read-and-plan.js';
import { formerPlan } from '../saved/former.js';
import { savedText } from '../saved/save.js';
import { tell, withToldProblems } from '../telling/formats.js';
import { writeResult } from '../telling/output.js';
import { blocks, textOptions } from '../telling/text.js';
import { toolName } from '../version.js';

interface PlanFlags extends PlanningFlags {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  /** The comment or the plan of the last push. */
  readonly previous?: string;
}

export async function run(operands: readonly string[], flags: PlanFlags, io: Io): Promise<ExitCode> {
  const former = formerPlan(flags.previous);
  const { centers, session, only } = await withToldProblems('plan', flags, io, () =>
    readAndPlan(operands, flags, io),
  );
  const plans = centers.map((one) => one.plan);
  const report = { what: 'plan', tool: toolName(), centers: plans, problems: [] } as const;
  // With `--out -` the saved plan is what standard output is for.
  const isText = flags.format === 'text' || flags.out === '-';
  await tell(report, isText ? { ...flags, format: 'text' } : flags, io, former);
  if (isText && flags.out !== '-') {
    const told = centers.filter((one) => one.planned);
    io.write(blocks(told.map(({ plan }) => planLines(plan, textOptions(io, flags)))));
  }
  if (flags.out !== undefined) {
    const planned = centers.flatMap((one) => (one.planned ? [one.planned] : []));
    writeResult(flags.out, savedText(planned, only, session.loaded, io), io, 0o600);
    if (flags.out !== '-' && !flags.quiet) {
      io.note(`Kept in ${flags.out}. To apply exactly this: cutover apply --plan ${flags.out}\n`);
    }
  }
  return exitCode(centers, flags.detailedExitcode ?? false);
}
