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
  for (const address of plan.manual.flatMap((item) => [item.address, ...item.blocks])) {
    const moved = movedBy(address, desired, live);
    if (moved && !points.has(address)) points.set(address, { address, moved });
  }
  return { points, unknowable };
}

/** What was left to a person has no change that says it. */
function movedBy(address: Address, desired: Desired, live: Live): DriftPoint['moved'] | undefined {
  const isLive = live.resources.has(address);
  if (desired.resources.has(address)) return isLive ? 'changed' : 'gone';
  return isLive ? 'new' : undefined;
}
