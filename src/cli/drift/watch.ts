// What follows a `drift` for those who do not read its output: the metrics file and the webhook. Failures of the whole
// run are told as well, since a silent check is worse than none.
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { InputError } from '../../contract/index.js';
import { type CenterMetrics, centersIn, metricsText } from '../../render/programs/metrics.js';
import type { NotifiedCenter } from '../../render/programs/notification.js';
import type { DriftPlan } from '../../render/report.js';
import { makeFolder } from '../../state/folder.js';
import { EXIT, type ExitCode } from '../exit.js';
import { isWebAddress } from '../grammar/options.js';
import type { Io } from '../io.js';
import type { LoadedCenters } from '../loading/load.js';
import { problem } from '../problem.js';
import { exitCode, type PlannedCenter, type PlanningFlags } from '../running/read-and-plan.js';
import { failureOf } from '../telling/problems.js';
import { version } from '../version.js';
import type { Notifying } from './notify.js';

export interface WatchFlags extends PlanningFlags {
  /** Where the Prometheus text file goes. */
  readonly metrics?: string;
  /** A webhook; CUTOVER_NOTIFY_URL where it is not given. */
  readonly notify?: string;
}

/** A center that was planned, its changes seen from the live side. */
export interface DriftCenter extends PlannedCenter {
  readonly plan: DriftPlan;
}

export interface DriftWatch {
  told(centers: readonly DriftCenter[], loaded: LoadedCenters, code: ExitCode): Promise<void>;
  /** The run ended before there were centers. */
  failed(error: unknown): Promise<void>;
}

/** Throws InputError where the address of the webhook is none. */
export function watchDrift(flags: WatchFlags, io: Io): DriftWatch {
  const url = urlOf(flags, io);
  const { stateDir } = flags;
  const tell = async (ended: Ended, metrics: () => readonly CenterMetrics[]): Promise<void> => {
    try {
      if (url === undefined || ended.exitCode === EXIT.interrupted) return;
      const { notify } = await import('./notify.js');
      await notify({ ...ended, url, stateDir }, io, new Date());
    } finally {
      if (flags.metrics !== undefined) writeMetrics(flags.metrics, metrics());
    }
  };
  return {
    told: (centers, loaded, exitCode) => {
      const secrets = loaded.secrets.values();
      return tell({ exitCode, centers: centers.map(notifiedOf), problems: [], secrets }, () =>
        centers.map((one) => metricsOf(one, loaded)),
      );
    },
    failed: (error) => {
      const { code: exitCode, problems } = failureOf(error, io);
      const names = flags.metrics === undefined ? [] : centersIn(before(flags.metrics));
      const known = names.length > 0 ? names : [''];
      return tell({ exitCode, centers: [], problems, secrets: [] }, () =>
        known.map((center) => ({ center, exitCode })),
      );
    },
  };
}

type Ended = Omit<Notifying, 'url' | 'stateDir'>;

function metricsOf(one: DriftCenter, loaded: LoadedCenters): CenterMetrics {
  const { plan, planned, seconds } = one;
  const desired = loaded.centers.find(({ center }) => center === plan.center);
  return {
    center: plan.center,
    exitCode: exitCode([one], true),
    ...(planned ? { plan } : {}),
    ...(desired ? { kinds: loaded.vendors.of(desired).provider.kinds.map(({ name }) => name) } : {}),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

function notifiedOf(one: DriftCenter): NotifiedCenter {
  const code = exitCode([one], true);
  const status = code === EXIT.done ? 'clean' : code === EXIT.pending ? 'drift' : 'error';
  return { plan: one.plan, status };
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
  if (isWebAddress(text)) return text;
  const name = notify === undefined ? 'CUTOVER_NOTIFY_URL' : '--notify';
  const message = `${name} is not an http or https address. Give the address of the webhook, or leave it away.`;
  throw new InputError([problem('bad-notify-url', message)]);
}
