// What the console must change: a declared field of a queue or an agent that live shows otherwise.

import type { Desired, Live, Precondition, Value } from '../../contract/index.js';
import { differing } from '../kit/index.js';
import { queueOfList } from './names.js';

const CHECKED = new Set(['queue', 'agent']);

/** Missing objects are told by the planner (`givenOnly`); here are those that are there and differ. */
export function preconditions(desired: Desired, live: Live): readonly Precondition[] {
  return [...emptiedUnseen(desired, live), ...differingObjects(desired, live)];
}

/** A list without a member names its queue nowhere else: that the queue was not read would go unsaid. */
function emptiedUnseen(desired: Desired, live: Live): Precondition[] {
  const named = new Set([...desired.resources.values()].map(({ list }) => list));
  return [...desired.lists]
    .filter((list) => !named.has(list))
    .map(queueOfList)
    .filter((address) => !live.resources.has(address))
    .map((address) => ({
      address,
      reason:
        'it is to have no members, and NXLink does not list it; look in the NXLink console, or take it out of the file',
    }));
}

function differingObjects(desired: Desired, live: Live): Precondition[] {
  return [...desired.resources.values()].flatMap((resource) => {
    const now = live.resources.get(resource.address);
    if (now === undefined || !CHECKED.has(resource.kind)) return [];
    const differences = differing(resource, now).map(
      (name) => `${name} should be ${shown(resource.fields[name])} and is ${shown(now.fields[name])}`,
    );
    if (differences.length === 0) return [];
    return [
      {
        address: resource.address,
        reason: `${differences.join('; ')}; change it in the NXLink console, or in the file`,
      },
    ];
  });
}

function shown(value: Value | undefined): string {
  return JSON.stringify(value ?? null);
}
