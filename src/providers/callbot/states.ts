// The states of a campaign (nxcloud.md B.4), in the vendor's numbers and in our words.

/** What a file may want. */
export type WantedState = 'paused' | 'running' | 'completed';

const BY_NUMBER: Readonly<Record<number, string>> = {
  1: 'pending',
  2: 'running',
  3: 'completed',
  4: 'failed',
  5: 'paused',
};

const UNKNOWN = 'status ';

/** A number that the sheet does not know keeps its number (section 9: a sibling product has a sixth). */
export const stateOf = (taskStatus: number): string => BY_NUMBER[taskStatus] ?? `${UNKNOWN}${taskStatus}`;

export const isUnknown = (state: unknown): boolean => String(state).startsWith(UNKNOWN);

/** Nothing leads out of these (B.4; 4 no. 8). */
export const isFinished = (state: unknown): boolean => state === 'completed' || state === 'failed';

/** It dials nobody, and may be started and updated. */
export const isAtRest = (state: unknown): boolean => state === 'pending' || state === 'paused';

/** As a state that a file may want; a failed campaign and one in an unknown state are none. */
export function asWanted(state: unknown): WantedState | undefined {
  if (state === 'pending') return 'paused';
  return state === 'paused' || state === 'running' || state === 'completed' ? state : undefined;
}
