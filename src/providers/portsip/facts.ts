// `Live.facts` of a PortSIP tenant: what the planner, the checks and the model need and no resource says.

import { type Address, type Live, oncePer, type Value } from '../../contract/index.js';
import { record } from '../decoding.js';

/** Its id is among `Live.ids`, as that of `trunk/<name>`. */
export interface Trunk {
  readonly name: string;
  /** The pool of called numbers (portsip.md 5.1); `null` when the tenant is shown none. */
  readonly pool: string | null;
}

export interface Facts {
  /** Release of the server, as the settings or the server say. */
  readonly version: string | null;
  /** Set by the system administrator (portsip.md 2.2). */
  readonly limits: { readonly users: number | null; readonly queues: number | null };
  /** Sorted by name. */
  readonly trunks: readonly Trunk[];
  /** 22.8: numbers of users without the contact-center licence. Sorted. */
  readonly withoutContactCenter: readonly string[];
  /** Prompts of the queues that were read in full; their ids cannot be read (portsip.md 9.2). */
  readonly prompts: Readonly<Record<Address, readonly string[]>>;
  /** Ids of the holidays of inbound rules: read as objects, written as ids (portsip.md 5.3). */
  readonly holidays: Readonly<Record<Address, readonly string[]>>;
  /** Hashes of the tenant's other settings, to see that a write of the webhook slots leaves them alone. */
  readonly tenant: Readonly<Record<string, string>>;
  /** Webhook slots that are looked at even while they are off: those that the files declare; all, for `pull`. */
  readonly slots: readonly string[];
  /** Numbers of the queues that the files declare: what goes to one goes to a queue, also before it is made. Sorted. */
  readonly declaredQueues: readonly string[];
  /** Names of the roles that the tenant can give; those that the files name where they were not read. Sorted. */
  readonly roles: readonly string[];
  /** Only where users are to be made. */
  readonly passwordPolicy: { readonly min: number; readonly max: number } | null;
}

export const NO_FACTS: Facts = {
  version: null,
  limits: { users: null, queues: null },
  trunks: [],
  withoutContactCenter: [],
  prompts: {},
  holidays: {},
  tenant: {},
  slots: [],
  declaredQueues: [],
  roles: [],
  passwordPolicy: null,
};

/** Values of the vendor's keep the vendor's names: whoever reads them (the model) need know no names of ours. */
export function toFacts(facts: Facts): Readonly<Record<string, Value>> {
  return {
    version: facts.version,
    limits: { max_extensions: facts.limits.users, max_call_queues: facts.limits.queues },
    trunks: facts.trunks.map((trunk) => ({ ...trunk })),
    withoutContactCenter: facts.withoutContactCenter,
    prompts: { ...facts.prompts },
    holidays: { ...facts.holidays },
    tenant: { ...facts.tenant },
    slots: facts.slots,
    declaredQueues: facts.declaredQueues,
    roles: facts.roles,
    passwordPolicy:
      facts.passwordPolicy === null
        ? null
        : { min_length: facts.passwordPolicy.min, max_length: facts.passwordPolicy.max },
  };
}

/** The same, typed again; what is missing is as in `NO_FACTS`. */
export const factsOf = ({ facts }: Pick<Live, 'facts'>): Facts => parsed(facts);

const parsed = oncePer(parse);

function parse(given: Live['facts']): Facts {
  const limits = record(given.limits);
  const policy = record(given.passwordPolicy);
  return {
    version: typeof given.version === 'string' ? given.version : null,
    limits: { users: count(limits?.max_extensions), queues: count(limits?.max_call_queues) },
    trunks: listOf(given.trunks).flatMap(trunkOf),
    withoutContactCenter: texts(given.withoutContactCenter),
    prompts: textsBy(given.prompts),
    holidays: textsBy(given.holidays),
    tenant: Object.fromEntries(
      Object.entries(record(given.tenant) ?? {}).map(([key, value]) => [key, String(value)]),
    ),
    slots: texts(given.slots),
    declaredQueues: texts(given.declaredQueues),
    roles: texts(given.roles),
    passwordPolicy:
      policy === undefined
        ? null
        : { min: count(policy.min_length) ?? 6, max: count(policy.max_length) ?? 32 },
  };
}

function trunkOf(value: unknown): Trunk[] {
  const row = record(value);
  if (typeof row?.name !== 'string') return [];
  return [{ name: row.name, pool: typeof row.pool === 'string' ? row.pool : null }];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): readonly string[] =>
  listOf(value).filter((entry) => typeof entry === 'string');
const count = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function textsBy(value: unknown): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(record(value) ?? {}).map(([key, list]) => [key, texts(list)]));
}
