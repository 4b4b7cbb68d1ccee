// One center put together from the program's parts, in this process: load, connect, read, plan, apply. The only file of
// the suite that knows how; whatever opens centers elsewhere can take its place.

import { join } from 'node:path';
import { applyCenter } from '../apply/apply.js';
import type { ApplyEvent, ApplyInput } from '../apply/input.js';
import type {
  CenterPlan,
  CenterResult,
  Desired,
  Ledger,
  Live,
  PlanContext,
  Problem,
  Provider,
} from '../contract/index.js';
import { InputError } from '../contract/index.js';
import { type Client, createClient } from '../http/client.js';
import type { TraceLine } from '../http/trace.js';
import { plan } from '../plan/plan.js';
import { verifyOnModel } from '../plan/verify.js';
import { buildDesired } from '../schema/build.js';
import { parseFiles } from '../schema/parse.js';
import { fingerprint } from '../secrets/fingerprint.js';
import { createRedactor, type Redactor } from '../secrets/redact.js';
import { fileSink } from '../secrets/sink.js';
import { createVault, type Vault } from '../secrets/vault.js';
import { createRandom } from '../simulator/random.js';
import { openAppendFile } from '../state/append-file.js';
import { openJournal, readJournal, retireJournal } from '../state/journal.js';
import { emptyLedger, loadLedger } from '../state/ledger.js';
import { createLedgerStore } from '../state/ledger-store.js';
import { takeLock } from '../state/lock.js';
import { type Holder, self } from '../state/lock-holder.js';
import { type Border, openBorder } from './border.js';
import type { Clock } from './clock.js';
import type { ConformanceSubject } from './subject.js';

export const CENTER = 'lawful';

export interface Loaded {
  readonly desired: Desired;
  readonly secrets: ReadonlyMap<string, string>;
}

/** Reads one document through the real loader. Throws InputError with every problem. */
export function loadText(
  { provider }: ConformanceSubject,
  text: string,
  env: Readonly<Record<string, string>>,
): Loaded {
  const loaded = buildDesired(parseFiles([{ path: 'center.yaml', bytes: new TextEncoder().encode(text) }]), {
    env,
    readBeside: (_document, path) => {
      throw new Error(`${path} does not exist`);
    },
    provider: (type) => (type === provider.type ? provider : undefined),
    providerTypes: [provider.type],
    fingerprint: (center, literal) => fingerprint('key of the suite', center, literal),
  });
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  const [desired] = loaded.centers;
  if (errors.length > 0 || !desired) throw new InputError(errors);
  return { desired, secrets: loaded.secrets };
}

export interface Surroundings {
  readonly subject: ConformanceSubject;
  readonly stateDir: string;
  readonly clock: Clock;
  readonly border?: Border;
  readonly concurrency?: number;
  readonly seed: number;
  /** Stands between the engine and the client: sees, holds back or changes what crosses. */
  readonly around?: (client: Client) => Client;
  /** Whose lock it is; default: this process. */
  readonly holder?: Partial<Holder>;
}

export interface OpenCenter extends Loaded {
  readonly provider: Provider;
  readonly client: Client;
  readonly vault: Vault;
  readonly redactor: Redactor;
  readonly paths: StatePaths;
  readonly trace: readonly TraceLine[];
  readonly warnings: readonly Problem[];
}

export interface StatePaths {
  readonly ledger: string;
  readonly journal: string;
  readonly lock: string;
  readonly secrets: string;
}

export function statePaths(stateDir: string): StatePaths {
  const path = (ending: string): string => join(stateDir, `${CENTER}.${ending}`);
  return {
    ledger: path('ledger.json'),
    journal: path('journal.jsonl'),
    lock: path('lock'),
    secrets: path('secrets.jsonl'),
  };
}

/** Connects. Nothing is sent. */
export function openCenter(loaded: Loaded, around: Surroundings): OpenCenter {
  const { provider } = around.subject;
  const { border = openBorder, clock } = around;
  const redactor = createRedactor();
  const vault = createVault(loaded.secrets, redactor.learn);
  const trace: TraceLine[] = [];
  const warnings: Problem[] = [];
  const random = createRandom(around.seed);
  const client = createClient(provider.connect(loaded.desired.settings, vault.reveal), {
    concurrency: around.concurrency ?? provider.defaults.concurrency,
    defaultRate: provider.defaults.rate,
    timeoutMs: 20_000,
    redactor,
    trace: (line) => trace.push(line),
    warn: (problem) => warnings.push(problem),
    now: clock.now,
    random,
    sleep: clock.sleep,
  });
  const guarded: Client = {
    ...client,
    read: (request) => border.pass('call', () => client.read(request)),
    send: (request) => border.pass('call', () => client.send(request)),
  };
  return {
    ...loaded,
    provider,
    client: around.around?.(guarded) ?? guarded,
    vault,
    redactor,
    paths: statePaths(around.stateDir),
    trace,
    warnings,
  };
}

