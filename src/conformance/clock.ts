// Time that passes only when somebody waits: laws run in milliseconds, whatever pauses the engine and the vendor take.

export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Resolves soon; by then `ms` have passed. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Stands still for ever: who waits never wakes, and nothing new is sent. Ends an example that does not end itself. */
  stop(): void;
  stopped(): boolean;
}

const START = Date.UTC(2026, 10, 21);

export function createClock(): Clock {
  let now = START;
  let stopped = false;
  return {
    now: () => now,
    async sleep(ms, signal) {
      const until = now + ms;
      if (!signal?.aborted) await nextTurn();
      if (stopped) return never();
      now = Math.max(now, until);
    },
    stop() {
      stopped = true;
    },
    stopped: () => stopped,
  };
}

/** Lets whatever is ready run first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What waits for this is never heard of again. */
export function never<Out>(): Promise<Out> {
  return new Promise<Out>(() => {});
}
