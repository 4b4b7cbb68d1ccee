// idempotent: the second apply of the same file makes no write.

import fc from 'fast-check';
import { claim } from '../broken.js';
import { text, unlessRefused, writesAt } from '../facts.js';
import type { LawMaker } from '../law.js';

export const idempotent: LawMaker<Record<string, never>> = {
  name: 'idempotent',
  says: 'apply twice: the second makes no write',
  more: () => fc.constant({}),
  async check(rig) {
    for (const version of rig.story.versions) {
      unlessRefused(await rig.plan(version));
      await rig.apply(version);
      const writes = writesAt(rig);
      const { result } = await rig.apply(version);
      const more = rig.simulator
        .log()
        .filter(({ write }) => write)
        .slice(writes);
      claim(
        more.length === 0 && result.callCount === 0,
        () =>
          `the second apply wrote ${more.map(({ method, path, body }) => `${method} ${path} ${text(body)}`).join(', ')}`,
      );
    }
  },
};
