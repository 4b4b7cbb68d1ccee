// Whether an object is still one of the two things that an inverse may meet: as before the plan, or as the plan left it.

import type {
  Address,
  Desired,
  Fact,
  Kind,
  Ledger,
  Provider,
  Resource,
  Value,
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

export interface OnlyOurs {
  readonly desired: Desired;
  /** Left alone, because nobody knows whether they stood there before the plan. */
  readonly left: readonly Address[];
}

/** Deletes of what no list shows stay only where the ledger proves that the object was made here. */
export function onlyOurs(desired: Desired, ledger: Ledger, provider: Provider): OnlyOurs {
  const kinds = new Map(provider.kinds.map((kind) => [kind.name, kind]));
  const unproved = [...desired.absent.values()].filter(({ kind: name, address }) => {
    const kind = kinds.get(name);
    return kind?.visibility === 'unlisted' && !isOurs(kind, ledger.facts[address]);
  });
  if (unproved.length === 0) return { desired, left: [] };
  const left = unproved.map(({ address }) => address);
  const absent = new Map([...desired.absent].filter(([address]) => !left.includes(address)));
  return { desired: { ...desired, absent }, left };
}

function isOurs(kind: Kind, fact: Fact | undefined): boolean {
  if (!fact) return false;
  return fact.applied === APPLIED_ABSENT || kind.madeHere?.(fact) === true;
}
