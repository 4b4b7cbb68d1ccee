// How long the calls of a plan must take at least: each as soon as what it waits for is done, so many at a time.

interface PlannedCall {
  readonly id: string;
  readonly after: readonly string[];
}

/** Seconds, with `latency` milliseconds a call. The longest chain first, which is near the best that can be done. */
export function idealSeconds(calls: readonly PlannedCall[], concurrency: number, latency: number): number {
  const next = new Map<string, string[]>();
  const unmet = new Map(calls.map((call) => [call.id, call.after.length]));
  for (const call of calls) {
    for (const other of call.after) next.set(other, [...(next.get(other) ?? []), call.id]);
  }
  const depth = new Map<string, number>();
  // Calls stand after what they wait for, so that the reverse order has every follower's depth ready.
  for (const call of calls.toReversed()) {
    depth.set(call.id, 1 + Math.max(0, ...(next.get(call.id) ?? []).map((id) => depth.get(id) ?? 0)));
  }
  const deepest = (a: string, b: string): number => (depth.get(b) ?? 0) - (depth.get(a) ?? 0);
  let ready = calls.filter((call) => call.after.length === 0).map((call) => call.id);
  let rounds = 0;
  while (ready.length > 0) {
    rounds += 1;
    const sent = ready.toSorted(deepest).slice(0, concurrency);
    const taken = new Set(sent);
    ready = ready.filter((id) => !taken.has(id));
    for (const id of sent.flatMap((one) => next.get(one) ?? [])) {
      const left = (unmet.get(id) ?? 0) - 1;
      unmet.set(id, left);
      if (left === 0) ready.push(id);
    }
  }
  return (rounds * latency) / 1000;
}
