// What a change writes: the value after the plan, with the vendor's documented defaults said out loud (C18).

import type { Change, PlanContext, Value } from '../../contract/index.js';

/** Documented defaults (udesk.md §2.3, §2.5); every create and update sends them explicitly. */
export const AGENT_DEFAULTS = {
  name: null,
  mobile: null,
  email: null,
  role: 'agent',
  enabled: true,
} as const;
export const QUEUE_DEFAULTS = { strategy: 'longest_idle', timeout: 60, maxLength: 128 } as const;

/** The fields of a change's object as they are to be after the plan. */
export function wanted(change: Change, context: PlanContext): Readonly<Record<string, Value>> {
  return context.after(change.address)?.fields ?? {};
}

/** `null` and nothing are written as an empty text. */
export function textOf(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** The one change of a call that serves one. */
export function only(changes: readonly Change[]): Change {
  const [change] = changes;
  if (change === undefined || changes.length > 1) {
    throw new Error(`a call for one change was given ${changes.length}`);
  }
  return change;
}
