// Checks who is calling: SHA-1 over account, token and time, within a window (udesk.md §1.2).

import { createHash } from 'node:crypto';

/** `Sign = SHA1(Sid + AuthToken + Timestamp)`, lower-case hex, over the very text of the query. */
export function serverSign(sid: string, authToken: string, timestamp: string): string {
  return createHash('sha1').update(`${sid}${authToken}${timestamp}`, 'utf8').digest('hex');
}

/** "Valid within 10 minutes": read as both sides, boundary included (udesk.md G03). */
export const WINDOW_MS = 600_000;

/** The instant that a `Timestamp` means, in milliseconds; undefined if it means none (udesk.md G01). */
export function instantOf(timestamp: string, unit: string): number | undefined {
  if (!/^\d{1,15}$/.test(timestamp)) return undefined;
  const value = Number(timestamp);
  if (unit === 'seconds') return value * 1000;
  if (unit === 'milliseconds') return value;
  if (timestamp.length === 10) return value * 1000;
  return timestamp.length === 13 ? value : undefined;
}
