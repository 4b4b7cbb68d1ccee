// What else is done with ten thousand agents: the file checked without the network, all of it to create, a little changed.

import { atMost, megabytes, of, type Row, ratio, seconds } from '../figures.js';
import { centerOf, SIZES } from '../sizes.js';
import type { Workbench } from '../workbench.js';
import type { Planned } from './no-change.js';

export async function validating(bench: Workbench, planned: readonly Planned[]): Promise<Row[]> {
  const { path, env } = largeOf(planned);
  const [floor = [], validate = []] = await bench.inTurns([
    { words: bench.floor(path, '--no-network'), env },
    { words: bench.cutover('validate', path), env },
  ]);
  const figures = `${seconds(of(validate, 'wall'))}, floor ${seconds(of(floor, 'wall'))}; cpu ${ratio(validate, floor, 'cpu').toFixed(2)} ×`;
  return [atMost('validate L over the floor without network', ratio(validate, floor), 1.5, figures)];
}

export async function changing(bench: Workbench, planned: readonly Planned[]): Promise<Row[]> {
  const { path, env } = largeOf(planned);
  const empty = await bench.account();
  const few = bench.file('L-changed.yaml', centerOf(SIZES.L, { renamed: 100 }));
  const [none = [], some = [], all = [], unverified = []] = await bench.inTurns(
    [
      { words: bench.cutover('plan', path), env },
      { words: bench.cutover('plan', few), env },
      { words: bench.cutover('plan', path), env: empty.env },
      { words: bench.cutover('plan', path, '--no-verify'), env: empty.env },
    ],
    Math.min(bench.runs, 3),
  );
  await empty.stop();
  return [
    atMost(
      'plan L, everything to create, verified on the model, over no change',
      ratio(all, none),
      2,
      `${seconds(of(all, 'wall'))}, no change ${seconds(of(none, 'wall'))}; ${megabytes(of(all, 'peak'))}; \`--no-verify\` ${seconds(of(unverified, 'wall'))}`,
    ),
    atMost(
      'plan L, 1 % of the agents changed, over no change',
      ratio(some, none),
      2,
      seconds(of(some, 'wall')),
    ),
  ];
}

function largeOf(planned: readonly Planned[]): {
  readonly path: string;
  readonly env: Planned['live']['env'];
} {
  const large = planned.find(({ size }) => size.name === 'L');
  if (!large) throw new Error('L was not planned');
  return { path: large.path, env: large.live.env };
}
