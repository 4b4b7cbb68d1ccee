// Turns decoded rows into live resources in normal form.

import { type Address, type Desired, gather, type Live, type Resource } from '../../contract/index.js';
import { idOf, labelled, liveOf } from '../kit/index.js';
import { certificates } from './certificates.js';
import type { MemberRow, QueueRow, RuleRow, TrunkRow, UserRow } from './decode/rows.js';
import { isConfigured, SLOTS, type Slot, slotFields, type TenantRow } from './decode/tenant.js';
import { type Facts, NO_FACTS, toFacts } from './facts.js';
import { numberOf, toNumber } from './forward.js';
import {
  agentAddress,
  agentsOf,
  membershipAddress,
  queueAddress,
  roleKey,
  ruleAddress,
  subscriptionAddress,
  trunkKey,
} from './names.js';
import type { Listed } from './pages.js';
import { isOrdered } from './queue-fields.js';
import type { QueueDetails } from './read.js';
import type { Settings } from './settings.js';
import { hasRoleIds, needsContactCenter } from './version.js';

/** What was read; a part that was not needed is undefined. */
export interface Rows {
  readonly tenant: TenantRow | undefined;
  readonly status: { readonly licensedUsers: number | null } | undefined;
  readonly queues: QueueDetails | undefined;
  /** By queue; only the queues whose agents were read. */
  readonly members: ReadonlyMap<string, readonly MemberRow[]> | undefined;
  readonly users: Listed<UserRow> | undefined;
  readonly rules: Listed<RuleRow> | undefined;
  readonly trunks: Listed<TrunkRow> | undefined;
  readonly policy: { readonly min: number; readonly max: number } | undefined;
  /** Ids by name, where the server tells ids. */
  readonly roles: ReadonlyMap<string, string | null> | undefined;
}

export interface From {
  readonly settings: Settings;
  readonly version: string | null;
  readonly reads: number;
  readonly desired: Desired | undefined;
}

interface Parts {
  readonly resources: Resource[];
  readonly ids: Record<Address, string>;
  readonly untouchable: Record<Address, string>;
  readonly ambiguous: Record<Address, string>;
  readonly holidays: Record<Address, readonly string[]>;
}

export function toLive(rows: Rows, from: From): Live {
  const parts: Parts = {
    resources: [],
    ids: none(),
    untouchable: none(),
    ambiguous: none(),
    holidays: none(),
  };
  for (const queue of rows.queues?.rows ?? []) addQueue(queue, parts);
  for (const user of rows.users?.rows ?? []) addUser(user, from, parts);
  addMembers(rows, parts);
  addRules(rows, from.desired, parts);
  addSlots(rows.tenant, from.desired, parts);
  for (const [name, id] of rows.roles ?? []) if (id !== null) parts.ids[roleKey(name)] = id;
  for (const { name, id } of rows.trunks?.rows ?? []) parts.ids[trunkKey(name)] = id;
  const { resources, ids, untouchable, ambiguous } = parts;
  // PortSIP shows presence of one agent at a time: it is asked for when it counts (`presence`), and `inCall` is empty.
  const facts = toFacts(factsOfRows(rows, from, parts));
  const account = `${from.settings.username}@${from.settings.domain}`;
  return liveOf(
    { account, reads: from.reads, certificates: certificates(rows), ids, untouchable, ambiguous, facts },
    resources,
  );
}

const none = <Item>(): Record<Address, Item> => Object.create(null) as Record<Address, Item>;

// ---------------------------------------------------------------- queues and users

function addQueue({ id, number, fields }: QueueRow, { resources, ids }: Parts): void {
  const address = queueAddress(number);
  resources.push({ kind: 'queue', address, fields, ...labelled(fields.name) });
  ids[address] = id;
}

function addUser(user: UserRow, { settings, version }: From, parts: Parts): void {
  // A login without a phone takes no calls and has nothing that names it here.
  if (user.number === null) return;
  const address = agentAddress(user.number);
  const { fields } = user;
  parts.resources.push({ kind: 'agent', address, fields, ...labelled(fields.name) });
  parts.ids[address] = user.id;
  const why = whyUntouchable(user, settings, version);
  if (why !== undefined) parts.untouchable[address] = why;
}

function whyUntouchable(
  { fields, syncedBy }: UserRow,
  { username }: Settings,
  version: string | null,
): string | undefined {
  if (fields.username === username) return OWN_ACCOUNT;
  if (syncedBy !== null) return `${syncedBy} keeps this user in step with its directory; change it there`;
  // portsip.md 2.2.
  return fields.role === 'Admin' && hasRoleIds(version)
    ? 'only the system administrator can delete a user whose role is Admin'
    : undefined;
}

export const OWN_ACCOUNT = 'it is the account that this program signs in with';

// ---------------------------------------------------------------- memberships

function addMembers({ queues, members }: Rows, { resources }: Parts): void {
  for (const { number, fields } of queues?.rows ?? []) {
    const ordered = isOrdered(fields.strategy);
    for (const [position, { agent, skillLevel }] of (members?.get(number) ?? []).entries()) {
      resources.push({
        kind: 'membership',
        address: membershipAddress(number, agent),
        fields: { skillLevel, ...(ordered ? { position } : {}) },
        list: agentsOf(number),
      });
    }
  }
}

