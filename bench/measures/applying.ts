// An apply takes as long as the vendor needs: against the schedule of its calls that no program can beat.

import { atMost, figure, of, type Row, seconds } from '../figures.js';
import { idealSeconds } from '../ideal.js';
import type { Took } from '../processes.js';
import { centerOf, SIZES, type Size } from '../sizes.js';
import { LATENCY, type Workbench } from '../workbench.js';

const CHANGES = 2_000;
const CONCURRENCY = 8;
/** Seconds to read the account, before the calls and after: all lists at once. */
const READING = LATENCY / 1000;
/** Calls that wait for nothing: agents that are there and get another name. */
const RENAMED: Size = { ...SIZES.M, agents: CHANGES, extensions: 1_800 };
/** Calls that wait for others: agents, their extensions, bindings and memberships, and queues, all new. */
const CREATED: Size = { ...SIZES.M, agents: 500, extensions: 500, subscriptions: 1 };

export async function applying(bench: Workbench): Promise<Row[]> {
  const before = bench.file('before.yaml', centerOf(RENAMED));
  const renames = await applyOf(
    bench,
    bench.file('after.yaml', centerOf(RENAMED, { renamed: CHANGES })),
    before,
  );
  const creates = await applyOf(bench, bench.file('created.yaml', centerOf(CREATED)));
  const chained = `apply of ${creates.calls} calls, ${creates.waiting} of them after others`;
  return [...rowsOf('apply of 2,000 changes', renames), ...rowsOf(chained, creates)];
}

/** The calls alone, as if nothing had to be known before the first; and with the plan that goes before them. */
function rowsOf(name: string, { took, planned, ideal }: Applied): Row[] {
  const walls = took.map(({ wall }) => wall);
  const overCalls = walls.map((wall) => wall / (ideal + 2 * READING));
  // A plan has read the account once.
  const overPlan = walls.map((wall, turn) => wall / ((planned[turn]?.wall ?? Number.NaN) + ideal + READING));
  const figures = `${seconds(figure(walls))}, ideal ${(ideal + 2 * READING).toFixed(2)} s`;
  return [
    atMost(`${name}, over the ideal schedule`, figure(overCalls).median, 1.3, figures),
    atMost(
      `${name}, over a plan and the ideal schedule`,
      figure(overPlan).median,
      1.3,
      `plan ${seconds(of(planned, 'wall'))}`,
    ),
  ];
}

interface Applied {
  readonly took: readonly Took[];
  /** A plan of the same, right before each. */
  readonly planned: readonly Took[];
  readonly calls: number;
  /** Calls that wait for others. */
  readonly waiting: number;
  /** Seconds that the calls must take. */
  readonly ideal: number;
}

/** Plans and applies `file`, each time on an account of its own that holds what `seed` says. */
async function applyOf(bench: Workbench, file: string, seed?: string): Promise<Applied> {
  const took: Took[] = [];
  const planned: Took[] = [];
  let calls: readonly PlannedCall[] = [];
  for (let turn = 0; turn < Math.min(bench.runs, 3); turn += 1) {
    const { env, stop } = await bench.account(seed);
    const plan = await bench.run({ words: bench.cutover('plan', file, '--format', 'json'), env });
    calls = (JSON.parse(plan.stdout) as { centers: { calls: PlannedCall[] }[] }).centers[0]?.calls ?? [];
    const words = ['apply', file, '--auto-approve', '--concurrency', String(CONCURRENCY)];
    planned.push(plan);
    took.push(
      await bench.run({ words: bench.cutover(...words, '--state-dir', bench.newFolder('state')), env }),
    );
    await stop();
  }
  return {
    took,
    planned,
    calls: calls.length,
    waiting: calls.filter(({ after }) => after.length > 0).length,
    ideal: idealSeconds(calls, CONCURRENCY, LATENCY),
  };
}

interface PlannedCall {
  readonly id: string;
  readonly after: readonly string[];
}
