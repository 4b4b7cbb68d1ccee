// round trip: a file that pull writes says what is live.

import fc from 'fast-check';
import { loadText, planCenter, readCenter } from '../assembly.js';
import type { Bench } from '../bench.js';
import { claimNone, suppose } from '../broken.js';
import { text, unlessRefused } from '../facts.js';
import type { LawMaker } from '../law.js';
import { incompleteKinds, pulled } from '../pull.js';
import type { Version } from '../subject.js';

export const roundTrip: LawMaker<Record<string, never>> = {
  name: 'round trip',
  says: 'pull, then plan with that file: empty',
  more: () => fc.constant({}),
  async check(bench) {
    for (const version of bench.story.versions) {
      await pullAndPlan(bench, version);
      unlessRefused(await bench.plan(version));
      await bench.apply(version);
      await pullAndPlan(bench, version);
    }
  },
};

async function pullAndPlan(bench: Bench, version: Version): Promise<void> {
  const loaded = bench.load(version);
  const live = await bench.use(loaded, async (open) => (await readCenter(open, true)).live);
  suppose(incompleteKinds(bench, live).length === 0, 'pull refuses half a list');
  const file = pulled(bench, live);
  const again = loadText(bench.subject, file, bench.env);
  const { plan } = await bench.use(again, async (open) =>
    planCenter(open, await readCenter(open), bench.subject),
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
