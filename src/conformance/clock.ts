// Time that passes only when somebody waits: laws run in milliseconds, whatever pauses the engine and the vendor take.

export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Resolves soon; by then `ms` have passed. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const START = Date.UTC(2026, 10, 21);

export function createClock(): Clock {
  let now = START;
  return {
    now: () => now,
    async sleep(ms, signal) {
      const until = now + ms;
      if (!signal?.aborted) await nextTurn();
      now = Math.max(now, until);
    },
  };
}

/** Lets whatever is ready run first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
