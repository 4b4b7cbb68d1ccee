// The account-wide facts that no resource holds. Those of `Live.facts` first, then what only a simulator needs.

import type { Address, Value } from '../../../contract/index.js';
import { type Item, isRecord } from './fields.js';
import type { Owner } from './state.js';

export interface Facts {
  /** Such as `22.2.0`. */
  readonly version: string | undefined;
  readonly domain: string;
  /** The vendor's own names: `max_extensions`, `max_call_queues`, … */
  readonly limits: Item;
  /** `pool` undefined: what is in it is not known, so any number may be. */
  readonly trunks: readonly {
    readonly name: string;
    readonly pool: string | undefined;
    readonly shared: boolean;
  }[];
  readonly passwordPolicy: Item;
  /** Ring groups, rooms and receptionists: they take numbers of the same namespace. */
  readonly otherNumbers: readonly {
    readonly number: string;
    readonly type: Owner['type'];
    readonly name: string;
  }[];
  /** Extensions of users that a directory owns. */
  readonly synced: ReadonlySet<string>;
  /** Music on hold by queue number: a file name. */
  readonly prompts: ReadonlyMap<string, string>;
  readonly holidays: readonly string[];
  /** Ids of the holidays of an inbound rule, by its address. */
  readonly holidaysOf: ReadonlyMap<Address, readonly string[]>;
  /** 22.8: extensions without a contact-centre licence; undefined where the switch decides. */
  readonly withoutContactCenter: ReadonlySet<string> | undefined;
  /** Event slots that show even while they are off; undefined: all. */
  readonly slots: ReadonlySet<string> | undefined;
  /** Numbers that are spoken of as queues before they are. */
  readonly declaredQueues: ReadonlySet<string>;
  readonly roles: readonly string[];
}

const LIMITS = [
  'max_extensions',
  'max_call_queues',
  'max_ring_groups',
  'max_virtual_receptionists',
  'max_conference_rooms',
  'max_concurrent_calls',
] as const;

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `switches` win over the facts where they are not empty. Throws on a trunk without a pool. */
export function readFacts(
  facts: Readonly<Record<string, Value>>,
  switches: Readonly<Record<string, string>> = {},
): Facts {
  return {
    version: typeof facts.version === 'string' ? facts.version : undefined,
    domain: typeof facts.domain === 'string' && facts.domain !== '' ? facts.domain : 'pbx.example.com',
    limits: readLimits(facts.limits),
    trunks: switches.trunks ? writtenTrunks(switches.trunks) : readTrunks(facts.trunks),
    passwordPolicy: isRecord(facts.passwordPolicy) ? (facts.passwordPolicy as Item) : {},
    otherNumbers: records(facts.otherNumbers).map((one) => ({
      number: String(one.number),
      type: one.type as Owner['type'],
      name: String(one.name ?? one.number),
    })),
    synced: new Set(switches.synced ? switches.synced.split(',') : strings(facts.synced)),
    prompts: new Map(switches.prompts ? writtenPrompts(switches.prompts) : readPrompts(facts.prompts)),
    holidays: strings(facts.holidays),
    holidaysOf: new Map(
      Object.entries(isRecord(facts.holidays) ? facts.holidays : {}).map(
        ([rule, ids]) => [rule, strings(ids)] as const,
      ),
    ),
    withoutContactCenter: setOf(facts.withoutContactCenter),
    slots: setOf(facts.slots),
    declaredQueues: new Set(strings(facts.declaredQueues)),
    roles: strings(facts.roles),
  };
}

function readLimits(value: Value | undefined): Item {
  if (!isRecord(value)) return {};
  const limits: Record<string, Value> = {};
  for (const name of LIMITS) {
    const limit = value[name] ?? value[camel(name)];
    if (typeof limit === 'number') limits[name] = limit;
  }
  return limits;
}

const records = (value: Value | undefined): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? (value as readonly unknown[]).filter(isRecord) : [];

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const setOf = (value: unknown): ReadonlySet<string> | undefined =>
  Array.isArray(value) ? new Set(strings(value)) : undefined;

function readTrunks(value: Value | undefined): Facts['trunks'] {
  return records(value).map((trunk) => ({
    name: String(trunk.name),
    pool:
      typeof trunk.pool === 'string'
        ? trunk.pool
        : Array.isArray(trunk.pool)
          ? strings(trunk.pool).join(';')
          : undefined,
    shared: trunk.shared === true,
  }));
}

function writtenTrunks(text: string): Facts['trunks'] {
  return text.split('|').map((part) => {
    const match = /^(.+?)(!)?=([0-9;-]*)$/.exec(part);
    if (!match)
      throw new Error(`Switch trunks: "${part}" is not NAME=POOL, such as Carrier A=4400-4499;5500.`);
    return { name: match[1] ?? '', pool: match[3] ?? '', shared: match[2] === '!' };
  });
}

const readPrompts = (value: Value | undefined): readonly (readonly [string, string])[] =>
  Object.entries(isRecord(value) ? value : {}).map(([queue, name]) => {
    // `Live.facts` names the queue by its address and lists all of its prompts.
    const [first] = Array.isArray(name) ? strings(name) : [String(name)];
    return [queue.replace(/^queue\//, ''), first ?? ''] as const;
  });

const writtenPrompts = (text: string): readonly (readonly [string, string])[] =>
  text.split(',').map((part) => {
    const [queue = '', name = 'music.wav'] = part.split('=');
    return [queue, name] as const;
  });
