// What must hold when a write went wrong and the runs after it are over. The account is asked, not the program.

import type { Planned } from '../../../src/conformance/assembly.js';
import { blindRepeats } from '../../../src/conformance/blind.js';
import { type Account, pathMatcher, refusals, text } from '../../../src/conformance/facts.js';
import type { Rig } from '../../../src/conformance/rig.js';
import type { LogEntry } from '../../../src/simulator/log.js';

/** Every write that the vendor made, by its own record; also where the answer was lost or spoilt. */
function writesDone({ simulator }: Rig): readonly LogEntry[] {
  return simulator.log().filter(({ write, refused, status, faults = [] }) => {
    if (!write || refused) return false;
    const isSpoilt = status === 0 || status === 429 || status >= 500;
    return !isSpoilt || faults.some((name) => name.endsWith('-after'));
  });
}

const CREATES: ReadonlySet<string> = new Set(['queues', 'agents', 'extensions', 'subscriptions']);

/**
 * Objects that were made twice. Between the two there may be one thing only: the delete of that object, and of
 * extensions alone, whose password is told once (udesk.md C12). Subscriptions may have equal names (C14), so the
 * account's list would not show it.
 */
export function madeTwice(rig: Rig): string[] {
  const made = new Set<string>();
  return writesDone(rig).flatMap(({ method, path, body }) => {
    const objects = objectsOf(path, body);
    if (method === 'DELETE' && path === 'extensions') for (const one of objects) made.delete(one);
    if (method !== 'POST' || !CREATES.has(path)) return [];
    const twice = objects.filter((one) => made.has(one));
    for (const one of objects) made.add(one);
    return twice.map((one) => `made twice: ${one}`);
  });
}

/** Each item of a batch for itself. */
function objectsOf(path: string, body: unknown): string[] {
  const batch = Object.values(typeof body === 'object' && body !== null ? body : {}).find(Array.isArray);
  return ((batch ?? [body]) as readonly unknown[]).map((item) => `${path} ${text(item)}`);
}

/**
 * Writes that were sent although they may not be repeated blind: sent again with nothing read or undone in between, or
 * refused by the vendor because what they ask for was there already (or already gone): who had looked would know.
 */
export function sentBlind(rig: Rig, plans: readonly Planned[]): string[] {
  const { operations } = rig.subject.provider;
  const isUnsafe = pathMatcher(
    plans.flatMap(({ plan }) =>
      plan.calls.filter(({ operation }) => operations[operation]?.afterUnknown.rule !== 'repeat'),
    ),
  );
  return [
    ...blindRepeats(rig, plans).map((call) => `repeated blind: ${call}`),
    ...refusals(rig, (entry) => isUnsafe(entry) && !isOnlyWayToLook(entry)).map(
      (call) => `sent though it was done: ${call}`,
    ),
  ];
}

/**
 * An extension that is bound to nobody is on no list: a create is the only way to see it (udesk.md C13, §4.1). Where an
 * earlier one may have been carried out unheard, a delete must come first: `madeTwice` and the sink's truth show that.
 */
function isOnlyWayToLook({ method, path }: LogEntry): boolean {
  return method === 'POST' && path === 'extensions';
}

/** Where an account is not as it is after a run in which nothing went wrong. */
export function unlikeUndisturbed(end: ReadonlyMap<string, string>, held: Account): string[] {
  const now = endOf(held);
  return [...new Set([...end.keys(), ...now.keys()])]
    .filter((address) => end.get(address) !== now.get(address))
    .sort()
    .map(
      (address) =>
        `${address} is ${now.get(address) ?? 'not there'}, and without the fault ${end.get(address) ?? 'not there'}`,
    );
}

/** An account, to be compared. */
export function endOf(held: Account): ReadonlyMap<string, string> {
  return new Map([...held].map(([address, { fields }]) => [address, text(fields)]));
}
