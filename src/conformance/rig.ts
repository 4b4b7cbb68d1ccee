// The place where one example of a law is tried: a running simulator that holds the live center, and a state folder.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, type Resource } from '../contract/index.js';
import { type RunningSimulator, startSimulator } from '../simulator/serve.js';
import {
  type Applied,
  type ApplyWishes,
  applyOpen,
  CENTER,
  type Loaded,
  loadText,
  type OpenCenter,
  openCenter,
  type Planned,
  planCenter,
  type ReadCenter,
  readCenter,
  type Surroundings,
  type Wishes,
} from './assembly.js';
import { Broken, suppose } from './broken.js';
import { type Clock, createClock } from './clock.js';
import type { ConformanceSubject, Mode, Sections, Story, Version } from './subject.js';
import { type Tap, tap } from './tap.js';

export interface Rig {
  readonly subject: ConformanceSubject;
  readonly mode: Mode;
  readonly story: Story;
  readonly simulator: RunningSimulator;
  readonly tap: Tap;
  readonly clock: Clock;
  readonly stateDir: string;
  /** The provider block of the generated files. */
  readonly providerBlock: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** What the account holds now, by the simulator's own record. */
  held(): ReadonlyMap<string, Resource>;
  /** Lets what the vendor does in the background come to its end. */
  settled(): Promise<void>;
  load(version: Version): Loaded;
  /** Reads and plans, and closes the connection. */
  plan(version: Version, wishes?: Wishes & Partial<Surroundings>): Promise<PlannedHere>;
  apply(version: Version, wishes?: ApplyWishes & Partial<Surroundings>): Promise<AppliedHere>;
  /** A connection of one's own; `use` ends it. */
  use<Out>(
    loaded: Loaded,
    work: (open: OpenCenter, around: Surroundings) => Promise<Out>,
    more?: Partial<Surroundings>,
  ): Promise<Out>;
}

export interface PlannedHere extends Planned {
  readonly read: ReadCenter;
  readonly open: OpenCenter;
}

export interface AppliedHere extends Applied {
  readonly open: OpenCenter;
}

const BACKGROUND_MS = 60_000;

/** Sets up, does `work`, and clears up. Throws Unfit if the loader refuses the story. */
export async function withRig(
  subject: ConformanceSubject,
  mode: Mode,
  story: Story,
  work: (rig: Rig) => Promise<void>,
  limitMs: number,
): Promise<void> {
  const clock = createClock();
  const listening = tap(subject.simulator, subject.provider);
  const seed = live(subject, story);
  const stateDir = await mkdtemp(join(tmpdir(), 'cutover-laws-'));
  const simulator = await startSimulator(listening.spec, {
    seedResources: seed,
    ...(mode.options === undefined ? {} : { options: mode.options }),
    ...(mode.faults === undefined ? {} : { faults: mode.faults }),
    now: clock.now,
  });
  try {
    await within(limitMs, clock, work(rigOf(subject, mode, story, simulator, listening, clock, stateDir)));
  } finally {
    await simulator.close();
    await rm(stateDir, { recursive: true, force: true });
  }
}

const TICK_MS = 100;

/**
 * An example that does not end breaks its law. It is stopped where it stands: what it awaits never comes. Its time is
 * counted in turns of this process, for a machine that is busy with others gives it few.
 */
async function within(limitMs: number, clock: Clock, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let left = Math.ceil(limitMs / TICK_MS);
  const late = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      clock.stop();
      reject(new Broken(`it did not end within ${limitMs / 1000} s`));
    }, TICK_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}

/** What the account holds at first: the live sections, through the same loader as any file. */
function live(subject: ConformanceSubject, story: Story): Iterable<Resource> {
  const { credentials } = subject.simulator;
  const { block, env } = providerBlock(subject, {}, 'https://vendor.example.com', credentials);
  return loadOrUnfit(() =>
    loadText(subject, document(block, { sections: story.live }), env),
  ).desired.resources.values();
}

function rigOf(
  subject: ConformanceSubject,
  mode: Mode,
  story: Story,
  simulator: RunningSimulator,
  listening: Tap,
  clock: Clock,
  stateDir: string,
): Rig {
  const { block, env } = providerBlock(subject, mode, simulator.url, simulator.credentials);
  let runs = 0;
  const around = (more: Partial<Surroundings> = {}): Surroundings => {
    runs += 1;
    return { subject, stateDir, clock, seed: runs, ...more };
  };
  const use: Rig['use'] = async (loaded, work, more) => {
    const surroundings = around(more);
    const open = openCenter(loaded, surroundings);
    try {
      return await work(open, surroundings);
    } finally {
      await open.client.close();
    }
  };
  const load = (version: Version): Loaded =>
    loadOrUnfit(() => loadText(subject, document(block, version), env));
  return {
    subject,
    mode,
    story,
    simulator,
    tap: listening,
    clock,
    stateDir,
    providerBlock: block,
    env,
    held: () => new Map(simulator.state().resources.map((resource) => [resource.address, resource])),
    settled: () => clock.sleep(BACKGROUND_MS),
    load,
    use,
    plan: (version, wishes = {}) =>
      use(
        load(version),
        async (open) => {
          const read = await readCenter(open);
          return { ...planCenter(open, read, subject, wishes), read, open };
        },
        wishes,
      ),
    apply: (version, wishes = {}) =>
      use(
        load(version),
        async (open, surroundings) => ({ ...(await applyOpen(open, surroundings, wishes)), open }),
        wishes,
      ),
  };
}

function loadOrUnfit(load: () => Loaded): Loaded {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    suppose(false, `the loader refuses it: ${error.message.split('\n')[0]}`);
    throw error;
  }
}

/** Every credential from a variable of its own, as a file that a person may share has it. */
export function providerBlock(
  subject: ConformanceSubject,
  mode: Pick<Mode, 'settings'>,
  url: string,
  credentials: Readonly<Record<string, string>>,
): { block: Record<string, unknown>; env: Record<string, string> } {
  const names = Object.keys(credentials);
  return {
    block: {
      type: subject.provider.type,
      baseUrl: url,
      ...Object.fromEntries(names.map((name) => [name, `\${SIM_${name}}`])),
      ...mode.settings,
    },
    env: {
      ...Object.fromEntries(names.map((name) => [`SIM_${name}`, credentials[name] ?? ''])),
      ...subject.env,
    },
  };
}

/** JSON is YAML. */
export function document(
  block: Readonly<Record<string, unknown>>,
  { sections, policy }: { readonly sections: Sections; readonly policy?: Version['policy'] },
): string {
  return JSON.stringify({
    version: 1,
    center: CENTER,
    provider: block,
    policy: { maxDeletes: '100%', ...policy },
    ...sections,
  });
}
