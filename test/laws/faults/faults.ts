// What may happen to one write of the faults table, and how it is made to happen.

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Planned } from '../../../src/conformance/assembly.js';
import { never } from '../../../src/conformance/clock.js';
import type { Version } from '../../../src/conformance/index.js';
import { document, type Rig } from '../../../src/conformance/rig.js';
import type { CenterResult } from '../../../src/contract/index.js';

/** In the words of the table; a name of the simulator's, or a way to die. */
export const FAULTS = {
  'lost answer after commit': 'lost-after',
  '500 before': 'error-before',
  '500 after': 'error-after',
  reset: 'reset',
  '429 too many': 'throttle',
  'killed before': 'kill-before',
  'killed after': 'kill-after',
  'kill -9 of the program': 'process',
} as const;

export type FaultName = keyof typeof FAULTS;

/** One run, and the one write of it that goes wrong. */
export interface Disturbance {
  readonly rig: Rig;
  readonly version: Version;
  /** From 1. */
  readonly index: number;
  readonly concurrency: number;
}

export interface Disturbed {
  /** The write that was met, such as `POST queues`; none if the run made fewer. */
  readonly met: string | undefined;
  readonly plans: readonly Planned[];
  /** None from a run that was killed. */
  readonly result?: CenterResult;
}

/** After these the run is dead, and only another one can bring it to its end. */
export function isDeadly(fault: FaultName): boolean {
  return ['kill-before', 'kill-after', 'process'].includes(FAULTS[fault]);
}

export function disturb(fault: FaultName, at: Disturbance): Promise<Disturbed> {
  const name = FAULTS[fault];
  if (name === 'process') return killProgram(at);
  if (name === 'kill-before' || name === 'kill-after') return killEngine(at, name);
  return spoil(at, name);
}

async function spoil({ rig, version, index, concurrency }: Disturbance, name: string): Promise<Disturbed> {
  rig.simulator.change({ faults: { [name]: `write:${index}` } });
  const { plans, result } = await rig.apply(version, { concurrency });
  rig.simulator.change({ reset: ['faults'] });
  return { met: metBy(rig, name), plans, result };
}

function metBy({ simulator }: Rig, name: string): string | undefined {
  const met = simulator.log().find(({ faults }) => faults?.includes(name));
  return met && `${met.method} ${met.path}`;
}

/** A process that certainly is no more. */
const DEAD = { pid: 2 ** 22 + 1 };

/** The engine in this process never hears again of anything, from the write of this index on. */
async function killEngine(
  { rig, version, index, concurrency }: Disturbance,
  when: 'kill-before' | 'kill-after',
): Promise<Disturbed> {
  const plans: Planned[] = [];
  let writes = 0;
  let met: string | undefined;
  let fall = (): void => {};
  const fallen = new Promise<void>((resolve) => {
    fall = resolve;
  });
  const leftOpen: (() => Promise<void>)[] = [];
  const underway = new Set<Promise<unknown>>();
  const mortal = async <Out>(act: () => Promise<Out>): Promise<Out> => {
    if (met !== undefined) return never();
    const acting = act();
    const ended = acting.catch(() => undefined);
    underway.add(ended);
    const settled = await acting.finally(() => underway.delete(ended));
    return met === undefined ? settled : never();
  };
  const running = rig.apply(version, {
    concurrency,
    plans,
    holder: DEAD,
    leftOpen,
    border: { pass: (_crossing, act) => mortal(act) },
    around: (client) => ({
      ...client,
      send: async (request) => {
        writes += 1;
        if (writes !== index) return client.send(request);
        if (when === 'kill-after') await client.send(request);
        met = `${request.method} ${request.path}`;
        fall();
        return never();
      },
    }),
  });
  await Promise.race([running, fallen]);
  await Promise.all(underway);
  if (met !== undefined) for (const close of leftOpen) await close();
  return { met, plans };
}

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'dist', 'cutover.js');
/** The vendor keeps its answer back for so long, ms: the program is dead before it comes. */
const KEPT_BACK_MS = 1500;

/** The built program is killed by the system when the vendor has done this write and not yet answered. */
async function killProgram({ rig, version, index, concurrency }: Disturbance): Promise<Disturbed> {
  const plans = [await rig.plan(version)];
  const file = join(rig.stateDir, 'center.yaml');
  await writeFile(file, document(rig.providerBlock, version));
  rig.simulator.change({ reset: ['log'], faults: { slow: `${KEPT_BACK_MS}@write:${index}` } });
  const program = process.env.CUTOVER_PROGRAM ?? PROGRAM;
  const options = ['--auto-approve', '--state-dir', rig.stateDir, '--concurrency', String(concurrency)];
  const child = spawn(process.execPath, [program, 'apply', ...options, file], {
    env: { ...process.env, ...rig.env },
    stdio: 'ignore',
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
  while (child.exitCode === null && metBy(rig, 'slow') === undefined) await sleep(2);
  child.kill('SIGKILL');
  const signal = await ended;
  rig.simulator.change({ reset: ['faults'] });
  return { met: signal === 'SIGKILL' ? metBy(rig, 'slow') : undefined, plans };
}
