// The fewest calls that bind agents to queues.

import { bench, describe } from 'vitest';
import { minimumVertexCover } from '../../src/plan/vertex-cover.js';
import { range, SIZES, type Size } from '../sizes.js';

describe.each([SIZES.M, SIZES.L])('the cover at size $name', (size) => {
  const edges = edgesOf(size);
  bench(`${edges.length} pairs`, () => void minimumVertexCover(edges));
});

function edgesOf({ agents, queues, queuesPerAgent }: Size): (readonly [string, string])[] {
  return range(agents).flatMap((agent) =>
    range(queuesPerAgent).map((step) => [`queue/${(agent + step) % queues}`, `agent/${agent}`] as const),
  );
}
