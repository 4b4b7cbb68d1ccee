// One center's apply: lock, ledger, journal and sink around the engine's work, and all of them closed at the end.
import { randomInt, randomUUID } from 'node:crypto';
import { applyCenter } from '../apply/apply.js';
import type { ApplyEvent, ApplyInput } from '../apply/input.js';
import { type CenterResult, type Desired, type Ledger, type Live, RefusedError } from '../contract/index.js';
import { commandSink, fileSink, type Sink } from '../secrets/sink.js';
import { openAppendFile } from '../state/append-file.js';
import { openJournal, readJournal, retireJournal } from '../state/journal.js';
import { emptyLedger, loadLedger } from '../state/ledger.js';
import { createLedgerStore } from '../state/ledger-store.js';
import { type Lock, takeLock } from '../state/lock.js';
import {
  modelFor,
  type OpenCenter,
  type Planned,
  type PlanWishes,
  planOffline,
  type Surroundings,
  sleep,
} from './center.js';
import type { NetworkFlags } from './options.js';
import type { TeamLock } from './team-lock.js';

export interface ApplyingFlags extends NetworkFlags {
  readonly drainTimeout: number;
  readonly secretsOut?: string;
  readonly secretsCommand?: string;
  readonly lockUrl?: string;
}

export interface Applying {
  readonly open: OpenCenter;
  readonly around: Surroundings;
  readonly flags: ApplyingFlags;
  readonly wishes: PlanWishes;
  /** Hears of the plan that a guard refuses. */
  readonly onRefused: (planned: Planned) => void;
  readonly approve: (planned: Planned) => Promise<boolean>;
  /** The lock between machines, if there is one; the lock between processes is always taken. */
  readonly teamLock?: TeamLock;
  readonly permit?: ApplyInput['permit'];
  /** What is desired beside what is live and in the ledger, where that counts (an inverse). Default: as it was opened. */
  readonly desiredNow?: (live: Live, ledger: Ledger) => Desired;
  readonly onEvent: (event: ApplyEvent) => void;
}

/** Takes the lock, applies, lets go. Throws RefusedError when another run has the lock. */
export async function applyOpen(applying: Applying): Promise<CenterResult> {
  const { open, around } = applying;
  const lost = new AbortController();
  const lock = await takeLock(open.files.lock, {
    now: Date.now,
    onLost: (problem) => {
      open.warnings.push(problem);
      lost.abort(new RefusedError([problem]));
    },
  });
  let team: Lock | undefined;
  try {
    team = await applying.teamLock?.take(open.desired.center, (problem) => open.warnings.push(problem));
    return await underLock(applying, AbortSignal.any([around.io.signal, lost.signal]));
  } finally {
    await team?.release();
    await lock.release();
  }
}

async function underLock(applying: Applying, signal: AbortSignal): Promise<CenterResult> {
  const { open, flags, wishes } = applying;
  const { desired, provider, client } = open;
  const loaded = await loadLedger(open.files.ledger, desired.center);
  open.warnings.push(...loaded.warnings);
  const ledger = createLedgerStore(open.files.ledger, loaded.ledger ?? emptyLedger(desired.center));
  const { open: unsettled, facts } = await readJournal(open.files.journal);
  ledger.merge(facts);
  const journal = await openJournal(open.files.journal);
  const sink = sinkFor(open, flags);
  const model = await modelFor(open, wishes);
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
      sink,
      journal,
      open: unsettled,
      ledger,
      readLive: (kinds) => {
        // Whose account it is, is asked once: before the first write.
        const identify = !identified;
        identified = true;
        return provider.read(client, {
          ...(kinds === undefined ? {} : { kinds }),
          desired,
          sections: desired.sections,
          identify,
          ledger: ledger.current(),
          settings: desired.settings,
        });
      },
      planAgain: (live, current) => {
        const wanted = applying.desiredNow?.(live, current) ?? desired;
        const planned = planOffline({ ...open, desired: wanted }, { live, ledger: current }, model, wishes);
        last = planned;
        return planned;
      },
      approve: (planned) => {
        asked = true;
        return applying.approve(planned);
      },
      ...(applying.permit === undefined ? {} : { permit: applying.permit }),
      concurrency: flags.concurrency ?? provider.defaults.concurrency,
      drainTimeoutMs: flags.drainTimeout * 1000,
      onEvent: applying.onEvent,
      signal,
      now: Date.now,
      pick: (below) => randomInt(below),
      sleep,
      runId: randomUUID(),
    });
    if (result.status === 'refused' && !asked && last) applying.onRefused(last);
    return result;
  } finally {
    await Promise.all([journal.close(), sink.close()]);
    await retireIfSettled(open.files.journal);
  }
}

/** Its facts are in the ledger by now; a journal with an open write is what the next run needs. */
async function retireIfSettled(path: string): Promise<void> {
  const { open } = await readJournal(path);
  if (open.length === 0) await retireJournal(path);
}

function sinkFor(open: OpenCenter, flags: ApplyingFlags): Sink {
  if (flags.secretsCommand !== undefined) return commandSink(flags.secretsCommand);
  return fileSink(flags.secretsOut ?? open.files.secrets, openAppendFile);
}
