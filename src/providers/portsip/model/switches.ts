// The switches of the sheet: where its documents are silent or contradict each other, each reading can be played.

import type { ModelSwitch } from '../../../contract/index.js';

export interface Options {
  readonly rules: '22.2' | '22.8';
  readonly update: 'merge' | 'replace';
  readonly tenantUpdate: 'merge' | 'replace';
  readonly agents: 'replace' | 'merge';
  readonly repost: 'keeps' | 'resets';
  readonly immutable: 'ignored' | 'refused';
  readonly unknownFields: 'refused' | 'ignored';
  readonly nulls: 'clear' | 'absent' | 'refused';
  readonly destroy: 'lenient' | 'strict';
  readonly forwardTargets: 'free' | 'strict';
  readonly notFound: '404' | '400';
  readonly roleBy: 'name' | 'id';
  readonly seedCc: 'all' | 'members';
  readonly passwordRetrieval: 'off' | 'on';
  readonly licences: 'available' | 'unavailable';
  /** Undefined: what the account's facts say, else the documented default. */
  readonly maxExtensions: number | undefined;
  readonly maxCallQueues: number | undefined;
}

/** Facts as switches, for an account that is made up on the command line; empty: what the facts say. */
const factSwitches: readonly ModelSwitch[] = [
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
];

export const switches: readonly ModelSwitch[] = [
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
];

/** Throws on a value that the switch does not have; names of others are left alone. */
export function readOptions(given: Readonly<Record<string, string>>, version: string | undefined): Options {
  const pick = <T extends string>(name: string, first: T, ...rest: readonly T[]): T => {
    const value = given[name];
    if (value === undefined) return first;
    const found = [first, ...rest].find((choice) => choice === value);
    if (found === undefined)
      throw new Error(`Switch ${name}: "${value}" is not one of ${[first, ...rest].join(', ')}.`);
    return found;
  };
  return {
    // Without the switch the account's own version decides, so that a plan is verified by the right rules.
    rules: given.rules === undefined && isLater(version) ? '22.8' : pick('rules', '22.2', '22.8'),
    update: pick('update', 'merge', 'replace'),
    tenantUpdate: pick('tenantUpdate', 'merge', 'replace'),
    agents: pick('agents', 'replace', 'merge'),
    repost: pick('repost', 'keeps', 'resets'),
    immutable: pick('immutable', 'ignored', 'refused'),
    unknownFields: pick('unknownFields', 'refused', 'ignored'),
    nulls: pick('nulls', 'clear', 'absent', 'refused'),
    destroy: pick('destroy', 'lenient', 'strict'),
    forwardTargets: pick('forwardTargets', 'free', 'strict'),
    notFound: pick('notFound', '404', '400'),
    roleBy: pick('roleBy', 'name', 'id'),
    seedCc: pick('seedCc', 'all', 'members'),
    passwordRetrieval: pick('passwordRetrieval', 'off', 'on'),
    licences: pick('licences', 'available', 'unavailable'),
    maxExtensions: wholeNumber('maxExtensions', given.maxExtensions),
    maxCallQueues: wholeNumber('maxCallQueues', given.maxCallQueues),
  };
}

/** A switch whose value is a whole number; undefined if it is not set. */
function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new Error(`Switch ${name}: "${value}" is not a whole number.`);
  return Number(value);
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
