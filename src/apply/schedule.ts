// Starts every call as soon as what it waits for is over; there are no waves to wait for.

import { type Call, collect } from '../contract/index.js';

/**
 * Resolves when every call is over. `perform` decides what a call does after a failure before it.
 * When one rejects, no further call starts, those in flight are waited for, and the first reason is thrown.
 */
export function runWhenReady(calls: readonly Call[], perform: (call: Call) => Promise<void>): Promise<void> {
  const known = new Set(calls.map(({ id }) => id));
  const missing = new Map<string, number>();
  const dependants = new Map<string, Call[]>();
  for (const call of calls) {
    const before = call.after.filter((id) => known.has(id));
    missing.set(call.id, before.length);
    for (const id of before) collect(dependants, id, call);
  }
  return new Promise((resolve, reject) => {
    let inFlight = 0;
    let finished = 0;
    let failure: { readonly reason: unknown } | undefined;

    const start = (call: Call): void => {
      inFlight++;
      perform(call).then(
        () => over(call),
        (reason: unknown) => {
          failure ??= { reason };
          over(call);
        },
      );
    };
    const over = (call: Call): void => {
      inFlight--;
      finished++;
      if (!failure) {
        for (const next of dependants.get(call.id) ?? []) {
          const left = (missing.get(next.id) ?? 1) - 1;
          missing.set(next.id, left);
          if (left === 0) start(next);
        }
      }
      end();
    };
    const end = (): void => {
      if (inFlight > 0) return;
      if (failure) reject(failure.reason);
      else if (finished === calls.length) resolve();
      else reject(new Error('The calls wait for each other in a circle: this is a bug in the plan.'));
    };
    for (const call of calls) if (missing.get(call.id) === 0) start(call);
    if (calls.length === 0 || inFlight === 0) end();
  });
}
