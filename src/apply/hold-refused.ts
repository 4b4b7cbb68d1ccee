// What the vendor refused for good is not sent again as it is (nxcloud.md §6 no. 6: stop and report, do not loop), unless
// something that it needs has moved since.

import {
  type Address,
  type CenterPlan,
  type Change,
  type ChangeKey,
  type Kind,
  kindsOf,
} from '../contract/index.js';
import { sameValue } from '../plan/equal.js';
import type { Planned } from '../plan/plan.js';
import { isWhole } from './job.js';
import type { Part } from './outcomes.js';
import type { Run } from './run.js';

/** Holds what was refused in the round of plan `before` and stands unchanged, amid the same, in the plan made after it. */
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
  const addresses = new Map(planned.plan.changes.map(({ key, address }) => [key, address]));
  const moved = movedBetween(before, planned, parts);
  const usedByMoved = new Set([...moved].flatMap((address) => refsOf(address, before, planned, kinds)));
  const sentOf = asSent(run, before.plan);
  const sendOf = asSent(run, planned.plan);
  for (const change of again) {
    const needs = [
      change.address,
      ...refsOf(change.address, before, planned, kinds),
      ...change.waitsFor.flatMap((key) => addresses.get(key) ?? []),
    ];
    if (sentOf(change.key) !== sendOf(change.key)) continue;
    if (usedByMoved.has(change.address) || needs.some((address) => moved.has(address))) continue;
    run.held.set(change.key, parts.get(change.key)?.because ?? 'it was refused');
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
    if (!one || !other || !sameValue(one.fields, other.fields)) moved.add(address);
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
function asSent(run: Run, plan: CenterPlan): (key: ChangeKey) => string {
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
  return (key) =>
    [...(together.get(key) ?? [])]
      .map((other) => text(changes.get(other)))
      .sort()
      .join();
}
