// `cutover graph`: the order of the calls as a picture, from files or from a saved plan.
import { graphText } from '../../render/programs/graph.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { required } from '../loading/load.js';
import { exitCode, type PlanningFlags, readAndPlan } from '../running/read-and-plan.js';
import { plansToShow } from '../saved/show.js';
import { writeResult } from '../telling/output.js';

interface GraphFlags extends PlanningFlags {
  readonly format: 'mermaid' | 'dot';
  readonly all?: boolean;
  readonly out: string;
}

export async function run(operands: readonly string[], flags: GraphFlags, io: Io): Promise<ExitCode> {
  const [first = ''] = required(operands);
  const isSaved = operands.length === 1 && /\.json$/i.test(first);
  if (isSaved) {
    writeResult(flags.out, graphText(flags.format, plansToShow(first).centers, flags.all ?? false), io);
    return EXIT.done;
  }
  const { centers } = await readAndPlan(operands, flags, io);
  const plans = centers.flatMap(({ plan, planned }) => (planned ? [plan] : []));
  writeResult(flags.out, graphText(flags.format, plans, flags.all ?? false), io);
  return exitCode(centers, false);
}
