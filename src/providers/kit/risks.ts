// What a change means for callers and agents, in words that a supervisor understands, where it means the same at many
// vendors.

import type { Address, Change, Kind, PlanContext } from '../../contract/index.js';
import { sets } from './changes.js';
import { endsIn } from './live.js';

/** `undefined`: nothing to say. */
export type Risky = ReturnType<NonNullable<Kind['risk']>>;

/** `queue 9001 Support`: the id and, if it has one, the name. */
export function named(kind: string, address: Address, context: PlanContext): string {
  const label = (context.after(address) ?? context.before(address))?.label;
  const id = address.slice(kind.length + 1);
  return label === undefined ? `${kind} ${id}` : `${kind} ${id} ${label}`;
}

/** Of the kind of `memberKind`: a queue loses an agent. */
export function memberRisk(of: { readonly owner: string; readonly element: string }) {
  return (change: Change, context: PlanContext): Risky => {
    if (change.action !== 'delete') return undefined;
    const [owner, element] = endsIn(change.address);
    const who = named(of.element, `${of.element}/${element}`, context);
    return { risk: 'medium', reason: `${named(of.owner, `${of.owner}/${owner}`, context)} loses ${who}` };
  };
}

/** Of something that calls an address while its field `enabled` is true. */
export function callbackRisk(change: Change): Risky {
  const stops = change.action === 'delete' || (change.action === 'update' && sets(change, 'enabled', false));
  return stops ? { risk: 'medium', reason: 'the receiver of this callback gets no more events' } : undefined;
}
