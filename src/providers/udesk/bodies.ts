// How values are written: nothing as an empty text, and the vendor's documented defaults said out loud (C18).

import type { Value } from '../../contract/index.js';

/** Documented defaults (udesk.md §2.3, §2.5); every create and update sends them explicitly. */
export const AGENT_DEFAULTS = {
  name: null,
  mobile: null,
  email: null,
  role: 'agent',
  enabled: true,
} as const;
export const QUEUE_DEFAULTS = { strategy: 'longest_idle', timeout: 60, maxLength: 128 } as const;

/** `null` and nothing are written as an empty text. */
export function textOf(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
