// Applies all versions of a story but the last, so that a law begins with an account and a ledger that have a past.

import type { Bench } from './bench.js';
import { unlessRefused } from './facts.js';
import type { Version } from './subject.js';

/** The last version, when all before it are in effect. */
export async function lastVersion(bench: Bench): Promise<Version> {
  const { versions } = bench.story;
  for (const version of versions.slice(0, -1)) {
    unlessRefused(await bench.plan(version));
    await bench.apply(version);
    await bench.settled();
  }
  return versions.at(-1) ?? versions[0];
}
