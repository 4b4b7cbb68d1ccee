// Applies one center: recover, read, plan, ask, send, read again. The main line; each step has its own file.

import { type CenterResult, InputError, type Problem, RefusedError, VendorError } from '../contract/index.js';
import type { Planned } from '../plan/plan.js';
import type { ApplyInput } from './input.js';
import { type Part, publicOutcomes } from './outcomes.js';
import { afterOpenWrites, recover } from './recover.js';
import { type RoundsEnd, runRounds } from './rounds.js';
import { type Run, startRun } from './run.js';
import { sinkProblem } from './sink-guard.js';

/** Never throws: whatever goes wrong is the result's status and problems. */
export async function applyCenter(input: ApplyInput): Promise<CenterResult> {
  const startedAt = input.now();
  const run = startRun(input);
  const parts = new Map<string, Part>();
  const end = await steps(run, parts).catch((error: unknown) => stoppedBy(run, error));
  await input.ledger.save().catch((error: unknown) => void run.problems.push(problemOf(run, error)));
  const result = resultOf(run, end, parts, input.now() - startedAt);
  run.emit({ event: 'end', status: result.status, callCount: result.callCount, reads: result.reads });
  return result;
}

interface End extends Omit<Partial<RoundsEnd>, 'status'> {
  readonly status: CenterResult['status'];
}

async function steps(run: Run, parts: Map<string, Part>): Promise<End> {
  const { input } = run;
  let live = await input.readLive();
  // Facts of another account are no facts: what they led us to read is read again without them.
  if (input.ledger.bind(live.account)) live = await input.readLive();
  run.account = live.account;
  await input.ledger.save();
  live = await afterOpenWrites(run, live);

  let first = input.planAgain(live, input.ledger.current());
  let refusal = await refusedBy(run, first);
  // Writes of a run that was cut off come to their end first, but not where the guards forbid to write at all.
  if (!refusal && (await recover(run, live))) {
    first = input.planAgain(await input.readLive(), input.ledger.current());
    refusal = await refusedBy(run, first);
  }
  if (refusal) {
    run.problems.push(...refusal);
    return { status: 'refused', rounds: 0, last: first.plan };
  }
  if (first.plan.changes.length > 0 && input.approve && !(await input.approve(first))) {
    run.problems.push(notApproved());
    return { status: 'refused', rounds: 0, last: first.plan };
  }
  return runRounds(run, first, parts);
}

/** Every reason not to begin: the plan's guards, and a secret that would have nowhere to go. */
async function refusedBy(run: Run, { plan, context }: Planned): Promise<readonly Problem[] | undefined> {
  const guards = plan.problems.filter(({ severity }) => severity === 'error');
  if (plan.status === 'refused' || plan.status === 'invalid' || plan.status === 'error') return guards;
  const sink = await sinkProblem(run.input, plan, context);
  return sink ? [sink] : undefined;
}

function notApproved(): Problem {
  return {
    code: 'not-approved',
    severity: 'error',
    message: 'The plan was not approved; nothing was sent. Answer yes, or run with --auto-approve.',
    address: null,
  };
}

function stoppedBy(run: Run, error: unknown): End {
  if (run.input.signal.aborted) return { status: 'partial' };
  run.problems.push(
    ...(error instanceof RefusedError || error instanceof InputError
      ? error.problems
      : [problemOf(run, error)]),
  );
  return { status: error instanceof RefusedError ? 'refused' : 'error' };
}

function problemOf(run: Run, error: unknown): Problem {
  const message = error instanceof Error ? error.message : 'Something unknown was thrown.';
  return { code: codeOf(error), severity: 'error', message: run.input.redactor.text(message), address: null };
}

function codeOf(error: unknown): string {
  if (error instanceof VendorError) return error.code;
  if (!(error instanceof Error)) return 'unexpected';
  if (error.name === 'SinkError') return 'secret-not-kept';
  return 'syscall' in error ? 'file-failed' : 'unexpected';
}

/** Without a last plan, what is not done remains. */
function notDone(parts: ReadonlyMap<string, Part>): string[] {
  return [...parts].filter(([, { status }]) => status !== 'done').map(([key]) => key);
}

function resultOf(run: Run, end: End, parts: ReadonlyMap<string, Part>, durationMs: number): CenterResult {
  const { client, desired, signal } = run.input;
  // A run that was cut short did not read again: its last plan still holds what it has done.
  const hasReadAgain = end.last && !signal.aborted && run.stopped === undefined;
  return {
    center: desired.center,
    status: end.status,
    outcomes: publicOutcomes(end.parts ?? parts),
    callCount: client.stats.writes,
    reads: client.stats.reads,
    rounds: end.rounds ?? 0,
    remaining: hasReadAgain ? end.last.changes.map(({ key }) => key) : notDone(end.parts ?? parts),
    secrets: run.secrets,
    problems: [
      ...run.problems,
      ...cutShort(run),
      ...(end.last?.problems ?? []).filter(({ severity }) => severity === 'warning'),
    ],
    manual: end.last?.manual ?? [],
    durationMs: Math.round(durationMs),
  };
}

/** Why no new call was started, if a person or an agent's call is the reason. */
function cutShort({ input, stopped }: Run): Problem[] {
  const problem = (code: string, message: string): Problem[] => [
    { code, severity: 'error', message, address: null },
  ];
  if (input.signal.aborted || stopped?.kind === 'interrupted') {
    return problem(
      'interrupted',
      'Interrupted: calls in flight were finished, no new one was started. Run again to go on.',
    );
  }
  return stopped?.kind === 'refused' ? problem('busy-agents', `${stopped.because}. Run again later.`) : [];
}
