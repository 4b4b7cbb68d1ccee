// What a provider may ask about a plan: any object before it and after it.

import { type Address, collect, type PlanContext, type Resource } from '../contract/index.js';
import { compareText } from './compare.js';
import type { Draft } from './drafts.js';
import type { World } from './world.js';

/** `assumed` holds what stands at the vendor unseen, as the ledger says. */
export function contextOf(
  world: World,
  drafts: readonly Draft[],
  assumed: ReadonlyMap<Address, Resource>,
): PlanContext {
  const changed = new Map<Address, Resource | undefined>();
  for (const draft of drafts) changed.set(draft.address, draft.after);
  const after = (address: Address): Resource | undefined =>
    changed.has(address) ? changed.get(address) : (world.now.get(address) ?? assumed.get(address));
  let lists: ReadonlyMap<string, readonly Resource[]> | undefined;
  return {
    desired: world.desired,
    live: world.live,
    ledger: world.ledger,
    settings: world.settings,
    before: (address) => world.now.get(address),
    after,
    listAfter(list) {
      lists ??= listsOf(world, changed);
      return lists.get(list) ?? [];
    },
  };
}

function listsOf(
  world: World,
  changed: ReadonlyMap<Address, Resource | undefined>,
): ReadonlyMap<string, readonly Resource[]> {
  const lists = new Map<string, Resource[]>();
  const add = (resource: Resource | undefined): void => {
    if (resource?.list !== undefined) collect(lists, resource.list, resource);
  };
  for (const [address, resource] of world.now) if (!changed.has(address)) add(resource);
  for (const resource of changed.values()) add(resource);
  for (const list of lists.values()) list.sort((a, b) => compareText(a.address, b.address));
  return lists;
}
