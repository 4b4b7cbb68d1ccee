// Whether an object is still one of the two things that an inverse may meet: as before the plan, or as the plan left it.

import {
  type Address,
  type Desired,
  type Fact,
  type Kind,
  kindsOf,
  type Ledger,
  type Live,
  type Provider,
  type Resource,
  type Value,
} from '../../contract/index.js';
import { sameValue } from '../equal.js';
import type { TouchedState } from '../inverse.js';
import { APPLIED_ABSENT } from '../ledger-known.js';

/**
 * A plan may have set some of its fields and not yet the others, so each field counts for itself. On a new object only
 * what the plan set counts: the vendor fills in the rest. What nothing shows cannot have moved.
 */
export function isAsExpected(state: TouchedState, now: Resource | undefined, kind: Kind): boolean {
  if (kind.visibility !== 'listed') return true;
  const { before, after, written, loose } = state;
  if (!now) return before === null || after === null;
  const counts = (path: string): boolean =>
    !kind.fields[path]?.relative && !kind.fields[path]?.writeOnly && !kind.fields[path]?.secret;
  const is = (path: string, side: Readonly<Record<string, Value>>): boolean =>
    sameValue(now.fields[path] ?? null, side[path] ?? null);
  if (before === null) {
    return (
      after !== null && written.every((path) => !counts(path) || loose.includes(path) || is(path, after))
    );
  }
  const paths = new Set([...Object.keys(before), ...written]);
  return [...paths].every(
    (path) =>
      !counts(path) || is(path, before) || (after !== null && written.includes(path) && is(path, after)),
  );
}

export interface Undoable {
  readonly desired: Desired;
  /** What has to stay, although the inverse would delete it; sorted. `seen`: live shows that it is still there. */
  readonly left: readonly { readonly address: Address; readonly reason: string; readonly seen: boolean }[];
}

/** An inverse without the deletes that cannot be made now, or that only the ledger could have justified. Pure. */
export function undoable(desired: Desired, live: Live, ledger: Ledger, provider: Provider): Undoable {
  const kinds = kindsOf(provider);
  const left = [...desired.absent.values()].flatMap(({ kind: name, address }): Undoable['left'] => {
    const kind = kinds.get(name);
    const barred = live.untouchable[address] ?? live.ambiguous[address];
    if (barred !== undefined) return [{ address, reason: barred, seen: true }];
    const unproved = kind?.visibility === 'unlisted' && !isOurs(kind, ledger.facts[address]);
    return unproved ? [{ address, reason: UNPROVED, seen: false }] : [];
  });
  if (left.length === 0) return { desired, left };
  const gone = new Set(left.map(({ address }) => address));
  const absent = new Map([...desired.absent].filter(([address]) => !gone.has(address)));
  return { desired: { ...desired, absent }, left };
}

const UNPROVED =
  'no list shows it, and the ledger does not say that it was made here; if the plan made it, delete it by hand';

function isOurs(kind: Kind, fact: Fact | undefined): boolean {
  if (!fact) return false;
  return fact.applied === APPLIED_ABSENT || kind.madeHere?.(fact) === true;
}