export interface ReadCenter {
  readonly live: Live;
  readonly ledger: Ledger;
}

/** Reads live as `plan` does, or `everything` as `pull` does. */
export async function readCenter(open: OpenCenter, everything = false): Promise<ReadCenter> {
  const { desired, provider, client } = open;
  const { ledger: found } = await loadLedger(open.paths.ledger, desired.center);
  const ledger = found ?? emptyLedger(desired.center);
  const live = await provider.read(client, {
    ...(everything ? {} : { desired }),
    sections: everything ? new Set(provider.sections.map(({ name }) => name)) : desired.sections,
    identify: false,
    ledger,
    settings: desired.settings,
  });
  return { live, ledger };
}

export interface Wishes {
  readonly only?: readonly string[];
}

export interface Planned {
  readonly plan: CenterPlan;
  readonly context: PlanContext;
}

/** Plans, and runs the plan on the vendor's model. Pure. */
export function planCenter(
  { desired, provider }: Pick<OpenCenter, 'desired' | 'provider'>,
  { live, ledger }: ReadCenter,
  subject: ConformanceSubject,
  { only }: Wishes = {},
): Planned {
  const options = only === undefined ? {} : { only };
  const planned = plan({ desired, live, ledger, provider, settings: desired.settings, options });
  if (planned.plan.status === 'invalid') return planned;
  const { model } = subject.simulator;
  const { verified, problems } = verifyOnModel({ ...planned, provider, model });
  const status = problems.some(({ severity }) => severity === 'error') ? 'error' : planned.plan.status;
  return {
    ...planned,
    plan: { ...planned.plan, status, verified, problems: [...planned.plan.problems, ...problems] },
  };
}

export interface Applied {
  readonly result: CenterResult;
  readonly events: readonly ApplyEvent[];
  /** Every plan that was made on the way. */
  readonly plans: Planned[];
}

export interface ApplyWishes extends Wishes {
  readonly permit?: ApplyInput['permit'];
  readonly drainTimeoutMs?: number;
  /** Takes every plan as it is made, also of a run that never comes back. */
  readonly plans?: Planned[];
  /** Takes what a run that never comes back leaves open in this process; a real one takes it with it. */
  readonly leftOpen?: (() => Promise<void>)[];
}

/** Takes the lock, applies, lets go. A run that a guillotine ends never resolves. */
export async function applyOpen(
  open: OpenCenter,
  around: Surroundings,
  wishes: ApplyWishes = {},
): Promise<Applied> {
  const { border = openBorder, clock, subject } = around;
  const { desired, provider, client, paths } = open;
  const holder = { ...(await self(`run-${around.seed >>> 0}`, Date.now())), ...around.holder };
  const lock = await takeLock(paths.lock, { now: Date.now, onLost: () => {}, holder });
  const { ledger: found } = await loadLedger(paths.ledger, desired.center);
  const store = createLedgerStore(paths.ledger, found ?? emptyLedger(desired.center));
  const { open: unsettled, facts } = await readJournal(paths.journal);
  store.merge(facts);
  const journal = await openJournal(paths.journal);
  const sink = fileSink(paths.secrets, openAppendFile);
  const close = async (): Promise<void> => void (await Promise.all([journal.close(), sink.close()]));
  wishes.leftOpen?.push(close);
  const disk = <Out>(act: () => Promise<Out>): Promise<Out> => border.pass('disk', act);
  const random = createRandom(around.seed + 1);
  const events: ApplyEvent[] = [];
  const plans = wishes.plans ?? [];
  let identified = false;
  const result = await applyCenter({
    desired,
    provider,
    client,
    vault: open.vault,
    redactor: open.redactor,
    sink: { ...sink, write: (line) => disk(() => sink.write(line)) },
    journal: { ...journal, append: (entry) => disk(() => journal.append(entry)) },
    open: unsettled,
    ledger: { ...store, save: () => disk(() => store.save()) },
    readLive: (kinds) => {
      const identify = !identified;
      identified = true;
      return provider.read(client, {
        ...(kinds === undefined ? {} : { kinds }),
        desired,
        sections: desired.sections,
        identify,
        ledger: store.current(),
        settings: desired.settings,
      });
    },
    planAgain: (live, ledger) => {
      const planned = planCenter(open, { live, ledger }, subject, wishes);
      plans.push(planned);
      return planned;
    },
    ...(wishes.permit === undefined ? {} : { permit: wishes.permit }),
    concurrency: around.concurrency ?? provider.defaults.concurrency,
    drainTimeoutMs: wishes.drainTimeoutMs ?? 600_000,
    onEvent: (event) => events.push(event),
    signal: new AbortController().signal,
    now: clock.now,
    pick: (below) => Math.floor(random() * below),
    sleep: clock.sleep,
    runId: `run-${around.seed}-${clock.now()}`,
  });
  await close();
  if ((await readJournal(paths.journal)).open.length === 0) await retireJournal(paths.journal);
  await lock.release();
  return { result, events, plans };
}
