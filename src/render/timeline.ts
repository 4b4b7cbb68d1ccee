// When each call of an apply began and ended, gathered from its events.
import type { ApplyEvent, ChangeKey } from '../contract/index.js';

export interface TimedCall {
  readonly call: string;
  readonly round: number;
  readonly method: string;
  readonly path: string;
  readonly changes: readonly ChangeKey[];
  /** Milliseconds since the first event of the run. */
  readonly start: number;
  /** Absent if it never ended: the run was cut off. */
  readonly end?: number;
  readonly status?: 'done' | 'failed' | 'skipped';
  readonly because?: string;
}

export interface Timeline {
  hear(event: ApplyEvent): void;
  calls(): TimedCall[];
}

/** Listens to the events of one center. A call that is sent again keeps its first start and its last end. */
export function createTimeline(): Timeline {
  const calls = new Map<string, TimedCall>();
  let first: number | undefined;
  let round = 1;
  return {
    hear(event) {
      const at = Date.parse(event.at);
      first ??= at;
      if (event.event === 'round') round = event.round;
      if (event.event !== 'call-start' && event.event !== 'call-end') return;
      const key = `${round} ${event.call}`;
      const known = calls.get(key);
      if (event.event === 'call-start') {
        const { call, method, path, changes } = event;
        calls.set(key, known ?? { call, round, method, path, changes, start: at - first });
      } else if (known) {
        const because = event.because === null ? {} : { because: event.because };
        calls.set(key, { ...known, end: at - first, status: event.status, ...because });
      }
    },
    calls: () => [...calls.values()],
  };
}
