// Applies all versions of a story but the last, so that a law begins with an account and a ledger that have a past.

import { unlessRefused } from './facts.js';
import type { Rig } from './rig.js';
import type { Version } from './subject.js';

/** The last version, when all before it are in effect. */
export async function lastVersion(rig: Rig): Promise<Version> {
  const { versions } = rig.story;
  for (const version of versions.slice(0, -1)) {
    unlessRefused(await rig.plan(version));
    await rig.apply(version);
    await rig.settled();
  }
  return versions.at(-1) ?? versions[0];
}
