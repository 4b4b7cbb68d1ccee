// One center opened as the program opens it, with a clock that passes only when somebody waits and a border around it.

import { type Applying, applyOpen as applyCenter } from '../center/apply.js';
import { type OpenCenter as CenterOpened, openCenter as connect } from '../center/open.js';
import type { ReadCenter } from '../center/read.js';
import { verifiedPlan } from '../center/verified-plan.js';
import { type ApplyEvent, type CenterResult, type Desired, InputError } from '../contract/index.js';
import { createRandom } from '../contract/random.js';
import type { Client } from '../http/client.js';
import type { TraceLine } from '../http/trace.js';
import type { Planned } from '../plan/plan.js';
import { buildDesired } from '../schema/build.js';
import { parseFiles } from '../schema/parse.js';
import { fingerprint } from '../secrets/fingerprint.js';
import { statePaths as pathsOf, type StatePaths } from '../state/center-state.js';
import { type Holder, self } from '../state/lock-holder.js';
import { type Border, openBorder } from './border.js';
import { type Clock, never } from './clock.js';
import type { ConformanceSubject } from './subject.js';

export { type ReadCenter, readCenter } from '../center/read.js';
export type { Planned } from '../plan/plan.js';

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

export interface OpenCenter extends CenterOpened {
  readonly trace: readonly TraceLine[];
}

export function statePaths(stateDir: string): StatePaths {
  return pathsOf(stateDir, CENTER);
}

/** Connects. Nothing is sent. */
export function openCenter({ desired, secrets }: Loaded, around: Surroundings): OpenCenter {
  const { border = openBorder, clock } = around;
  const trace: TraceLine[] = [];
  const guarded = (client: Client): Client => ({
    ...client,
    read: (request) => border.pass('call', () => (clock.stopped() ? never() : client.read(request))),
    send: (request) => border.pass('call', () => (clock.stopped() ? never() : client.send(request))),
  });
  const opened = connect(desired, {
    provider: around.subject.provider,
    secrets,
    stateDir: around.stateDir,
    concurrency: around.concurrency,
    timeoutMs: 20_000,
    trace: (line) => trace.push(line),
    time: clock,
    random: createRandom(around.seed),
    around: (client) => {
      const inner = guarded(client);
      return around.around?.(inner) ?? inner;
    },
  });
  return { ...opened, trace };
}

export interface Wishes {
  readonly only?: readonly string[];
}

/** Plans, and runs the plan on the vendor's model. Pure. */
export function planCenter(
  open: OpenCenter,
  read: ReadCenter,
  { simulator }: ConformanceSubject,
  { only }: Wishes = {},
): Planned {
  return verifiedPlan(open, read, simulator.model, { only });
}

export interface Applied {
  readonly result: CenterResult;
  readonly events: readonly ApplyEvent[];
  /** Every plan that was made on the way. */
  readonly plans: Planned[];
}

export interface ApplyWishes extends Wishes {
  readonly permit?: NonNullable<Applying['plans']['permit']>;
  readonly drainTimeoutMs?: number;
  readonly onEvent?: (event: ApplyEvent) => void;
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
  const { border = openBorder, subject } = around;
  const holder = { ...(await self(`run-${around.seed >>> 0}`, Date.now())), ...around.holder };
  const events: ApplyEvent[] = [];
  const plans = wishes.plans ?? [];
  const result = await applyCenter({
    open,
    plans: {
      model: subject.simulator.model,
      wishes: { only: wishes.only },
      ...(wishes.permit === undefined ? {} : { permit: wishes.permit }),
    },
    audience: {
      onPlan: (planned) => plans.push(planned),
      onEvent(event) {
        events.push(event);
        wishes.onEvent?.(event);
      },
    },
    places: {
      holder,
      disk: (write) => border.pass('disk', write),
      onFiles: (close) => wishes.leftOpen?.push(close),
    },
    drainTimeoutMs: wishes.drainTimeoutMs ?? 600_000,
    signal: new AbortController().signal,
  });
  return { result, events, plans };
}
