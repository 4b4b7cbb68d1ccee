// ledger: a cache. Lost or put back to an old copy at any moment, it costs knowledge, never an object or a secret.

import { copyFile, rm } from 'node:fs/promises';
import fc from 'fast-check';
import { type Planned, statePaths } from '../assembly.js';
import { claimNone, suppose } from '../broken.js';
import { unannounced, unlessRefused } from '../facts.js';
import type { LawMaker } from '../law.js';
import type { Rig } from '../rig.js';
import { lostSecrets, secretsOf } from '../secrets.js';
import { type Crash, crashAt, killed } from './crash.js';

interface Loss {
  /** Before which version the ledger is put back; into how old a copy, 0 being none at all. */
  readonly before: number;
  readonly to: number;
  /** Also killed in the middle, and the ledger lost once more. */
  readonly crash?: Crash | undefined;
}

export const ledger: LawMaker<Loss> = {
  name: 'ledger',
  says: 'deleted or rolled back at any moment: no delete, no duplicate',
  more: () => fc.record({ before: fc.nat(2), to: fc.nat(2), crash: fc.option(crashAt, { nil: undefined }) }),
  async check(rig, { before, to, crash }) {
    const [only] = rig.story.versions;
    // A story of one version is applied twice: the ledger has a past in any case.
    const versions = rig.story.versions.length > 1 ? rig.story.versions : [only, only];
    const at = Math.min(versions.length - 1, 1 + before);
    for (const [index, version] of versions.entries()) {
      await keepCopy(rig, index);
      const honest = await rig.plan(version);
      unlessRefused(honest);
      if (index < at) {
        await rig.apply(version);
        await rig.settled();
        continue;
      }
      await putBack(rig, Math.min(to, index));
      const robbed = await rig.plan(version);
      suppose(robbed.plan.status !== 'refused', 'refused without its ledger');
      unlessRefused(robbed);
      claimNone(beyond(robbed, honest, rig), 'without its ledger the plan does more');
      const held = rig.held();
      const secrets = secretsOf(rig);
      const plans: Planned[] = [];
      if (crash) {
        plans.push(...(await killed(rig, version, crash, robbed.plan.calls.length)));
        await putBack(rig, Math.min(to, index));
      }
      const applied = await rig.apply(version);
      plans.push(...applied.plans);
      await rig.settled();
      claimNone(
        unannounced(held, rig.held(), plans, rig.subject.provider.kinds),
        'no plan announced that this would move',
      );
      claimNone(await lostSecrets(rig, secrets, [applied.result]), 'a secret was lost and nobody told');
      return;
    }
  },
};

/**
 * Deletes that the ledger would not have asked for, and creates of what a list shows to be there. To make sure once
 * more that what the file declares absent is gone is no new delete.
 */
function beyond({ plan, context }: Planned, honest: Planned, { subject }: Rig): string[] {
  const known = new Set(honest.plan.changes.map(({ key }) => key));
  const listed = new Set(
    subject.provider.kinds.filter(({ visibility }) => visibility === 'listed').map(({ name }) => name),
  );
  return plan.changes
    .filter(({ key }) => !known.has(key))
    .filter(({ action, kind, address }) =>
      action === 'delete' ? !context.desired.absent.has(address) : action === 'create' && listed.has(kind),
    )
    .map(({ key }) => key);
}

async function keepCopy({ stateDir }: Rig, index: number): Promise<void> {
  const { ledger: path } = statePaths(stateDir);
  await copyFile(path, `${path}.copy-${index}`).catch(() => undefined);
}

async function putBack({ stateDir }: Rig, index: number): Promise<void> {
  const { ledger: path } = statePaths(stateDir);
  await rm(path, { force: true });
  await copyFile(`${path}.copy-${index}`, path).catch(() => undefined);
}
