// What a read needs beyond the lists: members and details are one call a queue, so they are read of what counts.

import type { ReadScope, Resource } from '../../contract/index.js';
import type { QueueRow, UserRow } from './decode/rows.js';
import { agentAddress, agentsOf, queueAddress } from './names.js';
import { DETAIL_FIELDS } from './queue-fields.js';
import { hasRoleIds } from './version.js';

export type List = 'tenant' | 'queues' | 'members' | 'users' | 'rules';

/** The lists that tell about a kind. Whether a number is a queue's says the list of queues. */
const TELLS: Readonly<Record<string, readonly List[]>> = {
  queue: ['queues'],
  agent: ['users'],
  membership: ['queues', 'members'],
  'relay-number': ['rules', 'queues'],
  subscription: ['tenant'],
};

/** Which lists are read. A plan needs them all; a look at some kinds only theirs. */
export function wants(scope: ReadScope, list: List): boolean {
  const { kinds } = scope;
  if (kinds === undefined) return true;
  return [...kinds].some((kind) => TELLS[kind]?.includes(list) === true);
}

/** Whether anything of a section may be deleted: what refers to it must then be seen, wherever it is. */
function mayDelete(scope: ReadScope, kind: string, section: string): boolean {
  const { desired } = scope;
  if (desired === undefined) return false;
  const { prune } = desired.policy;
  const isPruned =
    prune === 'all' ? desired.sections.has(section) : prune !== 'none' && prune.includes(section);
  return isPruned || [...desired.absent.values()].some((resource) => resource.kind === kind);
}

/** The queues whose agents are read: whose list the files own, or from which somebody may have to be taken. */
export function membersNeeded(scope: ReadScope): (queue: string) => boolean {
  const { desired } = scope;
  if (desired === undefined) return () => true;
  const { default: floor, of } = desired.policy.staffing;
  if (mayDelete(scope, 'agent', 'agents') || mayDelete(scope, 'queue', 'queues') || floor > 0)
    return () => true;
  return (queue) => desired.lists.has(agentsOf(queue)) || (of[queue] ?? 0) > 0;
}

/**
 * The queues that are read in full: those with a declared field that the row does not carry or that is about to be
 * written (its prompts are then at stake), and all of them when what they forward to may be deleted.
 */
export function detailNeeded(scope: ReadScope): (row: QueueRow) => boolean {
  const { desired } = scope;
  if (desired === undefined) return () => true;
  if (mayDelete(scope, 'agent', 'agents') || mayDelete(scope, 'queue', 'queues')) return () => true;
  return (row) => {
    const wanted = desired.resources.get(queueAddress(row.number));
    return wanted !== undefined && !isToldBy(row, wanted);
  };
}

function isToldBy(row: QueueRow, wanted: Resource): boolean {
  return Object.entries(wanted.fields).every(
    ([name, value]) => !DETAIL_FIELDS.has(name) && row.fields[name] === value,
  );
}

/** A new user's password must fit the tenant's policy. */
export function makesUsers(scope: ReadScope, users: readonly UserRow[]): boolean {
  if (scope.desired === undefined) return false;
  const live = new Set(users.map((user) => agentAddress(user.number ?? '')));
  return [...scope.desired.resources.values()].some(
    ({ kind, address }) => kind === 'agent' && !live.has(address),
  );
}

/**
 * Roles are read only where one is given or changes: whether the tenant has it, and its id, which 22.3 and later may want
 * even for the role that a new user gets unasked (portsip.md 9.12).
 */
export function givesRoles(scope: ReadScope, users: readonly UserRow[], version: string | null): boolean {
  if (scope.desired === undefined) return false;
  const live = new Map(users.map((user) => [agentAddress(user.number ?? ''), user.fields.role]));
  return [...scope.desired.resources.values()].some(
    ({ kind, address, fields: { role } }) =>
      kind === 'agent' &&
      (role === undefined ? hasRoleIds(version) && !live.has(address) : live.get(address) !== role),
  );
}
