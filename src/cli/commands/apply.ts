// `cutover apply`: plans (or checks a saved plan again), asks, applies, and reads again until live is as desired.
import pLimit, { type LimitFunction } from 'p-limit';
import { applyOpen } from '../../center/apply.js';
import type { OpenCenter } from '../../center/open.js';
import { type CenterResult, type Desired, InputError } from '../../contract/index.js';
import type { Planned } from '../../plan/plan.js';
import type { AppliedCenter } from '../../render/report.js';
import { resultWithout } from '../../render/without.js';
import { count } from '../../render/words.js';
import { commandSink, fileSink, type Sink } from '../../secrets/sink.js';
import { openAppendFile } from '../../state/append-file.js';
import { combined, EXIT, type ExitCode } from '../exit.js';
import { type NetworkFlags, type SelectFlags, untangled } from '../grammar/options.js';
import type { Io } from '../io.js';
import { loadCenters, required } from '../loading/load.js';
import { problem } from '../problem.js';
import { approved } from '../running/ask.js';
import { inEachCenter, modelFor, openSession, type Session } from '../running/session.js';
import { type TeamLock, teamLock } from '../running/team-lock.js';
import { openSavedPlan, type SavedCenters } from '../saved/open.js';
import { permission, wishesOf } from '../saved/permission.js';
import { shownAs, undoing } from '../saved/undo.js';
import { createDisplay, type Display } from '../telling/display.js';
import { type TellingFlags, tell, withToldProblems } from '../telling/formats.js';
import { failureOf } from '../telling/problems.js';
import { createRecord, type RunRecord } from '../telling/record.js';
import { toolName } from '../version.js';

interface ApplyFlags extends NetworkFlags, SelectFlags, TellingFlags {
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

/** What all centers of one apply share. */
interface Shared {
  readonly session: Session;
  readonly flags: ApplyFlags;
  readonly only: readonly string[] | undefined;
  readonly saved: SavedCenters | undefined;
  readonly display: Display;
  /** One question at a time. */
  readonly asking: LimitFunction;
  readonly team: TeamLock | undefined;
}

export async function run(operands: readonly string[], flags: ApplyFlags, io: Io): Promise<ExitCode> {
  const { files, only } = untangled(operands, flags.only);
  const { session, saved } = await withToldProblems('apply', flags, io, () => opened(files, flags, io));
  const display = createDisplay(session, flags);
  const team = flags.lockUrl === undefined ? undefined : teamLock(flags.lockUrl, io);
  const shared: Shared = { session, flags, only, saved, display, asking: pLimit(1), team };
  const records = new Map<string, RunRecord>();
  const applied = await inEachCenter<Applied>(
    session,
    async (open) => {
      const record = createRecord();
      records.set(open.desired.center, record);
      const result = await applyOne(open, record, shared);
      const told = io.redactor.known({ ...result, problems: [...open.warnings, ...result.problems] });
      display.result(told);
      return { result: told, code: codeOf(told, io) };
    },
    (desired, error) => {
      const failed = failedCenter(desired, error, io);
      display.result(failed.result);
      return failed;
    },
  );
  const told = applied.map(({ result }): AppliedCenter => {
    return { result, ...(records.get(result.center)?.told() ?? { timeline: [] }) };
  });
  await tell({ what: 'apply', tool: toolName(), centers: told, problems: [] }, flags, io);
  return combined(applied.map((one) => one.code));
}

async function applyOne(open: OpenCenter, record: RunRecord, shared: Shared): Promise<CenterResult> {
  const { session, flags, only, saved, display, asking, team } = shared;
  const { io } = session;
  const reviewed = saved?.get(open.desired.center);
  const allowed = reviewed && permission(reviewed, open.provider, flags.strict ?? false, io.redactor);
  const undo = undoing(reviewed, open.provider, (problem) => open.warnings.push(problem));
  const approve = async (planned: Planned): Promise<boolean> => {
    display.plan(shownAs(reviewed, planned));
    allowed?.check(planned);
    if (!flags.autoApprove) await approved(io, question(open, planned));
    return true;
  };
  const result = await applyOpen({
    open,
    plans: {
      model: await modelFor(open, session, flags.verify),
      wishes: {
        ...(reviewed ? wishesOf(reviewed) : { only }),
        ...(flags.allowDeletes === undefined ? {} : { allowDeletes: flags.allowDeletes }),
        writes: { overrideWindow: flags.overrideWindow ?? false },
      },
      ...(allowed ? { permit: allowed.permit } : {}),
      desiredNow: undo?.desiredNow,
    },
    audience: {
      approve: (planned) => asking(() => approve(planned)),
      onPlan: (planned) => record.planned(io.redactor.known(shownAs(reviewed, planned).plan)),
      onRefused: (planned) => display.plan(shownAs(reviewed, planned)),
      onEvent: (happened) => {
        const event = io.redactor.known(happened);
        record.hear(event);
        display.event(event);
      },
    },
    places: { sink: sinkFor(open, flags), teamLock: team?.take },
    drainTimeoutMs: flags.drainTimeout * 1000,
    signal: io.signal,
  });
  return undo?.ended(result) ?? result;
}

interface Opened {
  readonly session: Session;
  readonly saved?: SavedCenters;
}

/** The centers of the files, or of the saved plan. */
async function opened(files: readonly string[], flags: ApplyFlags, io: Io): Promise<Opened> {
  if (flags.plan === undefined)
    return { session: openSession(await loadCenters(required(files), io), flags, io) };
  if (files.length > 0 || flags.only !== undefined) {
    const message = 'A saved plan says what to apply: give --plan without FILE and without --only.';
    throw new InputError([problem('usage', message)]);
  }
  const { loaded, saved } = await openSavedPlan(flags.plan, io);
  return { session: openSession(loaded, flags, io), saved };
}

function sinkFor(open: OpenCenter, flags: ApplyFlags): Sink {
  if (flags.secretsCommand !== undefined) return commandSink(flags.secretsCommand);
  return fileSink(flags.secretsOut ?? open.files.secrets, openAppendFile);
}

function question(open: OpenCenter, { plan }: Planned): string {
  const { create, update, delete: deletes } = plan.summary;
  return `${open.desired.center}: make ${count(create + update + deletes, 'change')} with ${count(plan.callCount, 'call')}?`;
}

function codeOf(result: CenterResult, io: Io): ExitCode {
  if (io.signal.aborted) return EXIT.interrupted;
  if (result.status === 'converged') return result.manual.length > 0 ? EXIT.partial : EXIT.done;
  return { partial: EXIT.partial, refused: EXIT.refused, error: EXIT.failed }[result.status];
}

function failedCenter(desired: Desired, error: unknown, io: Io): Applied {
  const { code, status, problems } = failureOf(error, io);
  const ended = status === 'refused' ? status : 'error';
  return { result: resultWithout(desired.center, ended, problems), code };
}
