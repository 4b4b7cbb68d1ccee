// What a plan with the new files still shows, told once each to a person.
import type { Address, CenterPlan, Problem } from '../contract/index.js';
import { driftPoints } from './drift-points.js';
import type { ToAdopt } from './edit-files.js';
import type { Remark } from './workbench.js';

/** What the files mean after an edit: the plans of the centers, or why they cannot be loaded. */
export interface Checked {
  readonly plans: ReadonlyMap<string, CenterPlan>;
  readonly problems: readonly Problem[];
}

/** What a plan still shows after everything, each named once. */
export function leftOver(centers: readonly ToAdopt[], { plans }: Checked, told: readonly Remark[]): Remark[] {
  return centers.flatMap((one) => {
    const { desired, live } = one;
    const plan = plans.get(desired.center);
    if (!plan) return [];
    const { points, unknowable } = driftPoints(plan, desired, live);
    const center = desired.center;
    const known = coveredBy(told, one);
    const left = [...points.values()]
      .filter(({ address }) => !known.has(address))
      .map(({ address, fields }): Remark => {
        const what =
          fields === undefined
            ? 'still differs'
            : `${fields.map(({ path }) => path).join(', ')} still differs`;
        return {
          center,
          address,
          message: `${what}. Change the file by hand, or put it back with cutover apply.`,
          ...placeOf(desired, address),
        };
      });
    const unseen = unknowable.map(
      (address): Remark => ({
        center,
        address,
        message: 'cannot be read back, so nothing is proposed. Put it back with cutover apply.',
      }),
    );
    return [...left, ...unseen];
  });
}

/** What is told of already: an address, and whatever the item of that address says. */
function coveredBy(told: readonly Remark[], { desired, live, items }: ToAdopt): ReadonlySet<Address> {
  const known = new Set(told.filter(({ center }) => center === desired.center).map(({ address }) => address));
  const lists = new Set<string>();
  for (const { section, address, item } of items) {
    if (!known.has(address)) continue;
    const expansion = section.expand(item);
    for (const resource of expansion.resources) known.add(resource.address);
    for (const list of expansion.lists ?? []) lists.add(list);
  }
  for (const { address, list } of live.resources.values()) {
    if (list !== undefined && lists.has(list)) known.add(address);
  }
  return known;
}

function placeOf(desired: ToAdopt['desired'], address: Address): Partial<Remark> {
  const origin = desired.resources.get(address)?.origin;
  return origin === undefined ? {} : desired.locate(origin);
}

/** Why nothing is proposed at all. */
export function given({ message, address, file, line, column }: Problem): Remark {
  const place =
    file === undefined || line === undefined || column === undefined ? {} : { file, line, column };
  return {
    center: '',
    address: address ?? '',
    message: `nothing is proposed, since the files would not be valid: ${message}`,
    ...place,
  };
}
