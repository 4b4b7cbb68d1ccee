// A plan that finds nothing to do, at every size: against the floor, in reads, in memory, and how it grows.

import { atMost, exponent, figure, megabytes, of, type Row, ratio, seconds } from '../figures.js';
import type { Account, Took } from '../processes.js';
import { centerOf, entitiesOf, HALF, type Size } from '../sizes.js';
import type { Workbench } from '../workbench.js';

const FLOOR_BARS: Readonly<Record<string, number>> = { S: 2, M: 1.75, L: 1.5 };
/** Udesk answers each list whole: agents, queues, relay numbers, subscriptions. */
const LEAST_READS = 4;

export interface Planned {
  readonly size: Size;
  readonly path: string;
  readonly live: Account;
  readonly floor: readonly Took[];
  readonly plan: readonly Took[];
}

/** The runs themselves: every size in every turn. The accounts stay, for other measures. */
export async function planEach(bench: Workbench, sizes: readonly Size[]): Promise<Planned[]> {
  const opened = await Promise.all(
    sizes.map(async (size) => {
      const path = bench.file(`${size.name.replace('/', '-')}.yaml`, centerOf(size));
      return { size, path, live: await bench.account(path) };
    }),
  );
  const took = await bench.inTurns(
    opened.flatMap(({ path, live: { env } }) => [
      { words: bench.floor(path), env },
      { words: bench.cutover('plan', path), env },
    ]),
  );
  return opened.map((one, index) => ({
    ...one,
    floor: saying('0 differences', took[2 * index]),
    plan: saying('no changes', took[2 * index + 1]),
  }));
}

/** The same runs: what did not find that nothing differs has not done the work. */
function saying(words: string, runs: readonly Took[] = []): readonly Took[] {
  for (const { stdout } of runs) if (!stdout.includes(words)) throw new Error(`not "${words}": ${stdout}`);
  return runs;
}

export async function noChange(bench: Workbench, planned: readonly Planned[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const one of planned) {
    if (one.size === HALF) continue;
    rows.push(overFloor(one), await reads(bench, one));
    if (one.size.name === 'L') rows.push(...memory(one));
  }
  return [...rows, ...growth(planned)];
}

function overFloor({ size, floor, plan }: Planned): Row {
  return atMost(
    `plan ${size.name} (${entitiesOf(size)} entities), no change, over the floor`,
    ratio(plan, floor),
    FLOOR_BARS[size.name] ?? 2,
    `${seconds(of(plan, 'wall'))}, floor ${seconds(of(floor, 'wall'))}; cpu ${ratio(plan, floor, 'cpu').toFixed(2)} ×`,
  );
}

async function reads(bench: Workbench, { size, path, live }: Planned): Promise<Row> {
  await live.calls();
  await bench.run({ words: bench.cutover('plan', path), env: live.env });
  const { reads: count } = await live.calls();
  return {
    measure: `reads of plan ${size.name}`,
    figure: String(count),
    bar: `${LEAST_READS}: one a list`,
    met: count === LEAST_READS,
  };
}

function memory({ plan, floor }: Planned): Row[] {
  const peak = of(plan, 'peak');
  return [
    atMost(
      'peak memory of plan L over the floor',
      ratio(plan, floor, 'peak'),
      2,
      `floor ${megabytes(of(floor, 'peak'))}`,
    ),
    atMost('peak memory of plan L', peak.median, 450, `most ${Math.round(peak.most)} MB`, ' MB'),
  ];
}

/** Processor time, because it does not wait; turn by turn, because a turn is disturbed as a whole. */
function growth(planned: readonly Planned[]): Row[] {
  const half = planned.find(({ size }) => size === HALF);
  const whole = planned.find(({ size }) => size.name === 'L');
  if (!half || !whole) return [];
  const fit = figure(
    whole.plan.map((_, turn) =>
      exponent(planned.map(({ size, plan }) => [entitiesOf(size), plan[turn]?.cpu ?? Number.NaN])),
    ),
  ).median;
  const each = planned.map(({ size, plan }) => `${size.name} ${of(plan, 'cpu').median.toFixed(2)} s`);
  return [
    atMost(
      'processor time of a plan when L/2 doubles to L',
      ratio(whole.plan, half.plan, 'cpu'),
      2.3,
      `${each.join(', ')}; exponent from ${planned[0]?.size.name} to L ${fit.toFixed(2)}`,
    ),
  ];
}
