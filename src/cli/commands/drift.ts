// `cutover drift`: what moved at the vendor since the files were applied, and in which direction.

import { directed } from '../../render/report.js';
import { driftLines } from '../../render/text/drift.js';
import { type DriftCenter, type WatchFlags, watchDrift } from '../drift/watch.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { exitCode, type PlannedCenter, readAndPlan } from '../running/read-and-plan.js';
import { tell, withToldProblems } from '../telling/formats.js';
import { blocks, textOptions } from '../telling/text.js';
import { toolName } from '../version.js';

interface DriftFlags extends WatchFlags {
  /** Where the patch that adopts the live side goes. */
  readonly propose?: string;
}

export async function run(operands: readonly string[], flags: DriftFlags, io: Io): Promise<ExitCode> {
  const watch = watchDrift(flags, io);
  const foreign = flags.propose !== undefined;
  const planned = await withToldProblems('drift', flags, io, () =>
    readAndPlan(operands, flags, io, { foreign }),
  ).catch(async (error: unknown) => {
    await watch.failed(error);
    throw error;
  });
  const { session } = planned;
  const centers = planned.centers.map(withoutWriteGuards).map((one): DriftCenter => {
    return { ...one, plan: directed(one.plan) };
  });
  const code = exitCode(centers, true);
  // With `--propose -` the patch is what standard output is for.
  await report(centers, flags.propose === '-' ? { ...flags, format: 'none' } : flags, io);
  if (flags.propose !== undefined) {
    const { writeProposal } = await import('../drift/proposal.js');
    writeProposal(flags.propose, { ...planned, centers }, flags);
  }
  await watch.told(centers, session.loaded, code);
  return code;
}

async function report(centers: readonly DriftCenter[], flags: DriftFlags, io: Io): Promise<void> {
  const plans = centers.map(({ plan }) => plan);
  await tell({ what: 'drift', tool: toolName(), centers: plans, problems: [] }, flags, io);
  if (flags.format === 'text') {
    const told = centers.filter(({ planned }) => planned !== undefined);
    io.write(blocks(told.map(({ plan }) => driftLines(plan, textOptions(io, flags)))));
  }
}

/**
 * Nothing is written here, so a guard that would refuse to put it back (a ceiling of deletions, a floor) is worth a
 * line, but does not hide that something moved. A read that is not complete does.
 */
function withoutWriteGuards(one: PlannedCenter): PlannedCenter {
  if (one.plan.status !== 'refused' || !one.planned) return one;
  if (one.plan.problems.some(({ code }) => code === 'incomplete-read')) return one;
  return { ...one, plan: { ...one.plan, status: 'changes' }, code: EXIT.done };
}
