// The faults table: one medium plan, every write of it, everything that may go wrong with that one write.

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Planned } from '../../src/conformance/assembly.js';
import { type Bench, document, withBench } from '../../src/conformance/bench.js';
import { blindRepeats } from '../../src/conformance/blind.js';
import { never } from '../../src/conformance/clock.js';
import { text, unannounced, unlikeDesired } from '../../src/conformance/facts.js';
import { lostSecrets, secretsOf } from '../../src/conformance/secrets.js';
import type { CenterResult } from '../../src/contract/index.js';
import { udesk } from '../conformance/udesk/subject.js';
import { mediumCenter } from './medium-center.js';

/** What may happen to a write, in the words of the table; a name of the simulator's, or a way to die. */
export const FAULTS = {
  'answer lost after commit': 'lost-after',
  '500 before': 'error-before',
  '500 after': 'error-after',
  reset: 'reset',
  '429': 'throttle',
  'killed before': 'kill-before',
  'killed after': 'kill-after',
  'kill -9 of the program': 'process',
} as const;

export type FaultName = keyof typeof FAULTS;

export interface Cell {
  readonly index: number;
  readonly fault: FaultName;
  /** Empty: every claim of the table holds. */
  readonly wrong: readonly string[];
  /** Runs until the account was as the file says. */
  readonly runs: number;
  /** The fault met a call. A cell without it proves nothing. */
  readonly hit: boolean;
  /** Addresses left to a person, by name. */
  readonly manual: readonly string[];
}

const LIMIT_MS = 60_000;
/** A process that certainly is no more. */
const DEAD = { pid: 2 ** 22 + 1 };
const version = mediumCenter.versions[0];

async function onBench(work: (bench: Bench) => Promise<void>): Promise<void> {
  await withBench(udesk, { name: 'usual' }, mediumCenter, work, LIMIT_MS);
}

/** How many writes the undisturbed plan has. */
export async function writeCount(): Promise<number> {
  let count = 0;
  await onBench(async (bench) => {
    await bench.apply(version);
    count = bench.simulator.log().filter(({ write }) => write).length;
  });
  return count;
}

/** Breaks the write of this index (from 1) and runs until the account is as the file says, at most three times. */
export async function tryFault(index: number, fault: FaultName): Promise<Cell> {
  let cell: Cell | undefined;
  await onBench(async (bench) => {
    cell = await breakOne(bench, index, fault);
  });
  if (!cell) throw new Error('the bench did not run');
  return cell;
}

async function breakOne(bench: Bench, index: number, fault: FaultName): Promise<Cell> {
  const before = bench.held();
  const secrets = secretsOf(bench);
  const plans: Planned[] = [];
  const results: CenterResult[] = [];
  bench.simulator.change({ reset: ['log'] });
  const hit = await disturbedRun(bench, index, FAULTS[fault], plans, results);
  bench.simulator.change({ reset: ['faults'] });
  let runs = 1;
  while (!isAtItsEnd(results.at(-1)) && runs < 3) {
    runs += 1;
    const applied = await bench.apply(version);
    plans.push(...applied.plans);
    results.push(applied.result);
  }
  const writes = bench.simulator.log().filter(({ write }) => write).length;
  const held = bench.held();
  const again = await bench.apply(version);
  const [next] = again.plans;
  const wrong = [
    ...(isAtItsEnd(results.at(-1)) ? [] : [`it did not converge: ${text(results.at(-1))}`]),
    ...(next ? unlikeDesired(held, next, udesk.provider) : ['a further run makes no plan']),
    ...unannounced(before, held, plans, udesk.provider.kinds),
    ...bench.tap.broken,
    ...duplicates(bench),
    ...blindRepeats(bench, plans).map((call) => `repeated blind: ${call}`),
    ...(await lostSecrets(bench, secrets, results)).map(
      (address) => `${address}: its password is lost, untold`,
    ),
    ...(next && next.plan.changes.length > 0 ? ['the next plan is not empty'] : []),
    ...(bench.simulator.log().filter(({ write }) => write).length === writes
      ? []
      : [`a further run writes: ${text(again.result)}`]),
  ];
  const manual = (results.at(-1)?.manual ?? []).map(({ address }) => address);
  return { index, fault, wrong, runs, hit, manual };
}

