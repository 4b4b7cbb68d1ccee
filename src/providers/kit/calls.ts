// Changes that one call serves.

import type { Address, CallGroup, Change } from '../../contract/index.js';

/** One call for all changes that `callOf` gives the same operation and the same object, in the order of the changes. */
export function grouped(
  changes: readonly Change[],
  callOf: (change: Change) => Pick<CallGroup, 'operation'> & { readonly about: Address },
): CallGroup[] {
  const groups = new Map<string, CallGroup>();
  for (const change of changes) {
    const { operation, about } = callOf(change);
    const name = `${operation} ${about}`;
    const served = groups.get(name)?.changes ?? [];
    groups.set(name, { operation, about, changes: [...served, change.key].sort() });
  }
  return [...groups.values()];
}
