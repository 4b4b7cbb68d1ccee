// `cutover show`: a saved plan, as `plan` showed it.
import { planJson } from '../../render/plan-json.js';
import { planLines } from '../../render/plan-text.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import type { CommonFlags } from '../options.js';
import { blocks, textOptions, writeResult } from '../output.js';
import { plansToShow } from '../saved-plans.js';

export interface ShowFlags extends CommonFlags {
  readonly format: 'text' | 'json';
  readonly out: string;
}

export async function run([path = '']: readonly string[], flags: ShowFlags, io: Io): Promise<ExitCode> {
  const { tool, centers } = plansToShow(path);
  const text =
    flags.format === 'json'
      ? planJson(tool, centers)
      : blocks(centers.map((plan) => planLines(plan, textOptions(io, flags))));
  writeResult(flags.out, text, io);
  return EXIT.done;
}
