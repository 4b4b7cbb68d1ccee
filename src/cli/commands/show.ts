// `cutover show`: a saved plan, as `plan` showed it.
import { planLines } from '../../render/text/plan.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { formerPlan } from '../saved/former.js';
import { plansToShow } from '../saved/show.js';
import { isReported, reportText } from '../telling/formats.js';
import { writeResult } from '../telling/output.js';
import { blocks, textOptions } from '../telling/text.js';

interface ShowFlags extends CommonFlags {
  readonly format: string;
  readonly out: string;
  /** The comment or the plan of the last push. */
  readonly previous?: string;
}

export async function run([path = '']: readonly string[], flags: ShowFlags, io: Io): Promise<ExitCode> {
  writeResult(flags.out, await shown(path, flags, io), io);
  return EXIT.done;
}

async function shown(path: string, flags: ShowFlags, io: Io): Promise<string> {
  const { tool, centers } = plansToShow(path);
  if (!isReported(flags.format))
    return blocks(centers.map((plan) => planLines(plan, textOptions(io, flags))));
  const former = flags.format === 'json' ? {} : formerPlan(flags.previous);
  return reportText(flags.format, { what: 'plan', tool, centers, problems: [] }, former);
}
