// Turns changes into the fewest calls (udesk.md §7.2).

import {
  type Address,
  type CallGroup,
  type Change,
  type ChangeKey,
  type Grouping,
  gather,
  type PlanContext,
} from '../../contract/index.js';
import { byAbout, grouped } from '../kit/index.js';
import { type BindCover, coverPairs } from './bind-cover.js';
import { type Bindings, bindingsOf } from './bindings.js';
import { widestMatching } from './matching.js';
import { agentAddress, agentDefaultAddress, endsOf, extensionAddress, queueAddress } from './names.js';
import { settingsOf } from './settings.js';

export function group(changes: readonly Change[], context: PlanContext): Grouping {
  const settings = settingsOf(context.settings);
  const of = byKindAndAction(changes);
  const deletes = agentDeletes(of, bindingsOf(context));
  const served = new Set(deletes.flatMap((entry) => entry.changes));
  const rest = (name: string): readonly Change[] => of(name).filter((change) => !served.has(change.key));
  const binds = bindGroups(of('membership create'), context, settings.bindMode === 'caution');

  const groups: CallGroup[] = [
    ...single('queue.create', of('queue create')),
    ...single('queue.update', of('queue update')),
    ...single('queue.delete', of('queue delete')),
    ...batches('agent.create', of('agent create'), settings.batchAgents),
    ...single('agent.update', of('agent update')),
    ...deletes,
    ...single('extension.create', of('extension create')),
    ...single('extension.delete', rest('extension delete')),
    ...byAgent('extension.bind', of('extension-binding create')),
    ...byAgent('extension.unbind', rest('extension-binding delete')),
    ...binds.groups,
    ...byAgent('agent.removeQueues', of('membership delete')),
    ...single('relayDefault.set', [...of('relay-default create'), ...of('relay-default update')]),
    ...single('relayDefault.clear', rest('relay-default delete')),
    ...subscriptionGroups(of, context),
    ...single(
      'webhookEvents.set',
      WRITES.flatMap((action) => of(`webhook-events ${action}`)),
    ),
    ...together(
      'fastRoutes.set',
      WRITES.flatMap((action) => of(`fast-route ${action}`)),
    ),
  ];
  const reasons = [binds.reason, batchReason(of('agent create').length, settings.batchAgents)].filter(
    (reason) => reason !== undefined,
  );
  return reasons.length === 0 ? { groups } : { groups, reasons };
}

/** C21: how many agents one POST may hold is not documented. */
function batchReason(agents: number, size: number): string | undefined {
  if (agents <= size) return undefined;
  return `batch: ${agents} new agents go out ${size} at a time (batch.agents); Udesk states no maximum`;
}

const WRITES = ['create', 'update', 'delete'] as const;

type ChangesOf = (kindAndAction: string) => readonly Change[];

function byKindAndAction(changes: readonly Change[]): ChangesOf {
  const map = gather(changes, ({ kind, action }) => `${kind} ${action}`);
  for (const list of map.values()) list.sort(byKey);
  return (name) => map.get(name) ?? [];
}

// ---------------------------------------------------------------- agents

/**
 * C4, C5: one call deletes an agent with its extensions (`IsDelExtensions`), but only if every live extension of it is
 * to be deleted and belongs to nobody else. Its default number goes with it at no cost.
 */
function agentDeletes(of: ChangesOf, bindings: Bindings): CallGroup[] {
  const unbound = new Map(of('extension-binding delete').map((change) => [change.address, change.key]));
  const deleted = new Map(of('extension delete').map((change) => [change.address, change.key]));
  const cleared = new Map(of('relay-default delete').map((change) => [change.address, change.key]));
  return of('agent delete').map((change) => {
    const own = bindings.extensionsOf(change.address);
    const cascade = own.every(
      (binding) =>
        unbound.has(binding) &&
        deleted.has(extensionOf(binding)) &&
        bindings.ownersOf(extensionOf(binding)).length === 1,
    );
    const keys = [
      change.key,
      cleared.get(agentDefaultAddress(change.address.slice('agent/'.length))),
      ...(cascade ? own.flatMap((binding) => [unbound.get(binding), deleted.get(extensionOf(binding))]) : []),
    ].filter((key) => key !== undefined);
    const operation = cascade && own.length > 0 ? 'agent.deleteWithExtensions' : 'agent.delete';
    return {
      operation,
      changes: keys.sort(),
      about: change.address,
      // What goes with the agent goes in its call or not at all.
      ...(keys.length > 1 ? { whole: true } : {}),
    };
  });
}

const extensionOf = (binding: Address): Address => extensionAddress(endsOf(binding).first);

// ---------------------------------------------------------------- queue binding

function bindGroups(
  creates: readonly Change[],
  context: PlanContext,
  caution: boolean,
): { groups: CallGroup[]; reason?: string } {
  const bindings = bindingsOf(context);
  const pairs = creates.map((change) => {
    const { first, agent } = endsOf(change.address);
    return { queue: first, agent, key: change.key };
  });
  const barred = (agent: string): boolean => caution && bindings.hasLiveQueue(agentAddress(agent));
  const cover = coverPairs(pairs, barred);
  const groups = [
    ...coverGroups('agent.addQueues', cover.byAgent, agentAddress),
    ...coverGroups('queue.addAgents', cover.byQueue, queueAddress),
  ];
  const fewest = widestMatching(pairs.map((pair) => [pair.queue, pair.agent] as const));
  return groups.length > fewest ? { groups, reason: cautionReason(groups.length, fewest) } : { groups };
}

function coverGroups(
  operation: string,
  calls: BindCover<ChangeKey>['byQueue'],
  address: (id: string) => Address,
): CallGroup[] {
  return [...calls].map(([id, keys]) => ({ operation, changes: [...keys].sort(), about: address(id) }));
}

function cautionReason(calls: number, fewest: number): string {
  return `caution: agent-side bind only for agents without a live queue (${calls} bind calls, ${fewest} with bindMode: minimal)`;
}

// ---------------------------------------------------------------- subscriptions

/** One POST for all; then, where the file says enabled or not, one more call each that depends on how it came up (G55). */
function subscriptionGroups(of: ChangesOf, context: PlanContext): CallGroup[] {
  const creates = of('subscription create');
  const conditional = 'the subscription does not start as the file wants it (enabled or not)';
  return [
    ...together('subscription.create', creates),
    ...single(
      'subscription.enable',
      creates.filter((change) => context.after(change.address)?.fields.enabled !== undefined),
    ).map((entry) => ({ ...entry, conditional })),
    ...single('subscription.update', of('subscription update')),
    ...single('subscription.delete', of('subscription delete')),
  ];
}

// ---------------------------------------------------------------- ways to group

function single(operation: string, changes: readonly Change[]): CallGroup[] {
  return changes.map((change) => ({ operation, changes: [change.key], about: change.address }));
}

function together(operation: string, changes: readonly Change[]): CallGroup[] {
  return changes.length === 0 ? [] : [{ operation, changes: changes.map((change) => change.key).sort() }];
}

function batches(operation: string, changes: readonly Change[], size: number): CallGroup[] {
  const count = Math.ceil(changes.length / size);
  return Array.from({ length: count }, (_, index) => ({
    operation,
    changes: changes.slice(index * size, (index + 1) * size).map((change) => change.key),
  }));
}

function byAgent(operation: string, changes: readonly Change[]): CallGroup[] {
  const callOf = ({ address }: Change) => ({ operation, about: agentAddress(endsOf(address).agent) });
  return grouped(changes, callOf).sort(byAbout);
}

function byKey(a: Change, b: Change): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
