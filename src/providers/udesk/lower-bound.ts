// The fewest calls that could make these changes: the formula of udesk.md §7.4, worked out apart from the grouping.

import { type Change, type ChangeKey, collect, type PlanContext } from '../../contract/index.js';
import { widestMatching } from './matching.js';
import { agentOfDefault, endsOf } from './names.js';

export function lowerBound(changes: readonly Change[], context: PlanContext): number {
  const deletes = new Set(changes.flatMap(({ action, key }) => (action === 'delete' ? [key] : [])));
  const count = (kind: string, ...actions: readonly Change['action'][]): number =>
    of(changes, kind, actions).length;
  const cascades = cascadedExtensions(changes, deletes, context);

  return (
    // §7.2: the largest array is documented nowhere, so as a bound one call takes any number.
    one(count('agent', 'create')) +
    count('agent', 'update', 'delete') +
    count('queue', 'create', 'update', 'delete') +
    count('extension', 'create') +
    of(changes, 'extension', ['delete']).filter((change) => !cascades.has(number(change))).length +
    agentsOf(of(changes, 'extension-binding', ['create'])).size +
    agentsOf(of(changes, 'extension-binding', ['delete']).filter((change) => !cascades.has(number(change))))
      .size +
    widestMatching(of(changes, 'membership', ['create']).map(pair)) +
    agentsOf(of(changes, 'membership', ['delete'])).size +
    relayDefaults(changes, deletes) +
    one(count('subscription', 'create')) +
    count('subscription', 'update', 'delete') +
    one(count('fast-route', 'create', 'update', 'delete')) +
    one(count('webhook-events', 'create', 'update', 'delete'))
  );
}

/**
 * Ec: numbers that go with the deletion of their agent. An agent counts only if every live extension of it goes, and
 * none is anybody else's too (C5).
 */
function cascadedExtensions(
  changes: readonly Change[],
  deletes: ReadonlySet<ChangeKey>,
  context: PlanContext,
): ReadonlySet<string> {
  if (!changes.some((change) => change.kind === 'agent' && change.action === 'delete')) return new Set();
  const owners = new Map<string, number>();
  const extensions = new Map<string, string[]>();
  for (const resource of context.live.resources.values()) {
    if (resource.kind !== 'extension-binding') continue;
    const { first, agent } = endsOf(resource.address);
    owners.set(first, (owners.get(first) ?? 0) + 1);
    collect(extensions, agent, first);
  }
  const goes = (agent: string, extension: string): boolean =>
    deletes.has(`delete extension/${extension}`) &&
    deletes.has(`delete extension-binding/${extension}/${agent}`) &&
    owners.get(extension) === 1;
  return new Set(
    [...extensions]
      .filter(
        ([agent, list]) => deletes.has(`delete agent/${agent}`) && list.every((entry) => goes(agent, entry)),
      )
      .flatMap(([, list]) => list),
  );
}

/** P and c_sp; the default of an agent that is deleted needs no call of its own. */
function relayDefaults(changes: readonly Change[], deletes: ReadonlySet<ChangeKey>): number {
  return of(changes, 'relay-default', ['create', 'update', 'delete']).filter((change) => {
    const agent = agentOfDefault(change.address);
    return !(change.action === 'delete' && agent !== undefined && deletes.has(`delete agent/${agent}`));
  }).length;
}

function of(
  changes: readonly Change[],
  kind: string,
  actions: readonly Change['action'][],
): readonly Change[] {
  return changes.filter((change) => change.kind === kind && actions.includes(change.action));
}

const number = ({ address }: Change): string => endsOf(address).first;
const one = (count: number): number => (count > 0 ? 1 : 0);

function pair(change: Change): readonly [string, string] {
  const { first, agent } = endsOf(change.address);
  return [first, agent];
}

function agentsOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.map((change) => endsOf(change.address).agent));
}
