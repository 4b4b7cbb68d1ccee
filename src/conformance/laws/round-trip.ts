// round trip: a file that pull writes says what is live.

import fc from 'fast-check';
import { loadText, planCenter, readCenter } from '../assembly.js';
import { claimNone, suppose } from '../broken.js';
import { text, unlessRefused } from '../facts.js';
import type { LawMaker } from '../law.js';
import { incompleteKinds, pulled } from '../pull.js';
import type { Rig } from '../rig.js';
import type { Version } from '../subject.js';

export const roundTrip: LawMaker<Record<string, never>> = {
  name: 'round trip',
  says: 'pull, then plan with that file: empty',
  more: () => fc.constant({}),
  async check(rig) {
    for (const version of rig.story.versions) {
      await pullAndPlan(rig, version);
      unlessRefused(await rig.plan(version));
      await rig.apply(version);
      await pullAndPlan(rig, version);
    }
  },
};

async function pullAndPlan(rig: Rig, version: Version): Promise<void> {
  const loaded = rig.load(version);
  const live = await rig.use(loaded, async (open) => (await readCenter(open, true)).live);
  suppose(incompleteKinds(rig, live).length === 0, 'pull refuses half a list');
  const file = pulled(rig, live);
  const again = loadText(rig.subject, file, rig.env);
  const { plan } = await rig.use(again, async (open) =>
    planCenter(open, await readCenter(open), rig.subject),
  );
  claimNone(
    plan.changes.map(({ key, fields }) => `${key} ${text(fields)}`),
    `the plan of what pull wrote is not empty (${file})`,
  );
  claimNone(
    [...plan.problems, ...plan.manual].map((item) => text(item)),
    `the plan of what pull wrote has problems (${file})`,
  );
}
