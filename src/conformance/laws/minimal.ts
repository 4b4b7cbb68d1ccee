// minimal: no more calls than the lower bound, or a reason; and no more sent than planned.

import fc from 'fast-check';
import { claim } from '../broken.js';
import { unlessRefused, writesAt } from '../facts.js';
import type { LawMaker } from '../law.js';

export const minimal: LawMaker<Record<string, never>> = {
  name: 'minimal',
  says: 'calls = lower bound, or a named reason; and what is sent is what was planned',
  more: () => fc.constant({}),
  async check(rig) {
    for (const version of rig.story.versions) {
      const first = await rig.plan(version);
      unlessRefused(first);
      const { callCount, conditionalCalls, lowerBound, boundReasons } = first.plan;
      claim(callCount >= lowerBound, `${callCount} calls are fewer than the lower bound, ${lowerBound}`);
      claim(
        callCount === lowerBound || boundReasons.length > 0,
        `${callCount} calls, lower bound ${lowerBound}, and no reason is given`,
      );
      claim(callCount > lowerBound || boundReasons.length === 0, 'a reason is given for nothing');
      const before = writesAt(rig);
      const { result } = await rig.apply(version);
      const sent = writesAt(rig) - before;
      claim(
        sent >= callCount && sent <= callCount + conditionalCalls,
        `${callCount} calls and ${conditionalCalls} perhaps were planned, ${sent} were sent`,
      );
      claim(result.callCount === sent, `${sent} calls were sent, the result says ${result.callCount}`);
    }
  },
};
