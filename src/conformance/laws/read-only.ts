// read-only: what only looks makes no write, counted at the vendor's side.

import fc from 'fast-check';
import { planJson } from '../../render/plan-json.js';
import { readCenter } from '../assembly.js';
import { claim } from '../broken.js';
import { writesAt } from '../facts.js';
import type { LawMaker } from '../law.js';
import { pulled } from '../pull.js';

export const readOnly: LawMaker<Record<string, never>> = {
  name: 'read-only',
  says: 'plan, drift, pull and show make no write',
  more: () => fc.constant({}),
  async check(bench) {
    for (const version of bench.story.versions) {
      const writes = writesAt(bench);
      const { plan } = await bench.plan(version);
      planJson('the suite', [plan]);
      await bench.use(bench.load(version), async (open) =>
        pulled(bench, (await readCenter(open, true)).live),
      );
      claim(writesAt(bench) === writes, () => `${writesAt(bench) - writes} writes came from reading`);
      await bench.apply(version);
    }
  },
};
