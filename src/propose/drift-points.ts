// What moved, by address: the changes of a plan and what was left to a person, seen from the live side.
import type { Address, CenterPlan, Desired, FieldChange, Live } from '../contract/index.js';
import { driftDirection } from '../plan/drift-direction.js';

export interface DriftPoint {
  readonly address: Address;
  readonly moved: 'changed' | 'gone' | 'new';
  /** Undefined: nobody compared field by field. */
  readonly fields?: readonly FieldChange[];
}

export interface CenterDrift {
  readonly points: ReadonlyMap<Address, DriftPoint>;
  /** Changes that nothing can confirm: never proposed. */
  readonly unknowable: readonly Address[];
}

export function driftPoints(plan: CenterPlan, desired: Desired, live: Live): CenterDrift {
  const points = new Map<Address, DriftPoint>();
  const unknowable: Address[] = [];
  for (const change of plan.changes) {
    const direction = driftDirection(change);
    const { address, fields } = change;
    if (direction === 'unknowable') unknowable.push(address);
    else if (direction === 'ours-changed') points.set(address, { address, moved: 'changed', fields });
    else points.set(address, { address, moved: direction === 'ours-gone' ? 'gone' : 'new' });
  }
  for (const { address, blocks } of plan.manual) {
    for (const one of [address, ...blocks]) {
      if (points.has(one)) continue;
      const isLive = live.resources.has(one);
      if (desired.resources.has(one)) points.set(one, { address: one, moved: isLive ? 'changed' : 'gone' });
      else if (isLive) points.set(one, { address: one, moved: 'new' });
    }
  }
  return { points, unknowable };
}