/** Creates that were carried out twice with no delete of the same object in between (udesk.md C12 deletes and makes anew). */
function duplicates({ simulator }: Bench): string[] {
  const seen = new Set<string>();
  return simulator.log().flatMap(({ method, path, body, status, refused, faults = [] }) => {
    const isLost = status === 0 || status >= 500;
    const isDone = !refused && (isLost ? faults.some((name) => name.endsWith('-after')) : status < 300);
    const call = `${path} ${text(body)}`;
    if (isDone && method === 'DELETE') seen.delete(call);
    if (method !== 'POST' || !isDone || !CREATES.has(path)) return [];
    if (seen.has(call)) return [`done twice: ${call}`];
    seen.add(call);
    return [];
  });
}

/** Come to its end, but for what the plan names as left to a person (a subscription whose id was lost). */
function isAtItsEnd(result: CenterResult | undefined): boolean {
  if (!result || result.remaining.length > 0) return false;
  return result.status === 'converged' || (result.status === 'partial' && result.manual.length > 0);
}

const CREATES: ReadonlySet<string> = new Set(['queues', 'agents', 'extensions', 'subscriptions']);

async function disturbedRun(
  bench: Bench,
  index: number,
  fault: (typeof FAULTS)[FaultName],
  plans: Planned[],
  results: CenterResult[],
): Promise<boolean> {
  if (fault === 'process') {
    plans.push(await bench.plan(version));
    bench.simulator.change({ reset: ['log'] });
    return killProcess(bench, index);
  }
  if (fault === 'kill-before' || fault === 'kill-after') return killEngine(bench, index, fault, plans);
  bench.simulator.change({ faults: { [fault]: `write:${index}` } });
  const applied = await bench.apply(version);
  plans.push(...applied.plans);
  results.push(applied.result);
  return bench.simulator.log().some(({ faults }) => faults?.includes(fault));
}

/** The engine in this process never hears again of anything, from the write of this index on. */
async function killEngine(
  bench: Bench,
  index: number,
  when: 'kill-before' | 'kill-after',
  plans: Planned[],
): Promise<boolean> {
  let writes = 0;
  let dead = false;
  let fall = (): void => {};
  const fallen = new Promise<boolean>((resolve) => {
    fall = () => resolve(true);
  });
  const leftOpen: (() => Promise<void>)[] = [];
  const underway = new Set<Promise<unknown>>();
  const mortal = async <Out>(act: () => Promise<Out>): Promise<Out> => {
    if (dead) return never();
    const acting = act();
    const ended = acting.catch(() => undefined);
    underway.add(ended);
    const settled = await acting.finally(() => underway.delete(ended));
    return dead ? never() : settled;
  };
  const running = bench.apply(version, {
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
        dead = true;
        fall();
        return never();
      },
    }),
  });
  const isDead = await Promise.race([running.then(() => false), fallen]);
  await Promise.all(underway);
  if (isDead) for (const close of leftOpen) await close();
  return isDead;
}

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cutover.js');

/** The built program is killed by the system when the vendor has done this write and not yet answered. */
async function killProcess(bench: Bench, index: number): Promise<boolean> {
  const file = join(bench.stateDir, 'center.yaml');
  await writeFile(file, document(bench.providerBlock, version));
  bench.simulator.change({ faults: { slow: `1500@write:${index}` } });
  const child = spawn(
    process.execPath,
    [process.env.CUTOVER_PROGRAM ?? PROGRAM, 'apply', '--auto-approve', '--state-dir', bench.stateDir, file],
    { env: { ...process.env, ...bench.env }, stdio: 'ignore' },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
  const isHit = (): boolean => bench.simulator.log().some(({ faults }) => faults?.includes('slow'));
  while (child.exitCode === null && !isHit()) await sleep(2);
  child.kill('SIGKILL');
  return (await ended) === 'SIGKILL' && isHit();
}
