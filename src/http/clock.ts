// Learns how far our clock is from the vendor's, because signatures carry the time.

import type { Problem } from '../contract/index.js';

/** Below this, the vendor's window forgives and the one-second steps of `Date` would only add noise. */
const TOLERATED_MS = 30_000;

export interface ServerClock {
  /** Our time, corrected to the vendor's when the two differ by more than 30 s. Milliseconds. */
  now(): number;
  /** How much is added, ms. */
  correction(): number;
  /** Learns from the `Date` of an answer to a request sent and answered at these times of ours. */
  observe(date: string | undefined, sentAt: number, answeredAt: number): void;
}

/** `warn` hears once about a wrong clock. */
export function createServerClock(now: () => number, warn: (problem: Problem) => void): ServerClock {
  let correction = 0;
  let warned = false;
  return {
    now: () => now() + correction,
    correction: () => correction,
    observe(date, sentAt, answeredAt) {
      const theirs = date !== undefined && /GMT$/.test(date.trim()) ? Date.parse(date) : Number.NaN;
      if (Number.isNaN(theirs)) return;
      // `Date` is cut to the second: its middle is the best guess, and ours the middle of the exchange.
      const skew = theirs + 500 - (sentAt + answeredAt) / 2;
      correction = Math.abs(skew) > TOLERATED_MS ? Math.round(skew) : 0;
      if (correction === 0 || warned) return;
      warned = true;
      const seconds = Math.round(Math.abs(skew) / 1000);
      warn({
        code: 'clock-skew',
        severity: 'warning',
        message:
          `This machine's clock is ${seconds} s ${skew > 0 ? 'behind' : 'ahead of'} the vendor's; ` +
          "calls are signed with the vendor's time. Set the clock (NTP).",
        address: null,
      });
    },
  };
}
