// crash: killed at any moment, without a last word; the next run comes to the same end.

import fc from 'fast-check';
import type { Planned } from '../assembly.js';
import { guillotine } from '../border.js';
import { claimNone, suppose } from '../broken.js';
import { unannounced, unlessRefused } from '../facts.js';
import { lastVersion } from '../history.js';
import type { LawMaker } from '../law.js';
import type { Rig } from '../rig.js';
import { lostSecrets, secretsOf } from '../secrets.js';
import type { Version } from '../subject.js';
import { claimAsDesired, claimConverged } from './converge.js';

export interface Crash {
  /** When, as a part of everything that a run does outside. */
  readonly at: number;
  readonly when: 'before' | 'after';
}

const ALL = 1_000;

export const crashAt: fc.Arbitrary<Crash> = fc.record({
  at: fc.nat(ALL - 1),
  when: fc.constantFrom('before', 'after'),
});

export const crash: LawMaker<{ readonly crashes: readonly Crash[] }> = {
  name: 'crash',
  says: 'killed at any moment and run again: the same end, every secret in the sink or reported lost by name',
  more: () => fc.record({ crashes: fc.array(crashAt, { minLength: 1, maxLength: 2 }) }),
  async check(rig, { crashes }) {
    const version = await lastVersion(rig);
    const first = await rig.plan(version);
    unlessRefused(first);
    suppose(first.plan.calls.length > 0, 'nothing to do');
    const before = rig.held();
    const secrets = secretsOf(rig);
    const plans: Planned[] = [];
    for (const one of crashes) plans.push(...(await killed(rig, version, one, first.plan.calls.length)));
    await supposeStaffed(rig, version);
    const applied = await rig.apply(version);
    claimConverged(applied);
    await claimAsDesired(rig, version);
    claimNone(
      unannounced(before, rig.held(), [...plans, ...applied.plans], rig.subject.provider.kinds),
      'no plan announced that this would move',
    );
    claimNone(await lostSecrets(rig, secrets, [applied.result]), 'a secret was lost and nobody told');
  },
};

/**
 * A file that ends below a floor is taken where the queue has fewer now; a crash on the way may leave more, and then
 * the guard refuses to go down again. That is its right, and a matter of the file.
 */
async function supposeStaffed(rig: Rig, version: Version): Promise<void> {
  const { plan } = await rig.plan(version);
  const isFloor = plan.problems.some(({ code }) => code === 'staffing-floor');
  suppose(!isFloor, 'the file ends below a floor that what the crash left behind meets');
}

/** Crossings of a run: reads before and after, then a few for every call. */
const READING = 10;
const EACH_CALL = 3;

/** Runs until the blade falls, or to the end if it falls too late. The dead run's lock stays behind. */
export async function killed(
  rig: Rig,
  version: Version,
  { at, when }: Crash,
  calls: number,
): Promise<readonly Planned[]> {
  const crossing = 1 + Math.floor((at * (READING + EACH_CALL * calls)) / ALL);
  const border = guillotine(crossing, when);
  const plans: Planned[] = [];
  const leftOpen: (() => Promise<void>)[] = [];
  const running = rig.apply(version, { border, plans, holder: DEAD, leftOpen }).then(() => true);
  const isOver = await Promise.race([running, border.fallen.then(() => false)]);
  await border.quiet();
  if (!isOver) for (const close of leftOpen) await close();
  return plans;
}

/** A process that certainly is no more. */
const DEAD = { pid: 2 ** 22 + 1 };
