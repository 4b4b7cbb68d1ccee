// What follows a `drift` for those who do not read its output: the metrics file and the webhook. Failures of the whole
// run are told as well, since a silent check is worse than none.
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type CenterPlan, InputError } from '../../contract/index.js';
import { driftDirection } from '../../plan/drift-direction.js';
import { type CenterMetrics, centersIn, metricsText } from '../../render/metrics.js';
import type { NotifiedCenter } from '../../render/notification.js';
import { type DriftPlan, planWithout } from '../../render/plan-json.js';
import { makeFolder } from '../../state/folder.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import {
  exitCode,
  type PlannedCenter,
  type PlannedCenters,
  type PlanningFlags,
} from '../running/planning.js';
import { failureOf } from '../telling/problems.js';
import { version } from '../version.js';

export interface WatchFlags extends PlanningFlags {
  /** Where the Prometheus text file goes. */
  readonly metrics?: string;
  /** A webhook; CUTOVER_NOTIFY_URL where it is not given. */
  readonly notify?: string;
}

export interface DriftWatch {
  told(planned: PlannedCenters, code: ExitCode): Promise<void>;
  /** The run ended before there were centers. */
  failed(error: unknown): Promise<void>;
}

/** Throws InputError where the address of the webhook is none. */
export function watchDrift(flags: WatchFlags, io: Io): DriftWatch {
  const url = urlOf(flags, io);
  const tell = async (
    exit: ExitCode,
    metrics: () => readonly CenterMetrics[],
    centers: readonly NotifiedCenter[],
    problems: CenterPlan['problems'],
    secrets: Iterable<string>,
  ): Promise<void> => {
    try {
      if (url === undefined || exit === EXIT.interrupted) return;
      const { notify } = await import('./notify.js');
      await notify(
        { url, stateDir: flags.stateDir, exitCode: exit, centers, problems, secrets },
        io,
        new Date(),
      );
    } finally {
      if (flags.metrics !== undefined) writeMetrics(flags.metrics, metrics());
    }
  };
  return {
    told: ({ centers, around }, code) => {
      const { loaded } = around;
      const kinds = (name: string): readonly string[] | undefined => {
        const desired = loaded.centers.find(({ center }) => center === name);
        return desired && loaded.vendors.of(desired).provider.kinds.map((kind) => kind.name);
      };
      return tell(
        code,
        () => centers.map((one) => metricsOf(one, kinds(one.plan.center))),
        centers.map(notifiedOf),
        [],
        loaded.secrets.values(),
      );
    },
    failed: (error) => {
      const { code, problems } = failureOf(error, io);
      const names = flags.metrics === undefined ? [] : centersIn(before(flags.metrics));
      const known = names.length > 0 ? names : [''];
      return tell(code, () => known.map((center) => ({ center, exitCode: code })), [], problems, []);
    },
  };
}

export function directed(plan: CenterPlan): DriftPlan {
  return {
    ...plan,
    changes: plan.changes.map((change) => ({ ...change, direction: driftDirection(change) })),
  };
}

function metricsOf(one: PlannedCenter, kinds: readonly string[] | undefined): CenterMetrics {
  const { plan, planned, seconds } = one;
  return {
    center: plan.center,
    exitCode: exitCode([one], true),
    ...(planned ? { plan: directed(plan) } : {}),
    ...(kinds ? { kinds } : {}),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

function notifiedOf(one: PlannedCenter): NotifiedCenter {
  const code = exitCode([one], true);
  const status = code === EXIT.done ? 'clean' : code === EXIT.pending ? 'drift' : 'error';
  const plan = one.planned
    ? one.plan
    : planWithout(one.plan.center, one.plan.provider, 'error', one.plan.problems);
  return { plan: directed(plan), status };
}

function before(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Whole or not at all: the collector may read at any moment, as another user. */
function writeMetrics(path: string, centers: readonly CenterMetrics[]): void {
  const at = Math.floor(Date.now() / 1000);
  const text = metricsText({ at, version: version(), centers, previous: before(path) });
  makeFolder(dirname(path));
  writeFileAtomic.sync(path, text, { mode: 0o644 });
}

/** Not checked with the other options, which repeat what is wrong: the address is a secret. */
function urlOf({ notify }: WatchFlags, { env }: Io): string | undefined {
  const text = notify ?? env.CUTOVER_NOTIFY_URL;
  if (text === undefined || (text === '' && notify === undefined)) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text;
  const name = notify === undefined ? 'CUTOVER_NOTIFY_URL' : '--notify';
  const message = `${name} is not an http or https address. Give the address of the webhook, or leave it away.`;
  throw new InputError([{ code: 'bad-notify-url', severity: 'error', message, address: null }]);
}
