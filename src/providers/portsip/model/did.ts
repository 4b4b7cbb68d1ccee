// DID numbers as text: the pool grammar of a trunk and the single number or range of a rule (portsip.md 5.1, 5.3).

/** Digits, both ends included. No leading zeros, so longer means larger. */
export interface Interval {
  readonly low: string;
  readonly high: string;
}

/** One number or one `low-high`; undefined if it is neither, or begins with `+` or `0`. */
export function readInterval(text: string): Interval | undefined {
  const match = /^([1-9][0-9]{0,63})(?:-([1-9][0-9]{0,63}))?$/.exec(text);
  const low = match?.[1];
  if (low === undefined) return undefined;
  const high = match?.[2] ?? low;
  return atMost(low, high) ? { low, high } : undefined;
}

/** `3000;12000-18000`. Undefined if an entry is wrong; empty text is an empty pool. */
export function readPool(text: string): readonly Interval[] | undefined {
  const entries = text.split(';').filter((entry) => entry !== '');
  const pool = entries.map(readInterval);
  return pool.every((entry) => entry !== undefined) ? pool : undefined;
}

export const atMost = (left: string, right: string): boolean =>
  left.length < right.length || (left.length === right.length && left <= right);

export const overlaps = (left: Interval, right: Interval): boolean =>
  atMost(left.low, right.high) && atMost(right.low, left.high);

/** True if one entry of the pool, or neighbouring entries together, hold all of it. */
export function covers(pool: readonly Interval[], wanted: Interval): boolean {
  let next = BigInt(wanted.low);
  const end = BigInt(wanted.high);
  const sorted = [...pool].sort((left, right) => (atMost(left.low, right.low) ? -1 : 1));
  for (const { low, high } of sorted) {
    if (BigInt(low) > next) return false;
    if (BigInt(high) >= next) next = BigInt(high) + 1n;
    if (next > end) return true;
  }
  return false;
}

export const sizeOf = ({ low, high }: Interval): bigint => BigInt(high) - BigInt(low) + 1n;
