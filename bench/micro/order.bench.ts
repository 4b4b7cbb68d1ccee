// From changes without an order to calls in one.

import { bench, describe } from 'vitest';
import type { Live } from '../../src/contract/index.js';
import { changesOf } from '../../src/plan/changes.js';
import { contextOf } from '../../src/plan/context.js';
import { difference } from '../../src/plan/diff.js';
import { inPlanOrder } from '../../src/plan/drafts.js';
import { arrange } from '../../src/plan/order/arrange.js';
import { createView, type View } from '../../src/plan/order/view.js';
import { createWorld } from '../../src/plan/world.js';
import { provider } from '../../src/providers/udesk/provider.js';
import { SIZES } from '../sizes.js';
import { desiredOf, inputOf, liveOf } from './center.js';

describe('the order at size M', () => {
  const views = {
    'all agents changed': viewOf(liveOf(desiredOf(SIZES.M, { renamed: SIZES.M.agents }))),
    'everything to create': viewOf(liveOf()),
  };
  for (const [what, view] of Object.entries(views)) {
    const grouping = provider.group(view.changes, view.context);
    bench(`group ${what}`, () => void provider.group(view.changes, view.context));
    bench(`arrange ${what}`, () => void arrange(view, grouping));
  }
});

function viewOf(live: Live): View {
  const world = createWorld(inputOf(desiredOf(SIZES.M), live));
  const drafts = inPlanOrder(world, difference(world).drafts);
  const context = contextOf(world, drafts, new Map());
  return createView(world, drafts, changesOf(world, drafts, context), context);
}
