// Opens a center as the command line says: flags, environment, signals, the progress line and the trace file.
import { appendFileSync, writeFileSync } from 'node:fs';
import { type OpenCenter, openCenter } from '../../center/open.js';
import type { Desired, Model } from '../../contract/index.js';
import type { Client } from '../../http/client.js';
import type { TraceLine } from '../../http/trace.js';
import type { NetworkFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import type { LoadedCenters } from '../loading/load.js';
import type { Progress } from '../telling/progress.js';

export interface Surroundings {
  readonly loaded: LoadedCenters;
  readonly flags: NetworkFlags;
  readonly io: Io;
  readonly progress: Progress;
}

/** Opens the center, does `work`, and closes it whatever happens. */
export async function withCenter<T>(
  desired: Desired,
  around: Surroundings,
  work: (open: OpenCenter) => Promise<T>,
): Promise<T> {
  const { loaded, flags, io, progress } = around;
  const { provider } = loaded.vendors.of(desired);
  const open = openCenter(desired, {
    provider,
    secrets: loaded.secrets,
    redactor: io.redactor,
    stateDir: flags.stateDir,
    concurrency: flags.concurrency,
    rate: flags.rate,
    timeoutMs: flags.timeout * 1000,
    trace: flags.trace === undefined ? undefined : tracer(flags.trace, desired.center),
    env: io.env,
    signal: io.signal,
    time: { now: Date.now, sleep },
    random: Math.random,
    around: (client) => counted(client, () => progress.report(desired.center, 'reading', client.stats.reads)),
  });
  try {
    return await work(open);
  } finally {
    await open.client.close();
    progress.finished(desired.center);
  }
}

/** The vendor's model, unless it is not wanted. */
export async function modelFor(
  { desired }: OpenCenter,
  { loaded }: Pick<Surroundings, 'loaded'>,
  verify: boolean,
): Promise<Model | undefined> {
  return verify ? loaded.vendors.of(desired).model() : undefined;
}

/** Counts calls for the progress line. */
function counted(client: Client, tick: () => void): Client {
  return {
    ...client,
    read: async (request) => {
      const answer = await client.read(request);
      tick();
      return answer;
    },
  };
}

/** Appends to the trace file, made readable to its owner alone. */
function tracer(path: string, center: string): (line: TraceLine) => void {
  writeFileSync(path, '', { flag: 'a', mode: 0o600 });
  return (line) => appendFileSync(path, `${JSON.stringify({ center, ...line })}\n`);
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
