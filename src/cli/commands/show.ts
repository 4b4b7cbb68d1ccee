// `cutover show`: a saved plan, as `plan` showed it.
import { planJson } from '../../render/plan-json.js';
import { planLines } from '../../render/plan-text.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { plansToShow } from '../saved/show.js';
import { formerPlan, isRich, rendered } from '../telling/formats.js';
import { blocks, textOptions, writeResult } from '../telling/output.js';

export interface ShowFlags extends CommonFlags {
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
  if (flags.format === 'json') return planJson(tool, centers);
  if (isRich(flags.format)) {
    const report = { what: 'plan', tool, centers, problems: [] } as const;
    return rendered(flags.format, report, formerPlan(flags.previous));
  }
  return blocks(centers.map((plan) => planLines(plan, textOptions(io, flags))));
}
