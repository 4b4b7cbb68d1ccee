// What goes with a deleted object: bindings and memberships cannot outlive their ends, whoever made them.

import { type Address, collect, type Problem, type Resource } from '../contract/index.js';
import type { Draft } from './drafts.js';
import { deleteOf } from './drafts.js';
import { listed } from './words.js';
import type { World } from './world.js';
import { refsOf } from './world.js';

export interface Closed {
  readonly drafts: readonly Draft[];
  readonly problems: readonly Problem[];
}

/**
 * Adds the deletes of everything `bound` to a deleted object, link by link, undeclared live ones included. Anything
 * else that would still refer to it is not ours to change: a problem that names it.
 */
export function withDependents(world: World, drafts: readonly Draft[]): Closed {
  const first = drafts.filter((draft) => draft.action === 'delete' && draft.before);
  if (first.length === 0) return { drafts, problems: [] };
  const users = liveUsers(world);
  const after = new Map(drafts.map((draft) => [draft.address, draft]));
  const holders = new Map<Address, Address[]>();
  const implied = new Map<Address, Draft>();
  const queue = first.map((draft) => draft.address);
  for (let next = 0; next < queue.length; next += 1) {
    const gone = queue[next] ?? '';
    for (const user of users.get(gone) ?? []) {
      const draft = implied.get(user.address) ?? after.get(user.address);
      if (draft?.action === 'delete' || !stillRefers(world, draft?.after ?? user, gone)) continue;
      if (world.kind(user).bound) {
        implied.set(user.address, deleteOf(world, user));
        queue.push(user.address);
      } else {
        collect(holders, gone, user.address);
      }
    }
  }
  return {
    drafts: [...drafts.filter((draft) => !implied.has(draft.address)), ...implied.values()],
    problems: [...holders].map(([gone, names]) => stillReferred(gone, names)),
  };
}

function liveUsers(world: World): Map<Address, Resource[]> {
  const users = new Map<Address, Resource[]>();
  for (const resource of world.now.values()) {
    for (const { to } of refsOf(world, resource)) collect(users, to, resource);
  }
  return users;
}

function stillRefers(world: World, resource: Resource, gone: Address): boolean {
  return refsOf(world, resource).some((ref) => ref.to === gone);
}

function stillReferred(gone: Address, names: readonly Address[]): Problem {
  return {
    code: 'still-referred',
    severity: 'error',
    message: `${gone} cannot be deleted: ${listed(names)} would still refer to it. Declare ${names.length === 1 ? 'it' : 'them'} with another value, or declare ${names.length === 1 ? 'it' : 'them'} absent.`,
    address: gone,
  };
}
