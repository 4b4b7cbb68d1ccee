// Maps in the order of addresses, by code unit: the same on every machine and for every order of the files.

import type { Address } from '../contract/index.js';

export function sortedMap<V>(map: ReadonlyMap<Address, V>): ReadonlyMap<Address, V> {
  const sorted = new Map<Address, V>();
  for (const address of [...map.keys()].sort()) {
    const value = map.get(address);
    if (value !== undefined) sorted.set(address, value);
  }
  return sorted;
}
