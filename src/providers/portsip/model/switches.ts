// The switches of the sheet: where its documents are silent or contradict each other, each reading can be played.

import type { ModelSwitch } from '../../../contract/index.js';
import { ownSwitches, type SwitchValues } from '../../../simulator/switches.js';

/** Facts as switches, for an account that is made up on the command line; empty: what the facts say. */
const factSwitches = [
  {
    name: 'trunks',
    values: ['', '…'],
    source: 'portsip.md 5.1: NAME=POOL|NAME=POOL, a shared one as NAME!=POOL',
  },
  {
    name: 'synced',
    values: ['', '…'],
    source: 'portsip.md 4.2 sync_type: NUMBER,NUMBER of directory-owned users',
  },
  { name: 'prompts', values: ['', '…'], source: 'portsip.md 9.2: QUEUE=FILE,QUEUE=FILE, music on hold' },
] as const;

export const switches = [
  ...factSwitches,
  { name: 'rules', values: ['22.2', '22.8'], source: 'portsip.md 0.1, 7.2' },
  { name: 'update', values: ['merge', 'replace'], source: 'portsip.md 9.1, 12' },
  { name: 'tenantUpdate', values: ['merge', 'replace'], source: 'portsip.md 6.1, 9.1' },
  { name: 'agents', values: ['replace', 'merge'], source: 'portsip.md 3.5, 12' },
  {
    name: 'repost',
    values: ['keeps', 'resets'],
    source: 'portsip.md 3.5 point 6: live status after a re-post',
  },
  { name: 'immutable', values: ['ignored', 'refused'], source: 'portsip.md 12: number in an update body' },
  { name: 'unknownFields', values: ['refused', 'ignored'], source: 'portsip.md 3.2, 4.2: fields not listed' },
  {
    name: 'nulls',
    values: ['clear', 'absent', 'refused'],
    source: 'portsip.md 1: blank values in a request',
  },
  { name: 'destroy', values: ['lenient', 'strict'], source: 'portsip.md 7.2, 12: references and agents' },
  { name: 'forwardTargets', values: ['free', 'strict'], source: 'portsip.md 3.4, 11.2' },
  { name: 'notFound', values: ['404', '400'], source: 'portsip.md 8: unknown id' },
  { name: 'roleBy', values: ['name', 'id'], source: 'portsip.md 9.12: under 22.8 rules' },
  {
    name: 'seedCc',
    values: ['all', 'members'],
    source: 'portsip.md 7.2: who holds a contact-centre licence',
  },
  {
    name: 'passwordRetrieval',
    values: ['off', 'on'],
    source: 'portsip.md 4.2: passwords in GET under 22.8 rules',
  },
  {
    name: 'licences',
    values: ['available', 'unavailable'],
    source: 'portsip.md 7.2: LICENSE_SNAPSHOT_UNAVAILABLE',
  },
  { name: 'maxExtensions', values: ['1000', 'n'], source: 'portsip.md 2.2' },
  { name: 'maxCallQueues', values: ['20', 'n'], source: 'portsip.md 2.2' },
] as const satisfies readonly ModelSwitch[];

type Own = SwitchValues<typeof switches>;

export interface Options extends Omit<Own, 'maxExtensions' | 'maxCallQueues'> {
  /** Undefined: what the account's facts say, else the documented default. */
  readonly maxExtensions: number | undefined;
  readonly maxCallQueues: number | undefined;
}

export function readOptions(given: Readonly<Record<string, string>>, version: string | undefined): Options {
  const own = ownSwitches(switches, given);
  return {
    ...own,
    // Without the switch the account's own version decides, so that a plan is verified by the right rules.
    rules: given.rules === undefined && isLater(version) ? '22.8' : own.rules,
    maxExtensions: given.maxExtensions === undefined ? undefined : Number(own.maxExtensions),
    maxCallQueues: given.maxCallQueues === undefined ? undefined : Number(own.maxCallQueues),
  };
}

function isLater(version: string | undefined): boolean {
  const match = /^(\d+)\.(\d+)/.exec(version ?? '');
  if (!match) return false;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 22 || (major === 22 && minor >= 8);
}

/** The tenant's limits as far as switches set them. */
export const limitsOf = ({ maxExtensions, maxCallQueues }: Options): Readonly<Record<string, number>> => ({
  ...(maxExtensions === undefined ? {} : { max_extensions: maxExtensions }),
  ...(maxCallQueues === undefined ? {} : { max_call_queues: maxCallQueues }),
});
