// What the vendor refused for good is not sent again as it is (nxcloud.md §6 no. 6: stop and report, do not loop), unless
// something that it needs has moved since.

import {
  type Address,
  type CenterPlan,
  type Change,
  type ChangeKey,
  gather,
  type Kind,
  kindsOf,
} from '../contract/index.js';
import { sameValue } from '../plan/equal.js';
import type { Planned } from '../plan/plan.js';
import { isWhole } from './job.js';
import type { Part } from './outcomes.js';
import type { Run } from './run.js';

/**
 * Holds what was refused in the round of plan `before` and stands unchanged, amid the same, in the plan made after it;
 * lets go what something was in the way of that has moved since. What goes out in one list is looked at as one.
 */
export function holdRefused(
  run: Run,
  before: Planned,
  planned: Planned,
  parts: ReadonlyMap<ChangeKey, Part>,
): void {
  const again = planned.plan.changes.filter(({ key }) => {
    const part = parts.get(key);
    return part?.status === 'failed' && part.refused && !part.partly;
  });
  if (again.length === 0) return;
  const kinds = kindsOf(run.input.provider);
  // What a change waited for and is done stands in the plan before alone.
  const both = [...before.plan.changes, ...planned.plan.changes];
  const addresses = new Map(both.map(({ key, address }) => [key, address]));
  const sameKey = gather(both, ({ key }) => key);
  const moved = movedBetween(before, planned, parts);
  const usedByMoved = new Set([...moved].flatMap((address) => refsOf(address, before, planned, kinds)));
  const sent = asSent(run, before.plan);
  const send = asSent(run, planned.plan);
  const isMoved = (key: ChangeKey): boolean => {
    const address = addresses.get(key) ?? '';
    const needs = [
      address,
      ...refsOf(address, before, planned, kinds),
      ...(sameKey.get(key) ?? []).flatMap(({ waitsFor }) =>
        waitsFor.flatMap((other) => addresses.get(other) ?? []),
      ),
    ];
    return usedByMoved.has(address) || needs.some((one) => moved.has(one));
  };
  for (const { key } of again) {
    if (sent.text(key) === send.text(key) && !send.together(key).some(isMoved))
      run.held.set(key, parts.get(key)?.because ?? 'it was refused');
    else run.held.delete(key);
  }
}

/** What live shows otherwise since, and what was done though no read shows it. */
function movedBetween(
  before: Planned,
  planned: Planned,
  parts: ReadonlyMap<ChangeKey, Part>,
): ReadonlySet<Address> {
  const then = before.context.live.resources;
  const now = planned.context.live.resources;
  const pending = new Set(planned.plan.changes.map(({ key }) => key));
  const moved = new Set(
    before.plan.changes
      .filter(({ key }) => parts.get(key)?.status === 'done' && !pending.has(key))
      .map(({ address }) => address),
  );
  for (const address of new Set([...then.keys(), ...now.keys()])) {
    const [one, other] = [then.get(address), now.get(address)];
    const sameId = before.context.live.ids[address] === planned.context.live.ids[address];
    if (!one || !other || !sameId || !sameValue(one.fields, other.fields)) moved.add(address);
  }
  return moved;
}

/** What it refers to, as it was and as it is to be. */
function refsOf(
  address: Address,
  before: Planned,
  planned: Planned,
  kinds: ReadonlyMap<string, Kind>,
): Address[] {
  return [before.context.before(address), planned.context.before(address), planned.context.after(address)]
    .filter((resource) => resource !== undefined)
    .flatMap((resource) => kinds.get(resource.kind)?.refs(resource) ?? [])
    .map(({ to }) => to);
}

/** The same text for a change that goes out as before: where a whole list goes, with all that goes with it. */
function asSent(
  run: Run,
  plan: CenterPlan,
): { text(key: ChangeKey): string; together(key: ChangeKey): readonly ChangeKey[] } {
  const changes = new Map(plan.changes.map((change) => [change.key, change]));
  const together = new Map<ChangeKey, Set<ChangeKey>>();
  for (const call of plan.calls) {
    const operation = run.input.provider.operations[call.operation];
    const whole = operation !== undefined && isWhole({ call, operation });
    for (const key of call.changes) {
      const others = together.get(key) ?? new Set([key]);
      for (const other of whole ? call.changes : []) others.add(other);
      together.set(key, others);
    }
  }
  const text = (change: Change | undefined): string => JSON.stringify([change?.key, change?.fields]);
  const withIt = (key: ChangeKey): readonly ChangeKey[] => [...(together.get(key) ?? [key])];
  return {
    together: withIt,
    text: (key) =>
      withIt(key)
        .map((other) => text(changes.get(other)))
        .sort()
        .join(),
  };
}