// ---------------------------------------------------------------- inbound rules

function addRules({ rules, trunks, queues }: Rows, desired: Desired | undefined, parts: Parts): void {
  if (rules === undefined) return;
  const trunkNames = new Map((trunks?.rows ?? []).map((trunk) => [trunk.id, trunk.name]));
  const isQueue = new Set([...(queues?.rows ?? []).map((queue) => queue.number), ...queuesOf(desired)]);
  const byAddress = gather(rules.rows, ({ number, trunkId, callerMask }) =>
    // A trunk that is listed nowhere still tells rules apart.
    ruleAddress({ number, trunk: trunkNames.get(trunkId) ?? trunkId, callerMask }),
  );
  for (const [address, [rule, ...others]] of byAddress) {
    if (rule === undefined) continue;
    if (others.length > 0) {
      parts.ambiguous[address] =
        `${others.length + 1} inbound rules are for this number, trunk and caller mask; delete all but one in the portal, then plan again`;
      continue;
    }
    parts.resources.push(ruleResource(address, rule, isQueue));
    parts.ids[address] = rule.id;
    if (rule.holidays.length > 0) parts.holidays[address] = rule.holidays;
  }
}

/** A rule names its queue by number (portsip.md 5.3): the list of queues says that it is one, or the files will have it so. */
function ruleResource(
  address: Address,
  { name, forward, sometimes }: RuleRow,
  isQueue: ReadonlySet<string>,
): Resource {
  const number = numberOf(forward);
  const toQueue =
    number !== undefined && isQueue.has(number) && isSame(forward, toNumber(number)) ? number : null;
  return {
    kind: 'relay-number',
    address,
    fields: { queue: toQueue, forward: toQueue === null ? forward : null, name },
    ...(sometimes.length === 0 ? {} : { aside: { sometimes } }),
    ...labelled(name),
  };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const queuesOf = (desired: Desired | undefined): readonly string[] =>
  [...(desired?.resources.values() ?? [])]
    .filter(({ kind }) => kind === 'queue')
    .map(({ address }) => idOf(address));

/** What the files name counts as there, where nobody can look. */
function rolesNamed(desired: Desired | undefined): ReadonlySet<string> {
  const named = [...(desired?.resources.values() ?? [])].map(({ fields }) => fields.role);
  return new Set(named.filter((role) => typeof role === 'string'));
}

// ---------------------------------------------------------------- webhook slots

/**
 * Both slots always exist. One counts as an object while it delivers; while it does not, only for `pull`, and where the
 * files speak of whether it is on, or leave the callback to what it holds. Deleting one switches it off and its callback
 * stays at the vendor (portsip.md 6.1): a file that wants it again and is silent about that gets it made anew.
 */
function addSlots(tenant: TenantRow | undefined, desired: Desired | undefined, { resources }: Parts): void {
  if (tenant === undefined) return;
  for (const slot of SLOTS) {
    const row = tenant.slots[slot];
    const address = subscriptionAddress(slot);
    if (!row.enabled && !(countsOff(slot, desired) && isConfigured(row))) continue;
    resources.push({ kind: 'subscription', address, fields: slotFields(row), label: slot });
  }
}

function countsOff(slot: Slot, desired: Desired | undefined): boolean {
  if (desired === undefined) return true;
  const wanted = desired.resources.get(subscriptionAddress(slot));
  return (
    wanted !== undefined && (wanted.fields.enabled !== undefined || wanted.fields.callback === undefined)
  );
}

// ---------------------------------------------------------------- beside the resources

function factsOfRows(rows: Rows, { version, desired }: From, { holidays }: Parts): Facts {
  const licensed = rows.status?.licensedUsers ?? null;
  const most = rows.tenant?.limits.users ?? null;
  return {
    ...NO_FACTS,
    version,
    limits: {
      users: licensed !== null && licensed > 0 ? Math.min(licensed, most ?? licensed) : most,
      queues: rows.tenant?.limits.queues ?? null,
    },
    trunks: [...(rows.trunks?.rows ?? [])]
      .sort((a, b) => (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1))
      .map(({ name, pool }) => ({ name, pool })),
    withoutContactCenter: needsContactCenter(version)
      ? (rows.users?.rows ?? [])
          .flatMap((user) => (user.hasContactCenter !== true && user.number !== null ? [user.number] : []))
          .sort()
      : [],
    prompts: sortedBy([...(rows.queues?.prompts ?? [])].map(([queue, list]) => [queueAddress(queue), list])),
    holidays: sortedBy(Object.entries(holidays)),
    tenant: rows.tenant?.rest ?? {},
    slots: rows.tenant === undefined ? [] : SLOTS.filter((slot) => countsOff(slot, desired)),
    declaredQueues: [...queuesOf(desired)].sort(),
    roles: [...(rows.roles?.keys() ?? rolesNamed(desired))].sort(),
    passwordPolicy: rows.policy ?? null,
  };
}

function sortedBy<Item>(entries: readonly (readonly [string, Item])[]): Record<string, Item> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
