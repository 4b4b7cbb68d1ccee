// read-only: what only looks makes no write, counted at the vendor's side.

import fc from 'fast-check';
import { planJson } from '../../render/programs/json.js';
import { readCenter } from '../assembly.js';
import { claim } from '../broken.js';
import { writesAt } from '../facts.js';
import type { LawMaker } from '../law.js';
import { pulled } from '../pull.js';

export const readOnly: LawMaker<Record<string, never>> = {
  name: 'read-only',
  says: 'plan, drift, pull and show make no write',
  more: () => fc.constant({}),
  async check(rig) {
    for (const version of rig.story.versions) {
      const writes = writesAt(rig);
      const { plan } = await rig.plan(version);
      planJson('the suite', [plan]);
      await rig.use(rig.load(version), async (open) => pulled(rig, (await readCenter(open, true)).live));
      claim(writesAt(rig) === writes, () => `${writesAt(rig) - writes} writes came from reading`);
      await rig.apply(version);
    }
  },
};
