// `cutover apply`: plans (or checks a saved plan again), asks, applies, and reads again until live is as desired.
import pLimit from 'p-limit';
import { applyOpen } from '../../center/apply.js';
import type { OpenCenter } from '../../center/open.js';
import type { Planned } from '../../center/plan.js';
import {
  type ApplyEvent,
  type CenterResult,
  type Desired,
  InputError,
  type Problem,
} from '../../contract/index.js';
import { resultWithout } from '../../render/plan-json.js';
import { planLines } from '../../render/plan-text.js';
import type { AppliedCenter } from '../../render/report.js';
import { resultEvents } from '../../render/result-events.js';
import { resultLines } from '../../render/result-text.js';
import { safeJson } from '../../render/sanitize.js';
import { createTheme } from '../../render/theme.js';
import { count } from '../../render/words.js';
import { commandSink, fileSink, type Sink } from '../../secrets/sink.js';
import { openAppendFile } from '../../state/append-file.js';
import { approved } from '../ask.js';
import { modelFor, type Surroundings, withCenter } from '../center.js';
import { eachCenter } from '../centers.js';
import { combined, EXIT, type ExitCode } from '../exit.js';
import { type TellingFlags, tell, withToldProblems } from '../formats.js';
import { type Io, wantsColour } from '../io.js';
import { loadCenters, required } from '../load.js';
import { type OpenedPlan, openSavedPlan } from '../open-plan.js';
import { type NetworkFlags, type SelectFlags, untangled } from '../options.js';
import { blocks, textOptions } from '../output.js';
import { named, surroundings } from '../planning.js';
import { createRecord, type RunRecord } from '../record.js';
import { failureOf, printProblems } from '../report.js';
import { permission, wishesOf } from '../saved-apply.js';
import { shownAs, undoing } from '../saved-undo.js';
import { teamLock } from '../team-lock.js';
import { toolName } from '../version.js';

export interface ApplyFlags extends NetworkFlags, SelectFlags, TellingFlags {
  readonly drainTimeout: number;
  readonly secretsOut?: string;
  readonly secretsCommand?: string;
  readonly lockUrl?: string;
  readonly plan?: string;
  readonly strict?: boolean;
  readonly autoApprove?: boolean;
  readonly allowDeletes?: number;
  readonly overrideWindow?: boolean;
  readonly verify: boolean;
}

interface Applied {
  readonly result: CenterResult;
  readonly code: ExitCode;
}

export async function run(operands: readonly string[], flags: ApplyFlags, io: Io): Promise<ExitCode> {
  const { files, only } = untangled(operands, flags.only);
  const { around, centers, saved } = await withToldProblems('apply', flags, io, () =>
    opened(files, flags, io),
  );
  const show = shower(around, flags);
  const records = new Map<string, RunRecord>();
  const asking = pLimit(1);
  const team = flags.lockUrl === undefined ? undefined : teamLock(flags.lockUrl, io);
  const applyOne = async (open: OpenCenter): Promise<CenterResult> => {
    const record = createRecord();
    records.set(open.desired.center, record);
    const reviewed = saved?.get(open.desired.center);
    const allowed = reviewed && permission(reviewed, open.provider, flags.strict ?? false, io.redactor);
    const undo = undoing(reviewed, open.provider, (problem) => open.warnings.push(problem));
    const approve = async (planned: Planned): Promise<boolean> => {
      show.plan(shownAs(reviewed, planned));
      allowed?.check(planned);
      if (!flags.autoApprove) await approved(io, question(open, planned));
      return true;
    };
    const result = await applyOpen({
      open,
      model: await modelFor(open, around, flags.verify),
      wishes: {
        ...(reviewed ? wishesOf(reviewed) : { only }),
        ...(flags.allowDeletes === undefined ? {} : { allowDeletes: flags.allowDeletes }),
        writes: { overrideWindow: flags.overrideWindow ?? false },
      },
      onRefused: (planned) => show.plan(shownAs(reviewed, planned)),
      teamLock: team?.take,
      drainTimeoutMs: flags.drainTimeout * 1000,
      sink: sinkFor(open, flags),
      signal: io.signal,
      approve: (planned) => asking(() => approve(planned)),
      ...(allowed ? { permit: allowed.permit } : {}),
      desiredNow: undo?.desiredNow,
      onPlan: (planned) => record.planned(io.redactor.known(shownAs(reviewed, planned).plan)),
      onEvent: (happened) => {
        const event = io.redactor.known(happened);
        record.hear(event);
        show.event(event);
      },
    });
    return undo?.ended(result) ?? result;
  };
  const applied = await eachCenter<Applied>(
    centers,
    flags.centersConcurrency,
    (desired) =>
      withCenter(desired, around, async (open) => {
        const result = await applyOne(open);
        const told = io.redactor.known({ ...result, problems: [...open.warnings, ...result.problems] });
        show.result(told);
        return { result: told, code: codeOf(told, io) };
      }),
    (desired, error) => {
      const failed = failedCenter(desired, error, io);
      show.result(failed.result);
      return failed;
    },
  );
  around.progress.stop();
  const told = applied.map(({ result }): AppliedCenter => {
    return { result, ...(records.get(result.center)?.told() ?? { timeline: [] }) };
  });
  await tell({ what: 'apply', tool: toolName(), centers: told, problems: [] }, flags, io);
  return combined(applied.map((one) => one.code));
}

interface Opened {
  readonly around: Surroundings;
  readonly centers: readonly Desired[];
  readonly saved?: OpenedPlan['saved'];
}

/** The centers of the files, or of the saved plan. */
async function opened(files: readonly string[], flags: ApplyFlags, io: Io): Promise<Opened> {
  if (flags.plan === undefined) return surroundings(await loadCenters(required(files), io), flags, io);
  if (files.length > 0 || flags.only !== undefined) {
    const message = 'A saved plan says what to apply: give --plan without FILE and without --only.';
    throw new InputError([{ code: 'usage', severity: 'error', message, address: null }]);
  }
  const { loaded, saved } = await openSavedPlan(flags.plan, io);
  return { ...surroundings(loaded, flags, io), saved };
}

function sinkFor(open: OpenCenter, flags: ApplyFlags): Sink {
  if (flags.secretsCommand !== undefined) return commandSink(flags.secretsCommand);
  return fileSink(flags.secretsOut ?? open.files.secrets, openAppendFile);
}

function question(open: OpenCenter, { plan }: Planned): string {
  const { create, update, delete: deletes } = plan.summary;
  return `${open.desired.center}: make ${count(create + update + deletes, 'change')} with ${count(plan.callCount, 'call')}?`;
}

/** Shows what goes on, each format in its own way; one block at a time, so that centers do not mix. */
function shower(
  { io, progress }: Surroundings,
  flags: ApplyFlags,
): {
  plan(planned: Planned): void;
  event(event: ApplyEvent): void;
  result(result: CenterResult): void;
} {
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
      printProblems(unique(told).map(named(result.center)), io, createTheme(wantsColour(io, flags, 'err')));
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

function codeOf(result: CenterResult, io: Io): ExitCode {
  if (io.signal.aborted) return EXIT.interrupted;
  if (result.status === 'converged') return result.manual.length > 0 ? EXIT.partial : EXIT.done;
  return { partial: EXIT.partial, refused: EXIT.refused, error: EXIT.failed }[result.status];
}

function failedCenter(desired: Desired, error: unknown, io: Io): Applied {
  const failure = failureOf(error, io);
  const status = failure.status === 'refused' ? 'refused' : 'error';
  return { result: resultWithout(desired.center, status, failure.problems), code: failure.code };
}
