// One center, from its settings to its plan: connect, read live, read the ledger, plan, run the plan on the model.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CenterPlan,
  Connection,
  Desired,
  Ledger,
  Live,
  Model,
  PlanContext,
  Problem,
  Provider,
} from '../contract/index.js';
import { type Client, createClient } from '../http/client.js';
import type { TraceLine } from '../http/trace.js';
import { plan } from '../plan/plan.js';
import { verifyOnModel } from '../plan/verify.js';
import { builtIn } from '../providers/registry.js';
import { createRedactor, type Redactor } from '../secrets/redact.js';
import { createVault, type Vault } from '../secrets/vault.js';
import { emptyLedger, ledgerFor, loadLedger } from '../state/ledger.js';
import type { Io } from './io.js';
import type { LoadedCenters } from './load.js';
import type { NetworkFlags } from './options.js';
import type { Progress } from './progress.js';

/** A center that can be called. */
export interface OpenCenter {
  readonly desired: Desired;
  readonly provider: Provider;
  readonly connection: Connection;
  readonly client: Client;
  readonly vault: Vault;
  readonly redactor: Redactor;
  readonly files: StateFiles;
  /** What went on that a person should know: plain http, a wrong clock, a foreign ledger. */
  readonly warnings: Problem[];
}

interface StateFiles {
  readonly ledger: string;
  readonly journal: string;
  readonly lock: string;
  readonly secrets: string;
}

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
  const provider = loaded.providers.get(desired.providerType);
  if (!provider) throw new Error(`The provider type ${desired.providerType} is not loaded.`);
  const redactor = createRedactor();
  const vault = createVault(loaded.secrets, redactor.learn);
  const connection = provider.connect(desired.settings, vault.reveal);
  const warnings: Problem[] = [];
  const client = createClient(connection, {
    concurrency: flags.concurrency ?? provider.defaults.concurrency,
    ...(flags.rate === undefined ? {} : { rate: flags.rate }),
    defaultRate: provider.defaults.rate,
    timeoutMs: flags.timeout * 1000,
    allowInsecureHttp: desired.settings.allowInsecureHttp === true,
    ...(typeof desired.settings.caFile === 'string' ? { caFile: desired.settings.caFile } : {}),
    redactor,
    ...(flags.trace === undefined ? {} : { trace: tracer(flags.trace, desired.center) }),
    warn: (problem) => warnings.push(problem),
    env: io.env,
    signal: io.signal,
    now: Date.now,
    random: Math.random,
    sleep,
  });
  try {
    return await work({
      desired,
      provider,
      connection,
      client: counted(client, () => progress.report(desired.center, 'reading', client.stats.reads)),
      vault,
      redactor,
      files: stateFiles(flags.stateDir, desired.center),
      warnings,
    });
  } finally {
    await client.close();
    progress.finished(desired.center);
  }
}

function stateFiles(stateDir: string, center: string): StateFiles {
  const path = (ending: string): string => join(stateDir, `${center}.${ending}`);
  return {
    ledger: path('ledger.json'),
    journal: path('journal.jsonl'),
    lock: path('lock'),
    secrets: path('secrets.jsonl'),
  };
}

export interface ReadCenter {
  readonly live: Live;
  readonly ledger: Ledger;
}

/** Reads live, with the ledger if it is this account's: what the files declare in detail, or `everything`. */
export async function readCenter(open: OpenCenter, everything = false): Promise<ReadCenter> {
  const { desired, provider, client } = open;
  const { ledger: found, warnings } = await loadLedger(open.files.ledger, desired.center);
  open.warnings.push(...warnings);
  const loaded = found ?? emptyLedger(desired.center);
  const read = (ledger: Ledger): Promise<Live> =>
    provider.read(client, {
      ...(everything ? {} : { desired }),
      sections: everything ? new Set(provider.sections.map(({ name }) => name)) : desired.sections,
      identify: false,
      ledger,
      settings: desired.settings,
    });
  const live = await read(loaded);
  const bound = ledgerFor(loaded, live.account);
  if (bound.warning === undefined) return { live, ledger: bound.ledger };
  open.warnings.push(bound.warning);
  return { live: await read(bound.ledger), ledger: bound.ledger };
}

export interface PlanWishes {
  readonly only?: readonly string[] | undefined;
  readonly allowDeletes?: number | undefined;
  /** Deletions that were approved with a saved plan: what is left of them needs no new approval. */
  readonly reviewedDeletes?: number | undefined;
  readonly verify: boolean;
  /** Writes are to follow: `policy.windows` counts, unless overridden. */
  readonly writes?: { readonly overrideWindow: boolean } | undefined;
}

export interface Planned {
  readonly plan: CenterPlan;
  readonly context: PlanContext;
}

/** Plans, and runs the plan on the vendor's model unless told not to. */
export async function planCenter(open: OpenCenter, read: ReadCenter, wishes: PlanWishes): Promise<Planned> {
  return planOffline(open, read, await modelFor(open, wishes), wishes);
}

/** The vendor's model, unless it is not wanted. */
export async function modelFor(open: OpenCenter, wishes: PlanWishes): Promise<Model | undefined> {
  return wishes.verify ? builtIn(open.desired.providerType)?.model() : undefined;
}

/** The same with everything at hand: no I/O. */
export function planOffline(
  open: OpenCenter,
  read: ReadCenter,
  model: Model | undefined,
  wishes: PlanWishes,
): Planned {
  const planned = withinReview(open, read, wishes);
  if (!model || planned.plan.status === 'invalid') return planned;
  const { verified, problems } = verifyOnModel({ ...planned, provider: open.provider, model });
  const status = problems.some((problem) => problem.severity === 'error') ? 'error' : planned.plan.status;
  return {
    ...planned,
    plan: { ...planned.plan, status, verified, problems: [...planned.plan.problems, ...problems] },
  };
}

function withinReview(open: OpenCenter, read: ReadCenter, wishes: PlanWishes): Planned {
  const planned = planOnce(open, read, wishes);
  const { reviewedDeletes, ...others } = wishes;
  const { delete: deletes } = planned.plan.summary;
  const isOver = planned.plan.problems.some(({ code }) => code === 'max-deletes');
  if (!isOver || reviewedDeletes === undefined || deletes > reviewedDeletes) return planned;
  return planOnce(open, read, { ...others, allowDeletes: deletes });
}

function planOnce(
  { desired, provider }: OpenCenter,
  { live, ledger }: ReadCenter,
  wishes: PlanWishes,
): Planned {
  return plan({
    desired,
    live,
    ledger,
    provider,
    settings: desired.settings,
    options: {
      ...(wishes.only === undefined ? {} : { only: wishes.only }),
      ...(wishes.allowDeletes === undefined ? {} : { allowDeletes: wishes.allowDeletes }),
      ...(wishes.writes === undefined ? {} : { now: Date.now(), ...wishes.writes }),
    },
  });
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

export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
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
