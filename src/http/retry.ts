// When to try again, and when to give up: the only place that decides it. Pure.

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Pause before the second attempt, ms; doubled each time. */
  readonly baseMs: number;
  /** Longest pause of our own choosing, ms. */
  readonly capMs: number;
  /** All attempts and pauses of one call together, ms. A pause that would pass it is not begun. */
  readonly budgetMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, baseMs: 250, capMs: 15_000, budgetMs: 120_000 };

/**
 * Milliseconds to wait before the next attempt, or undefined to give up.
 * `attempt` counts those made (1 after the first); `askedMs` is what the vendor asked for (`Retry-After`), always
 * honoured or not tried at all; `spentMs` counts from the first attempt; `random` is in [0, 1).
 */
export function nextDelay(
  attempt: number,
  askedMs: number | undefined,
  spentMs: number,
  policy: RetryPolicy,
  random: number,
): number | undefined {
  if (attempt >= policy.attempts) return undefined;
  const step = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
  // Half fixed, half random: calls that failed together do not come back together.
  const own = step / 2 + (step / 2) * random;
  const delay = Math.max(own, askedMs ?? 0);
  return spentMs + delay > policy.budgetMs ? undefined : Math.round(delay);
}

/** `Retry-After` in ms: whole seconds or an HTTP date. Undefined when absent or not understood. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
