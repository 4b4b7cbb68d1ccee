// Called numbers, ranges of them, and a trunk's pool (portsip.md 5.1): digits without `+`, `0` or `00` in front.

interface Interval {
  readonly low: string;
  readonly high: string;
}

/** `4400` or `4400-4409`, in one spelling; what is no number stays as it is. */
export function normalDid(written: string): string {
  const interval = intervalOf(written);
  if (interval === undefined) return written.trim();
  return interval.low === interval.high ? interval.low : `${interval.low}-${interval.high}`;
}

/** Whether every number of `did` lies in one entry of the pool. */
export function isInPool(did: string, pool: string): boolean {
  const wanted = intervalOf(did);
  if (wanted === undefined) return false;
  return pool.split(';').some((entry) => {
    const given = intervalOf(entry);
    return given !== undefined && !isLess(wanted.low, given.low) && !isLess(given.high, wanted.high);
  });
}

export function overlap(one: string, other: string): boolean {
  const a = intervalOf(one);
  const b = intervalOf(other);
  return a !== undefined && b !== undefined && !isLess(a.high, b.low) && !isLess(b.high, a.low);
}

function intervalOf(written: string): Interval | undefined {
  const match = /^\s*\+?0*(\d+)\s*(?:-\s*\+?0*(\d+)\s*)?$/.exec(written);
  const [, low, high = low] = match ?? [];
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** Numbers may be longer than a JavaScript number is exact: compared as digits. */
function isLess(one: string, other: string): boolean {
  return one.length === other.length ? one < other : one.length < other.length;
}
