// The demo's second act: a folder of centers at several vendors, each with an account of its own, all in one command.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Desired, Provider, Resource } from '../../contract/index.js';
import { type RunningSimulator, startSimulator } from '../../simulator/serve.js';
import { EXIT } from '../exit.js';
import type { Io } from '../io.js';
import { loadCenters } from '../loading/load.js';
import { standIns, variablesOf } from '../loading/seed.js';
import { packageFolder } from '../version.js';
import type { Transcript } from './transcript.js';

const FOLDER = 'outsourcer';

export interface Account {
  readonly center: string;
  readonly simulator: RunningSimulator;
  /** Variables as the files name them: the center's name, then the setting's. */
  readonly env: Readonly<Record<string, string>>;
}

/** Copies the folder to `to`, and opens an account for each center that holds only what no call could make. */
export async function openAccounts(to: string, io: Io): Promise<Account[]> {
  const folder = join(to, FOLDER);
  cpSync(join(packageFolder(), 'examples', FOLDER), folder, { recursive: true });
  const { centers, vendors } = await loadCenters([folder], { ...io, env: standIns(folder) });
  const open: Account[] = [];
  for (const desired of centers) {
    const vendor = vendors.of(desired);
    const spec = await vendor.simulator();
    if (!spec) throw new Error(`${vendor.provider.title} has no simulator.`);
    const simulator = await startSimulator(spec, { seedResources: given(desired, vendor.provider) });
    const { center } = desired;
    open.push({ center, simulator, env: variablesOf(center, simulator) });
  }
  return open;
}

function given({ resources }: Desired, { kinds }: Provider): Resource[] {
  const byHand = new Set(kinds.filter(({ givenOnly }) => givenOnly !== undefined).map(({ name }) => name));
  return [...resources.values()].filter(({ kind }) => byHand.has(kind));
}

export async function outsourcerStory(tell: Transcript, accounts: readonly Account[]): Promise<void> {
  tell.say(
    'Many centers, several vendors',
    `${FOLDER}/ is the folder of somebody who keeps ${accounts.length} centers for others, at all the vendors there are.`,
    'One command plans and applies all of them, some at a time, each with its own account, ledger and secrets.',
  );
  const applied = await tell.run(EXIT.done, 'apply', FOLDER, '--auto-approve', '--quiet');
  const converged = applied.match(/Live is as desired\./g) ?? [];
  tell.check(converged.length === accounts.length, 'every center is as desired after one apply');

  tell.say(
    'One of them fails',
    'A vendor is down. The other centers are looked at as if nothing had happened; the exit code says the worst.',
  );
  const [, down] = accounts;
  await down?.simulator.close();
  const planned = await tell.run(EXIT.failed, 'plan', FOLDER);
  const clean = planned.match(/no changes, live is as desired/g) ?? [];
  tell.check(clean.length === accounts.length - 1, 'the failing center stops no other');
}
