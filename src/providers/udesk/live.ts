// Turns decoded rows into live resources in normal form, with their certificates.

import { type Address, gather, type Ledger, type Live, type Resource } from '../../contract/index.js';
import { labelled, liveOf } from '../kit/index.js';
import { certificates } from './certificates.js';
import type { AgentList, AgentRow } from './decode/agents.js';
import type { FastRouteRow } from './decode/fast-routes.js';
import type { QueueList } from './decode/queues.js';
import type { RelayNumbers } from './decode/relay-numbers.js';
import type { SubscriptionRow } from './decode/subscriptions.js';
import {
  agentAddress,
  agentDefaultAddress,
  agentsOf,
  bindingAddress,
  defaultIsNumber,
  defaultOfAgent,
  extensionAddress,
  extensionsOf,
  FAST_ROUTES,
  fastRouteAddress,
  membershipAddress,
  queueAddress,
  relayNumberAddress,
  subscriptionAddress,
  TENANT_DEFAULT,
} from './names.js';

/** What was read; a part that was not needed is undefined. */
export interface Rows {
  readonly agents: AgentList | undefined;
  readonly queues: QueueList | undefined;
  readonly relayNumbers: RelayNumbers | undefined;
  readonly subscriptions: readonly SubscriptionRow[] | undefined;
  readonly fastRoutes: readonly FastRouteRow[] | undefined;
}

export function toLive(rows: Rows, from: { account: string; reads: number; ledger: Ledger }): Live {
  const agents = rows.agents?.agents ?? [];
  const { resources, ...subscriptions } = subscriptionParts(rows.subscriptions ?? [], from.ledger);
  const { account, reads } = from;
  const inCall = new Set(agents.filter((row) => row.inCall).map((row) => agentAddress(row.id)));
  return liveOf({ account, reads, certificates: certificates(rows), inCall, ...subscriptions }, [
    ...(rows.queues?.queues ?? []).map(queueResource),
    ...agentResources(agents),
    ...relayResources(rows.relayNumbers),
    ...resources,
    ...(rows.fastRoutes ?? []).map(fastRouteResource),
  ]);
}

// ---------------------------------------------------------------- resources

function queueResource(row: QueueList['queues'][number]): Resource {
  const { id, ...fields } = row;
  return { kind: 'queue', address: queueAddress(id), fields, ...labelled(row.name) };
}

/** Agents and what is bound to them, kind by kind: nearly in the order that they are put into. */
function agentResources(rows: readonly AgentRow[]): Resource[] {
  const agents: Resource[] = [];
  const extensions: Resource[] = [];
  const bindings: Resource[] = [];
  const memberships: Resource[] = [];
  const defaults: Resource[] = [];
  for (const {
    id,
    workId,
    name,
    mobile,
    email,
    role,
    enabled,
    queues,
    extensions: numbers,
    relayNumber,
  } of rows) {
    const fields = { workId, name, mobile, email, role, enabled };
    agents.push({ kind: 'agent', address: agentAddress(id), fields, ...labelled(name) });
    // Two agents that show one extension give one extension and two bindings.
    for (const number of numbers) {
      const address = bindingAddress(number, id);
      extensions.push({ kind: 'extension', address: extensionAddress(number), fields: {} });
      bindings.push({ kind: 'extension-binding', address, fields: {}, list: extensionsOf(id) });
    }
    for (const queue of queues) {
      const address = membershipAddress(queue, id);
      memberships.push({ kind: 'membership', address, fields: {}, list: agentsOf(queue) });
    }
    if (relayNumber !== null) {
      const address = agentDefaultAddress(id);
      defaults.push({
        kind: 'relay-default',
        address,
        fields: { number: relayNumber },
        list: defaultOfAgent(id),
      });
    }
  }
  return [agents, bindings, extensions, memberships, defaults].flat();
}

function relayResources(rows: RelayNumbers | undefined): Resource[] {
  if (rows === undefined) return [];
  const owned = rows.owned.map(
    (number): Resource => ({ kind: 'relay-number', address: relayNumberAddress(number), fields: {} }),
  );
  const number = rows.tenantDefault;
  if (number === null) return owned;
  return [
    ...owned,
    { kind: 'relay-default', address: TENANT_DEFAULT, fields: { number }, list: defaultIsNumber(number) },
  ];
}

function fastRouteResource({ key, queue, description }: FastRouteRow): Resource {
  return {
    kind: 'fast-route',
    address: fastRouteAddress(key),
    fields: { queue, description },
    list: FAST_ROUTES,
  };
}

// ---------------------------------------------------------------- subscriptions

interface SubscriptionParts {
  readonly resources: readonly Resource[];
  readonly ids: Record<Address, string>;
  readonly untouchable: Record<Address, string>;
  readonly ambiguous: Record<Address, string>;
}

/** C10: the id comes from the list if it holds one, else from the ledger; without one nothing can be changed. */
function subscriptionParts(rows: readonly SubscriptionRow[], ledger: Ledger): SubscriptionParts {
  const parts = {
    resources: [] as Resource[],
    ids: Object.create(null) as Record<Address, string>,
    untouchable: Object.create(null) as Record<Address, string>,
    ambiguous: Object.create(null) as Record<Address, string>,
  };
  const byName = [...gather(rows, (row) => row.name)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, group] of byName) {
    const address = subscriptionAddress(name);
    const [row] = group;
    if (row === undefined) continue;
    if (group.length > 1) {
      parts.ambiguous[address] =
        `${group.length} live subscriptions share this name; delete all but one at Udesk, then plan again`;
      continue;
    }
    const { callback, events, enabled } = row;
    parts.resources.push({
      kind: 'subscription',
      address,
      fields: { callback, events, enabled },
      label: name,
    });
    const id = row.id ?? ledger.facts[address]?.id;
    if (id === undefined) parts.untouchable[address] = NO_ID;
    else parts.ids[address] = id;
  }
  return parts;
}

export const NO_ID =
  "Udesk's list of subscriptions shows no ids and the ledger does not know this one's, so it can be neither changed nor deleted from here";
