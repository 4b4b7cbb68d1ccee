// The server's own limit: calls counted by the minute (portsip.md 8, 12).

export interface Meter {
  minute: number;
  calls: number;
}

export const newMeter = (): Meter => ({ minute: Number.NaN, calls: 0 });

/** Counts one call. Seconds until the next minute when there were too many, else undefined. */
export function countCall(meter: Meter, limit: number, now: number): number | undefined {
  const minute = Math.floor(now / 60_000);
  if (minute !== meter.minute) {
    meter.minute = minute;
    meter.calls = 0;
  }
  meter.calls += 1;
  return meter.calls > limit ? Math.max(1, Math.ceil(((minute + 1) * 60_000 - now) / 1000)) : undefined;
}
