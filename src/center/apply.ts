// One center's apply: lock, ledger, journal and sink around the engine's work, and all of them closed at the end.
import { randomInt, randomUUID } from 'node:crypto';
import { applyCenter } from '../apply/apply.js';
import type { ApplyInput } from '../apply/input.js';
import {
  type ApplyEvent,
  type CenterResult,
  type Desired,
  type Ledger,
  type Live,
  type Model,
  type Problem,
  RefusedError,
} from '../contract/index.js';
import type { Planned } from '../plan/plan.js';
import { fileSink, type Sink } from '../secrets/sink.js';
import { openAppendFile } from '../state/append-file.js';
import { openCenterState } from '../state/center-state.js';
import { readJournal, retireJournal } from '../state/journal.js';
import type { BeginEntry } from '../state/journal-entry.js';
import { type Lock, takeLock } from '../state/lock.js';
import type { Holder } from '../state/lock-holder.js';
import type { OpenCenter } from './open.js';
import { readFor } from './read.js';
import { type PlanWishes, verifiedPlan } from './verified-plan.js';

export interface Applying {
  readonly open: OpenCenter;
  readonly plans: Plans;
  readonly audience: Audience;
  readonly places: Places;
  /** How long to wait for agents in a call, ms. */
  readonly drainTimeoutMs: number;
  /** Aborted to stop: calls in flight are finished. */
  readonly signal: AbortSignal;
}

/** How it is planned, at first and after each round, and what of that may be made. */
interface Plans {
  /** The vendor's model; undefined if the plan is not to be verified. */
  readonly model: Model | undefined;
  readonly wishes: PlanWishes;
  /** What is desired beside what is live and in the ledger, where that counts (an inverse). Default: as it was opened. */
  readonly desiredNow?: ((live: Live, ledger: Ledger) => Desired) | undefined;
  readonly permit?: ApplyInput['permit'];
}

/** Who is asked, and who hears what goes on. */
interface Audience {
  readonly approve?: (planned: Planned) => boolean | Promise<boolean>;
  readonly onPlan?: (planned: Planned) => void;
  /** Hears of the plan that a guard refuses. */
  readonly onRefused?: (planned: Planned) => void;
  readonly onEvent: (event: ApplyEvent) => void;
}

/** Where it writes and which locks it takes, beside its own files in the state folder. */
interface Places {
  /** Default: a file beside the ledger. */
  readonly sink?: Sink;
  /** A lock between machines; the lock between processes is always taken. */
  readonly teamLock?: ((center: string, warn: (problem: Problem) => void) => Promise<Lock>) | undefined;
  /** Whose lock it is; default: this process. */
  readonly holder?: Holder;
  /** Stands around everything that is written to disk on the way. */
  readonly disk?: <Out>(write: () => Promise<Out>) => Promise<Out>;
  /** Takes what closes this run's files: for a run that is ended from outside. */
  readonly onFiles?: (close: () => Promise<void>) => void;
}

/** Takes the lock, applies, lets go. Throws RefusedError when another run has the lock. */
export async function applyOpen(applying: Applying): Promise<CenterResult> {
  const { open, places } = applying;
  const lost = new AbortController();
  const lock = await takeLock(open.files.lock, {
    now: Date.now,
    onLost: (problem) => {
      open.warnings.push(problem);
      lost.abort(new RefusedError([problem]));
    },
    ...(places.holder === undefined ? {} : { holder: places.holder }),
  });
  let team: Lock | undefined;
  try {
    team = await places.teamLock?.(open.desired.center, (problem) => open.warnings.push(problem));
    return await underLock(applying, AbortSignal.any([applying.signal, lost.signal]));
  } finally {
    await team?.release();
    await lock.release();
  }
}

async function underLock(applying: Applying, signal: AbortSignal): Promise<CenterResult> {
  const { open, plans, audience, places } = applying;
  const { disk = (write) => write() } = places;
  const { desired, provider, client, files, time } = open;
  const { ledger, journal, open: unsettled, warnings } = await openCenterState(files, desired.center);
  open.warnings.push(...warnings, ...cutOff(unsettled));
  const sink = places.sink ?? fileSink(files.secrets, openAppendFile);
  const close = async (): Promise<void> => void (await Promise.all([journal.close(), sink.close()]));
  places.onFiles?.(close);
  let last: Planned | undefined;
  let asked = false;
  let identified = false;
  try {
    const result = await applyCenter({
      desired,
      provider,
      client,
      vault: open.vault,
      redactor: open.redactor,
      sink: { ...sink, write: (line) => disk(() => sink.write(line)) },
      journal: { ...journal, append: (entry) => disk(() => journal.append(entry)) },
      open: unsettled,
      ledger: { ...ledger, save: () => disk(() => ledger.save()) },
      readLive: (kinds) => {
        // Whose account it is, is asked once: before the first write.
        const identify = !identified;
        identified = true;
        return provider.read(client, {
          ...(kinds === undefined ? {} : { kinds }),
          desired: readFor(desired),
          sections: desired.sections,
          identify,
          ledger: ledger.current(),
          settings: desired.settings,
        });
      },
      planAgain: (live, current) => {
        const wanted = plans.desiredNow?.(live, current) ?? desired;
        last = verifiedPlan(
          { ...open, desired: wanted },
          { live, ledger: current },
          plans.model,
          plans.wishes,
        );
        audience.onPlan?.(last);
        return last;
      },
      approve: (planned) => {
        asked = true;
        return audience.approve?.(planned) ?? true;
      },
      ...(plans.permit === undefined ? {} : { permit: plans.permit }),
      concurrency: open.concurrency,
      drainTimeoutMs: applying.drainTimeoutMs,
      onEvent: audience.onEvent,
      signal,
      now: time.now,
      pick: (below) => randomInt(below),
      sleep: time.sleep,
      runId: randomUUID(),
    });
    if (result.status === 'refused' && !asked && last) audience.onRefused?.(last);
    return result;
  } finally {
    await close();
    await retireIfSettled(files.journal);
  }
}

/** Whoever runs again after a crash is told that it was noticed. */
function cutOff(writes: readonly BeginEntry[]): Problem[] {
  if (writes.length === 0) return [];
  const keys = writes.flatMap(({ changes }) => changes.map(({ key }) => key));
  const named = keys.slice(0, 5).join(', ') + (keys.length > 5 ? `, and ${keys.length - 5} more` : '');
  const message =
    `An earlier run was cut off before it knew the end of ${writes.length} ${writes.length === 1 ? 'call' : 'calls'} that it had sent or was about to send (${named}). ` +
    'What came of it is looked up before anything else is sent.';
  return [{ code: 'cut-off', severity: 'warning', message, address: null }];
}

/** Its facts are in the ledger by now; a journal with an open write is what the next run needs. */
async function retireIfSettled(path: string): Promise<void> {
  const { open } = await readJournal(path);
  if (open.length === 0) await retireJournal(path);
}
