// What a user waits for before anything begins.

import { atMost, of, type Row, ratio, seconds } from '../figures.js';
import type { Workbench } from '../workbench.js';

export async function startUp(bench: Workbench): Promise<Row[]> {
  const [empty = [], version = []] = await bench.inTurns(
    [{ words: [process.execPath, '-e', '0'] }, { words: bench.cutover('--version') }],
    bench.runs * 3,
  );
  const figures = `${seconds(of(version, 'wall'))}; cpu ${ratio(version, empty, 'cpu').toFixed(2)} ×`;
  return [atMost('`cutover --version` over `node -e 0`', ratio(version, empty), 1.5, figures)];
}
