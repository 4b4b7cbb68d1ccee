// What became of each change: done, failed or skipped, and why; a failure reaches true dependants only.

import type { Change, ChangeKey, Outcome } from '../contract/index.js';

/** The end of a change in one call. */
export interface Part {
  readonly status: Outcome['status'];
  readonly because: string | null;
  readonly details?: Outcome['details'];
  /** Only parts of it failed (contacts): what waits for it goes on. */
  readonly partly?: boolean;
  /** Nobody knows its end or nothing was done: the next round may plan it again even if nothing else moved. */
  readonly later?: boolean;
  /** The vendor said no to it as it is: it is sent again only when what it needs has moved (hold-refused.ts). */
  readonly refused?: boolean;
}

export interface Outcomes {
  record(key: ChangeKey, part: Part): void;
  of(key: ChangeKey): Part | undefined;
  /** What keeps a change from being made: its own failure in an earlier call, or one that it waits for. */
  blocker(change: Change): string | undefined;
  all(): ReadonlyMap<ChangeKey, Part>;
}

const WORST: readonly Outcome['status'][] = ['failed', 'skipped', 'done'];

/** An empty book of outcomes. A change of several calls has the worst of their ends. */
export function createOutcomes(): Outcomes {
  const parts = new Map<ChangeKey, Part>();
  const failedFor = (key: ChangeKey): Part | undefined => {
    const part = parts.get(key);
    return part && part.status !== 'done' && !part.partly ? part : undefined;
  };
  return {
    record(key, part) {
      const before = parts.get(key);
      parts.set(key, before ? joined(before, part) : part);
    },
    of: (key) => parts.get(key),
    blocker(change) {
      const own = failedFor(change.key);
      if (own) return own.because ?? 'an earlier call for it did not succeed';
      const before = change.waitsFor.find(failedFor);
      if (before === undefined) return undefined;
      return `waits for ${before}, which ${failedFor(before)?.status === 'failed' ? 'failed' : 'was skipped'}`;
    },
    all: () => parts,
  };
}

/** The end of a change of which `one` call ended before the `other`: the worse of the two, with the details of both. */
export function joined(one: Part, other: Part): Part {
  const details = [...(one.details ?? []), ...(other.details ?? [])];
  if (one.partly && other.partly) return { ...one, because: partsFailed(details.length), details };
  const worse = isWorse(other, one) ? other : one;
  if (worse.status === one.status && one.status === other.status && one.because === null)
    return { ...one, ...other };
  return details.length > 0 ? { ...worse, details } : worse;
}

/** Why a change failed of which only parts did. */
export function partsFailed(count: number): string {
  return `${count} ${count === 1 ? 'part' : 'parts'} of it failed`;
}

/** A failure of the whole is worse than one of some parts. */
function isWorse(one: Part, other: Part): boolean {
  const rank = ({ status, partly }: Part): number => 2 * WORST.indexOf(status) + (partly ? 1 : 0);
  return rank(one) < rank(other);
}

/** Public outcomes, in the order in which the changes were first planned. */
export function publicOutcomes(parts: ReadonlyMap<ChangeKey, Part>): Outcome[] {
  return [...parts].map(([key, { status, because, details }]) => ({
    key,
    status,
    because,
    ...(details && details.length > 0 ? { details } : {}),
  }));
}
