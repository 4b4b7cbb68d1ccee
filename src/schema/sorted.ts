// Maps in the order of addresses, by code unit: the same on every machine and for every order of the files.

import type { Address, Resource } from '../contract/index.js';

export function sortedMap<V>(map: ReadonlyMap<Address, V>): ReadonlyMap<Address, V> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same of resources by their own addresses, without a pair for each: there are tens of thousands. */
export function byAddress(resources: Iterable<Resource>): ReadonlyMap<Address, Resource> {
  const sorted = new Map<Address, Resource>();
  for (const resource of [...resources].sort((a, b) => (a.address < b.address ? -1 : 1))) {
    sorted.set(resource.address, resource);
  }
  return sorted;
}
