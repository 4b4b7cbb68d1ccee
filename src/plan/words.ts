// How the planner spells keys and lists in its messages.

import type { Action, Address, ChangeKey } from '../contract/index.js';
import { sorted } from './compare.js';

/** `action + ' ' + address`. */
export function changeKey(action: Action, address: Address): ChangeKey {
  return `${action} ${address}`;
}

/** `a, b, c and 4 more`, sorted. */
export function listed(names: Iterable<string>, most = 5): string {
  const all = sorted(names);
  if (all.length <= most) return all.join(', ');
  return `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
}

/** `1 agent`, `2 agents`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
