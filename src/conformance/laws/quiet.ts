// quiet: no secret appears anywhere but in the sink, whatever the vendor says back to us.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyJson, planJson } from '../../render/programs/json.js';
import { planLines } from '../../render/text/plan.js';
import { createTheme } from '../../render/text/theme.js';
import { CENTER, readCenter } from '../assembly.js';
import { claimNone } from '../broken.js';
import type { LawMaker } from '../law.js';
import { incompleteKinds, pulled } from '../pull.js';
import type { AppliedHere, PlannedHere, Rig } from '../rig.js';
import { secretsOf } from '../secrets.js';
import { type Fault, faults } from './faults.js';

export const quiet: LawMaker<Fault> = {
  name: 'quiet',
  says: 'secrets planted in every secret field and vendor answer appear in no output, log, plan, trace, journal or ledger',
  more: faults.more,
  async check(rig, { name, at, of }) {
    const shown: string[] = [];
    const { provider, env = {} } = rig.subject;
    const given = [
      ...provider.secretSettings.map((setting) => rig.simulator.credentials[setting] ?? ''),
      ...Object.values(env),
    ].filter(isSecret);
    for (const version of rig.story.versions) {
      // The vendor's words repeat what this run gave it and was told.
      rig.tap.parrot(given);
      shown.push(...planned(await rig.plan(version)));
      rig.simulator.change({
        faults: {
          [name]: name === 'stale' ? '2' : `${name === 'duplicate-rows' ? 'read' : of}:${1 + (at % 12)}`,
        },
      });
      rig.tap.parrot(given);
      shown.push(...applied(await rig.apply(version)));
      rig.simulator.change({ reset: ['faults'] });
      shown.push(await pulledFile(rig, version));
    }
    shown.push(...(await stateFiles(rig)));
    const secrets = secretsToKeep(rig, given);
    claimNone(
      shown.flatMap((text) => {
        const found = secrets.find((secret) => text.includes(secret));
        return found === undefined ? [] : [`${found} in ${around(text, found)}`];
      }),
      'a secret is shown',
    );
  },
};

function planned({ plan, open }: PlannedHere): string[] {
  const width = 200;
  return [
    planJson('the suite', [plan]),
    ...planLines(plan, { theme: createTheme(false), width, verbose: true }),
    JSON.stringify(open.trace),
    JSON.stringify(open.warnings),
  ];
}

function applied({ result, events, open, plans }: AppliedHere): string[] {
  return [
    applyJson([result]),
    ...events.map((event) => JSON.stringify(event)),
    JSON.stringify(open.trace),
    ...plans.map(({ plan }) => planJson('the suite', [plan])),
  ];
}

async function pulledFile(rig: Rig, version: Parameters<Rig['load']>[0]): Promise<string> {
  const live = await rig.use(rig.load(version), async (open) => (await readCenter(open, true)).live);
  return incompleteKinds(rig, live).length > 0 ? '' : pulled(rig, live);
}

/** Everything in the state folder but the sink. */
async function stateFiles({ stateDir }: Rig): Promise<string[]> {
  const names = (await readdir(stateDir)).filter((name) => name !== `${CENTER}.secrets.jsonl`);
  return Promise.all(names.map((name) => readFile(join(stateDir, name), 'utf8')));
}

/** What was given, what answers told, and what the vendor holds. */
function secretsToKeep(rig: Rig, given: readonly string[]): string[] {
  return [...given, ...rig.tap.told, ...Object.values(secretsOf(rig))].filter(isSecret);
}

/** Shorter ones stand in any text by chance. */
const isSecret = (text: string): boolean => text.length >= 4;

function around(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return JSON.stringify(text.slice(Math.max(0, at - 80), at + secret.length + 40));
}
