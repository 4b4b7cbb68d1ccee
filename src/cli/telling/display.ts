// What `cutover apply` shows while it works: the plan before, calls as they end, the result after.

import type { ApplyEvent, CenterResult, Problem } from '../../contract/index.js';
import type { Planned } from '../../plan/plan.js';
import { resultEvents } from '../../render/programs/events.js';
import { safeJson } from '../../render/sanitize.js';
import { planLines } from '../../render/text/plan.js';
import { resultLines } from '../../render/text/result.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import type { TellingFlags } from './formats.js';
import { ofCenter, printProblems } from './problems.js';
import type { Progress } from './progress.js';
import { blocks, textOptions } from './text.js';

interface DisplayFlags extends CommonFlags, TellingFlags {
  readonly autoApprove?: boolean;
}

export interface Display {
  plan(planned: Planned): void;
  event(event: ApplyEvent): void;
  result(result: CenterResult): void;
}

/** Shows what goes on, each format in its own way; one block at a time, so that centers do not mix. */
export function createDisplay(
  { io, progress }: { readonly io: Io; readonly progress: Progress },
  flags: DisplayFlags,
): Display {
  const options = textOptions(io, flags);
  const ends = new Map<string, ApplyEvent>();
  const standing = new Map<string, { done: number; planned: number }>();
  return {
    plan(planned) {
      const plan = io.redactor.known(planned.plan);
      progress.clear();
      const text = `${blocks([planLines(plan, options)])}\n`;
      if (flags.format === 'text') {
        // Who asked for silence and approved unseen wants the result alone; a refused plan is always shown.
        if (!flags.quiet || !flags.autoApprove || plan.status === 'refused') io.write(text);
      } else if (!flags.autoApprove) io.note(text);
    },
    event(event) {
      // The end is told after the outcomes, which only the result knows.
      if (flags.format === 'ndjson' && event.event === 'end') ends.set(event.center, event);
      else if (flags.format === 'ndjson') io.write(`${safeJson(event, 0)}\n`);
      if (event.event === 'round') standing.set(event.center, { done: 0, planned: event.calls });
      const now = standing.get(event.center);
      if (!now) return;
      if (event.event === 'call-end') now.done += 1;
      progress.report(event.center, event.event === 'wait' ? 'waiting' : 'applying', now.done, now.planned);
    },
    result(result) {
      progress.clear();
      const told = result.problems.filter(({ severity }) => severity === 'error' || !flags.quiet);
      printProblems(unique(told).map(ofCenter(result.center)), io, flags);
      if (flags.format === 'text') io.write(blocks([resultLines(result, options)]));
      if (flags.format === 'ndjson') {
        io.write(resultEvents(result, ends.get(result.center), new Date().toISOString()));
      }
    },
  };
}

/** One message for what went wrong in two places for one reason. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.message}`, problem])).values()];
}
