// Two hundred centers in one command: cheaper than one at a time, and no center's memory stays when it is done.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { megabytes, of, type Row } from '../figures.js';
import type { Took } from '../processes.js';
import { centerOf, SIZES } from '../sizes.js';
import type { Workbench } from '../workbench.js';

const COUNTS = [1, 20, 100, 200];
/** Megabytes that one more center may take: every file is checked before the first call, and what it says stays. */
const FLAT = 1;

export async function manyCenters(bench: Workbench): Promise<Row[]> {
  const live = await bench.account(bench.file('one.yaml', centerOf(SIZES.S)));
  const commands = COUNTS.map((count) => ({
    words: bench.cutover('plan', folderOf(bench, count)),
    env: live.env,
  }));
  const took = await bench.inTurns(commands, Math.min(bench.runs, 2));
  await live.stop();
  const at = (count: number): readonly Took[] => took[COUNTS.indexOf(count)] ?? [];
  const alone = of(at(1), 'wall').median;
  const each = of(at(200), 'wall').median / 200;
  const perCenter = (of(at(200), 'peak').median - of(at(20), 'peak').median) / 180;
  return [
    {
      measure: '200 centers of size S in one command, time a center',
      figure: `${each.toFixed(3)} s, alone ${alone.toFixed(2)} s`,
      bar: 'less than alone',
      met: each < alone,
    },
    {
      measure: '200 centers of size S in one command, memory that one more center takes',
      figure: `${perCenter.toFixed(2)} MB; ${COUNTS.map((count) => `${count}: ${megabytes(of(at(count), 'peak'))}`).join(', ')}`,
      bar: `≤ ${FLAT} MB`,
      met: perCenter <= FLAT,
    },
  ];
}

function folderOf(bench: Workbench, count: number): string {
  const folder = bench.newFolder('centers');
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(folder, `c${index}.yaml`), centerOf(SIZES.S, { center: `center-${index}` }));
  }
  return folder;
}
