// An apply takes as long as the vendor needs: against the schedule that no program can beat.

import { atMost, figure, of, type Row, seconds } from '../figures.js';
import { idealSeconds } from '../ideal.js';
import type { Took } from '../processes.js';
import { centerOf, SIZES, type Size } from '../sizes.js';
import { LATENCY, type Workbench } from '../workbench.js';

const CHANGES = 2_000;
const CONCURRENCY = 8;

export async function applying(bench: Workbench): Promise<Row[]> {
  const size: Size = { ...SIZES.M, agents: CHANGES, extensions: 1_800 };
  const before = bench.file('before.yaml', centerOf(size));
  const after = bench.file('after.yaml', centerOf(size, { renamed: CHANGES }));
  const took: Took[] = [];
  const ideals: number[] = [];
  for (let turn = 0; turn < Math.min(bench.runs, 3); turn += 1) {
    const { env, stop } = await bench.account(before);
    const planned = await bench.run({ words: bench.cutover('plan', after, '--format', 'json'), env });
    const { centers } = JSON.parse(planned.stdout) as {
      centers: { calls: { id: string; after: string[] }[] }[];
    };
    // Reading before and after takes a call's time each.
    ideals.push(idealSeconds(centers[0]?.calls ?? [], CONCURRENCY, LATENCY) + (2 * LATENCY) / 1000);
    const words = bench.cutover(
      'apply',
      after,
      '--auto-approve',
      '--concurrency',
      String(CONCURRENCY),
      '--state-dir',
      bench.newFolder('state'),
    );
    took.push(await bench.run({ words, env }));
    await stop();
  }
  const ideal = figure(ideals).median;
  const wall = of(took, 'wall');
  return [
    atMost(
      'apply of 2,000 changes over the ideal schedule',
      wall.median / ideal,
      1.3,
      `${seconds(wall)}, ideal ${ideal.toFixed(2)} s`,
    ),
  ];
}
