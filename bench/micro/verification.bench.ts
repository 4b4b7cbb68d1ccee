// A plan run on the vendor's model, before anybody sees it.

import { bench, describe } from 'vitest';
import { verifyOnModel } from '../../src/plan/verify.js';
import { model } from '../../src/providers/udesk/model/index.js';
import { provider } from '../../src/providers/udesk/provider.js';
import { SIZES } from '../sizes.js';
import { desiredOf, liveOf, planned } from './center.js';

describe('verification at size M', () => {
  const desired = desiredOf(SIZES.M);
  const plans = {
    '1 % of the agents changed': planned(desired, liveOf(desiredOf(SIZES.M, { renamed: 10 }))),
    'everything to create': planned(desired, liveOf()),
  };
  for (const [what, made] of Object.entries(plans)) {
    const { verified, problems } = verifyOnModel({ ...made, provider, model });
    if (!verified) throw new Error(problems.map(({ message }) => message).join('\n'));
    bench(what, () => void verifyOnModel({ ...made, provider, model }));
  }
});
