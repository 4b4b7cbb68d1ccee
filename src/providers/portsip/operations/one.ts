// What every operation on a single object needs.

import type { Answer, Change, Learned, PlanContext, Value } from '../../../contract/index.js';
import { badAnswer, record } from '../../decoding.js';

/** The one change of a call that serves one. */
export function only(changes: readonly Change[]): Change {
  const [change] = changes;
  if (change === undefined || changes.length > 1)
    throw new Error(`a call for one change was given ${changes.length}`);
  return change;
}

/** The fields of a change's object as they are to be after the plan. */
export function wanted(change: Change, context: PlanContext): Readonly<Record<string, Value>> {
  return context.after(change.address)?.fields ?? {};
}

/** The new values of what a change sets. */
export function changed(change: Change): Readonly<Record<string, Value>> {
  return Object.fromEntries(change.fields.map(({ path, after }) => [path, after]));
}

/** A create answers with the id alone (portsip.md 3.1, 4.1, 5.3); it is never built. */
export function learnId(answer: Answer, changes: readonly Change[]): Learned {
  const id = record(answer.body)?.id;
  if (typeof id !== 'string' || id === '') throw badAnswer('create', 'expected an id');
  return { ids: { [only(changes).address]: id } };
}
