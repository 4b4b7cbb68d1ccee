// converge: what a file says is what the account holds afterwards, and a new plan is empty.

import fc from 'fast-check';
import { claim, claimNone } from '../broken.js';
import { text, unannounced, unlessRefused, unlikeDesired } from '../facts.js';
import type { LawMaker } from '../law.js';
import type { AppliedHere, Rig } from '../rig.js';
import type { Version } from '../subject.js';

export const converge: LawMaker<Record<string, never>> = {
  name: 'converge',
  says: 'apply(plan(desired, live)), then plan: empty; the account is as the file says, and nothing else moved',
  more: () => fc.constant({}),
  async check(rig) {
    for (const version of rig.story.versions) await applyAndConverge(rig, version);
  },
};

/** Applies one version and claims that it converged. */
async function applyAndConverge(rig: Rig, version: Version): Promise<AppliedHere> {
  const first = await rig.plan(version);
  unlessRefused(first);
  const before = rig.held();
  const { kinds } = rig.subject.provider;
  const applied = await rig.apply(version);
  claimConverged(applied);
  await claimAsDesired(rig, version);
  claimNone(unannounced(before, rig.held(), applied.plans, kinds), 'no plan announced that this would move');
  return applied;
}

/** The result says so itself: everything that needs no person is done. */
export function claimConverged({ result }: AppliedHere): void {
  const { status, manual, problems, remaining, outcomes } = result;
  const bad = outcomes.filter((outcome) => outcome.status !== 'done');
  const isDone = status === 'converged' || (status === 'partial' && manual.length > 0);
  claim(
    isDone && remaining.length === 0 && bad.length === 0,
    () => `the apply ended ${status}: ${text({ outcomes: bad, remaining, problems })}`,
  );
}

/** By a new plan and by the simulator's own record. */
export async function claimAsDesired(rig: Rig, version: Version): Promise<void> {
  await rig.settled();
  const again = await rig.plan(version);
  const errors = again.plan.problems.filter(({ severity }) => severity === 'error');
  claimNone(
    errors.map(({ message }) => message),
    'a new plan has problems',
  );
  claimNone(
    again.plan.changes.map(({ key, fields }) => `${key} ${text(fields)}`),
    'a new plan is not empty',
  );
  claimNone(unlikeDesired(rig.held(), again, rig.subject.provider), 'the account is not as the file says');
}
