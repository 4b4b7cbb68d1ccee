// What is desired against what is live.

import { bench, describe } from 'vitest';
import { difference } from '../../src/plan/diff.js';
import { createWorld } from '../../src/plan/world.js';
import { SIZES } from '../sizes.js';
import { desiredOf, inputOf, liveOf } from './center.js';

describe('the difference at size M', () => {
  const live = liveOf(desiredOf(SIZES.M));
  const worlds = {
    nothing: createWorld(inputOf(desiredOf(SIZES.M), live)),
    '1 % of the agents': createWorld(inputOf(desiredOf(SIZES.M, { renamed: 10 }), live)),
    everything: createWorld(inputOf(desiredOf(SIZES.M), liveOf())),
  };
  for (const [what, world] of Object.entries(worlds)) bench(what, () => void difference(world));
});
