// What all centers of one command line share, and how each of them is opened, worked on and closed.
import { appendFileSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import pLimit from 'p-limit';
import { type OpenCenter, openCenter } from '../../center/open.js';
import type { Desired, Model } from '../../contract/index.js';
import type { Client } from '../../http/client.js';
import type { TraceLine } from '../../http/trace.js';
import type { NetworkFlags, SelectFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import type { LoadedCenters } from '../loading/load.js';
import { ofCenter, printProblems, warningsInShort } from '../telling/problems.js';
import { createProgress, type Progress } from '../telling/progress.js';
import { sharded } from './shards.js';

export interface Session<Loaded extends LoadedCenters = LoadedCenters> {
  readonly loaded: Loaded;
  /** Those of this part (`--shard`). */
  readonly centers: readonly Desired[];
  readonly flags: NetworkFlags;
  readonly io: Io;
  readonly progress: Progress;
}

/** Tells the warnings of the files, picks the centers of this part, and begins to listen for an interruption. */
export function openSession<Loaded extends LoadedCenters>(
  loaded: Loaded,
  flags: NetworkFlags & SelectFlags,
  io: Io,
): Session<Loaded> {
  // undici reads answers with WebAssembly. V8 would optimise that reader beside the run, for a tenth of a second that
  // 2,000 calls do not win back, and Node would wait for it before it ends.
  setFlagsFromString('--liftoff-only');
  const centers = sharded(loaded.centers, flags.shard);
  if (!flags.quiet) printProblems(warningsInShort(loaded.warnings), io, flags);
  if (centers.length === 0) io.note('No center falls into this part; nothing to do.\n');
  const progress = createProgress(io, { quiet: flags.quiet ?? false, centers: centers.length });
  io.signal.addEventListener('abort', () => {
    progress.clear();
    io.note('Interrupted: finishing calls in flight. Once more stops at once.\n');
  });
  return { loaded, centers, flags, io, progress };
}

/** Does `work` with every center, some at a time; what it throws becomes that center's own result. */
export async function inEachCenter<T>(
  session: Session,
  work: (open: OpenCenter) => Promise<T>,
  failed: (desired: Desired, error: unknown) => T,
): Promise<T[]> {
  const { centers, flags, progress } = session;
  const limit = pLimit(flags.centersConcurrency);
  const one = async (desired: Desired): Promise<T> => {
    try {
      return await withCenter(desired, session, work);
    } catch (error) {
      return failed(desired, error);
    }
  };
  const results = await Promise.all(centers.map((desired) => limit(() => one(desired))));
  progress.stop();
  return results;
}

/** Opens the center as the command line says, does `work`, and closes it whatever happens. */
async function withCenter<T>(
  desired: Desired,
  { loaded, flags, io, progress }: Session,
  work: (open: OpenCenter) => Promise<T>,
): Promise<T> {
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
  { loaded }: Session,
  verify: boolean,
): Promise<Model | undefined> {
  return verify ? loaded.vendors.of(desired).model() : undefined;
}

/** Shows once what a person should know about this center's connection and ledger. */
export function tellWarnings({ desired, warnings }: OpenCenter, { flags, io, progress }: Session): void {
  if (flags.quiet || warnings.length === 0) return;
  progress.clear();
  printProblems(warnings.map(ofCenter(desired.center)), io, flags);
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
