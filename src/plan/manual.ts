// What only a person can do, and everything that has to wait for it: left out of the plan, and named.

import { type Address, collect, type ManualItem } from '../contract/index.js';
import { compareText, sorted } from './compare.js';
import type { Draft } from './drafts.js';
import type { World } from './world.js';
import { refsOf } from './world.js';

export interface Reachable {
  readonly drafts: readonly Draft[];
  readonly manual: readonly ManualItem[];
}

/**
 * Drops changes of objects that need a person, then, link by link, creates and updates that refer to what is neither
 * live nor going to be. An object that is live may be referred to, whatever a person still has to do about it.
 */
export function leaveOutManual(
  world: World,
  drafts: readonly Draft[],
  assumed: ReadonlySet<Address>,
): Reachable {
  const reasons = manualReasons(world, drafts);
  const coming = new Map<Address, Draft>();
  for (const draft of drafts) if (draft.action !== 'delete') coming.set(draft.address, draft);
  const exists = (address: Address): boolean => world.now.has(address) || assumed.has(address);
  for (const target of missing(world, coming, exists)) {
    if (!reasons.has(target)) reasons.set(target, 'neither declared nor live; create it or declare it');
  }
  const users: ReadonlyMap<Address, readonly Address[]> =
    reasons.size === 0 ? new Map() : usersOf(world, coming);

  const dropped = new Set<Address>();
  const manual = [...reasons]
    .sort(([a], [b]) => compareText(a, b))
    .map(([address, reason]): ManualItem => {
      if (coming.has(address)) dropped.add(address);
      const blocked = exists(address) ? new Set<Address>() : needing(address, users, exists);
      for (const user of blocked) dropped.add(user);
      return { address, reason, blocks: sorted(blocked) };
    });
  const left = drafts.filter(({ action, kind, address }) =>
    action === 'delete' ? kind.givenOnly === undefined : !dropped.has(address),
  );
  const last = lastOnes(world, left);
  if (last.length === 0) return { drafts: left, manual };
  const stays = new Set(last.map((item) => item.address));
  return {
    drafts: left.filter(({ address }) => !stays.has(address)),
    manual: [...manual, ...last].sort((a, b) => compareText(a.address, b.address)),
  };
}

/** Every element of a list that cannot be empty and would be, now that what needs a person is left out. */
function lastOnes({ now, kind: kindOf }: World, drafts: readonly Draft[]): ManualItem[] {
  const deletes = drafts.filter(({ action, kind }) => action === 'delete' && kind.neverEmpty !== undefined);
  if (deletes.length === 0) return [];
  const gone = new Set(deletes.map(({ address }) => address));
  const kept = new Set(drafts.flatMap(({ after }) => after?.list ?? []));
  for (const resource of now.values()) {
    const { address, list } = resource;
    if (list !== undefined && !gone.has(address) && kindOf(resource).neverEmpty !== undefined) kept.add(list);
  }
  return deletes.flatMap(({ address, kind, before }) =>
    before?.list === undefined || kept.has(before.list)
      ? []
      : [{ address, reason: kind.neverEmpty ?? '', blocks: [] }],
  );
}

/** Everything that refers to `address`, and to that, as long as the link is not live. */
function needing(
  address: Address,
  users: ReadonlyMap<Address, readonly Address[]>,
  exists: (address: Address) => boolean,
): Set<Address> {
  const found = new Set<Address>();
  const queue = [address];
  for (let next = 0; next < queue.length; next += 1) {
    for (const user of users.get(queue[next] ?? '') ?? []) {
      if (found.has(user)) continue;
      found.add(user);
      if (!exists(user)) queue.push(user);
    }
  }
  found.delete(address);
  return found;
}

function manualReasons(world: World, drafts: readonly Draft[]): Map<Address, string> {
  const reasons = new Map<Address, string>();
  const add = (address: Address, reason: string): void => {
    const known = reasons.get(address);
    if (known === undefined) reasons.set(address, reason);
    else if (!known.split('; ').includes(reason)) reasons.set(address, sorted([known, reason]).join('; '));
  };
  for (const { address, reason } of world.provider.preconditions(world.desired, world.live))
    add(address, reason);
  for (const draft of drafts) {
    if (draft.action !== 'update' && draft.kind.givenOnly !== undefined)
      add(draft.address, draft.kind.givenOnly);
  }
  for (const [address, reason] of Object.entries(world.live.ambiguous)) {
    if (world.desired.resources.has(address) || world.desired.absent.has(address)) add(address, reason);
  }
  return reasons;
}

/** What creates and updates would newly refer to, and what neither is there nor comes. */
function missing(
  world: World,
  coming: ReadonlyMap<Address, Draft>,
  exists: (address: Address) => boolean,
): Set<Address> {
  const found = new Set<Address>();
  eachNewRef(world, coming, (to) => {
    if (!coming.has(to) && !exists(to)) found.add(to);
  });
  return found;
}

/** Target → addresses of creates and updates that would newly refer to it. */
function usersOf(world: World, coming: ReadonlyMap<Address, Draft>): Map<Address, Address[]> {
  const users = new Map<Address, Address[]>();
  eachNewRef(world, coming, (to, from) => collect(users, to, from));
  return users;
}

function eachNewRef(
  world: World,
  coming: ReadonlyMap<Address, Draft>,
  visit: (to: Address, from: Address) => void,
): void {
  const isOurs = (to: Address): boolean =>
    coming.has(to) || world.desired.resources.has(to) || world.now.has(to);
  for (const { address, before, after } of coming.values()) {
    if (!after) continue;
    const held = before ? new Set(refsOf(world, before).map((ref) => ref.to)) : undefined;
    for (const { to, loose } of refsOf(world, after)) {
      if (!held?.has(to) && (!loose || isOurs(to))) visit(to, address);
    }
  }
}
