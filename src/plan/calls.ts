// Turns the arrangement into calls: requests as data, what each waits for, waves, ids in plan order.

import type { Call, Change, PlanContext, Provider } from '../contract/index.js';
import { compareText, sortedOnce } from './compare.js';
import type { Arrangement } from './order/arrange.js';

/** Look-ups that leaving out indirect waits may cost, over all calls. */
const REDUCTION_BUDGET = 2_000_000;

/** Calls in an order that respects `after`: by wave, then as the plan lists what they serve. */
export function makeCalls(
  arrangement: Arrangement,
  changes: readonly Change[],
  provider: Provider,
  context: PlanContext,
): Call[] {
  const { parts, groups } = arrangement;
  const order = inOrder(arrangement.after);
  const waves = wavesOf(arrangement.after, order);
  const after = reduced(arrangement.after, order);
  const ranked = order
    .map((part) => ({ part, wave: waves[part] ?? 1, first: Math.min(...(parts[part]?.changes ?? [])) }))
    .sort(
      (a, b) =>
        a.wave - b.wave ||
        a.first - b.first ||
        compareText(operation(a.part), operation(b.part)) ||
        a.part - b.part,
    );
  function operation(part: number): string {
    return groups[parts[part]?.group ?? -1]?.operation ?? '';
  }
  const numbers = new Map(ranked.map(({ part }, index) => [part, index + 1]));
  return ranked.map(({ part, wave }, index) => {
    const group = groups[parts[part]?.group ?? -1];
    const served = (parts[part]?.changes ?? []).flatMap((change) => changes[change] ?? []);
    if (!group) throw new Error('a call without a group');
    const found = provider.operations[group.operation];
    if (!found) throw new Error(`the provider ${provider.type} has no operation ${group.operation}`);
    const request = found.request(served, group.about, context);
    const waits = [...(after[part] ?? [])].map((other) => numbers.get(other) ?? 0).sort((a, b) => a - b);
    return {
      id: `c${index + 1}`,
      operation: group.operation,
      method: request.method,
      path: request.path,
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(request.over === undefined ? {} : { over: request.over }),
      changes: sortedOnce(served.map((change) => change.key)),
      ...(group.about === undefined ? {} : { about: group.about }),
      ...(group.whole ? { whole: true } : {}),
      after: waits.map((number) => `c${number}`),
      wave,
      ...(group.conditional === undefined ? {} : { conditional: group.conditional }),
    };
  });
}

/** A topological order. Wishes may point forward in the schedule, so its own order does not do. */
function inOrder(after: readonly ReadonlySet<number>[]): number[] {
  const unmet = after.map((waits) => waits.size);
  const next: number[][] = after.map(() => []);
  after.forEach((waits, part) => {
    for (const other of waits) next[other]?.push(part);
  });
  const order = after.flatMap((waits, part) => (waits.size === 0 ? [part] : []));
  for (let at = 0; at < order.length; at += 1) {
    for (const part of next[order[at] ?? -1] ?? []) {
      unmet[part] = (unmet[part] ?? 0) - 1;
      if (unmet[part] === 0) order.push(part);
    }
  }
  if (order.length !== after.length) throw new Error('the calls of a plan form a cycle');
  return order;
}

function wavesOf(after: readonly ReadonlySet<number>[], order: readonly number[]): number[] {
  const waves: number[] = after.map(() => 1);
  for (const part of order) {
    for (const other of after[part] ?? []) waves[part] = Math.max(waves[part] ?? 1, (waves[other] ?? 1) + 1);
  }
  return waves;
}

/** Drops a wait that another wait implies directly; beyond the budget the rest stays as it is, which is as right. */
function reduced(
  after: readonly ReadonlySet<number>[],
  order: readonly number[],
): readonly ReadonlySet<number>[] {
  let left = REDUCTION_BUDGET;
  const result: ReadonlySet<number>[] = [...after];
  for (const part of order) {
    const waits = after[part];
    if (!waits || waits.size < 2) continue;
    const kept = new Set(waits);
    for (const other of waits) {
      const implied = after[other] ?? new Set<number>();
      left -= implied.size;
      if (left < 0) return result;
      for (const far of implied) kept.delete(far);
    }
    result[part] = kept;
  }
  return result;
}
