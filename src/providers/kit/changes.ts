// Changes: the one of a call, what it sets, what stands afterwards, and those that one call serves.

import type { Address, CallGroup, Change, PlanContext, Value } from '../../contract/index.js';

/** The one change of a call that serves one. */
export function only(changes: readonly Change[]): Change {
  const [change] = changes;
  if (change === undefined || changes.length > 1) {
    throw new Error(`a call for one change was given ${changes.length}`);
  }
  return change;
}

/** The fields of a change's object as they are to be after the plan. */
export function fieldsAfter(change: Change, context: PlanContext): Readonly<Record<string, Value>> {
  return context.after(change.address)?.fields ?? {};
}

/** The new values of what a change sets. */
export function fieldsSet(change: Change): Readonly<Record<string, Value>> {
  return Object.fromEntries(change.fields.map(({ path, after }) => [path, after]));
}

/** Whether a change sets a field to this value. */
export function sets(change: Change, path: string, value: Value): boolean {
  return change.fields.some((field) => field.path === path && field.after === value);
}

type CallAbout = CallGroup & { readonly about: Address };

/** One call for all changes that `callOf` gives the same operation and the same object, in the order of the changes. */
export function grouped(
  changes: readonly Change[],
  callOf: (change: Change) => Pick<CallAbout, 'operation' | 'about'>,
): CallAbout[] {
  const groups = new Map<string, { readonly call: Pick<CallAbout, 'operation' | 'about'>; keys: string[] }>();
  for (const change of changes) {
    const call = callOf(change);
    const name = `${call.operation} ${call.about}`;
    const group = groups.get(name);
    if (group) group.keys.push(change.key);
    else groups.set(name, { call, keys: [change.key] });
  }
  return [...groups.values()].map(({ call, keys }) => ({ ...call, changes: keys.sort() }));
}

/** Sorts calls of one operation by what they are about. */
export function byAbout(a: CallAbout, b: CallAbout): number {
  return a.about < b.about ? -1 : a.about > b.about ? 1 : 0;
}
