// Turns the arrangement into calls: requests as data, what each waits for, waves, ids in plan order.

import type { Call, CallGroup, Change, PlanContext, Provider, Request } from '../contract/index.js';
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
  const order = inOrder(arrangement.after);
  const after = reduced(arrangement.after, order);
  const placed = placedCalls(arrangement, order);
  const numbers = new Map(placed.map(({ part }, index) => [part, index + 1]));
  return placed.map(({ part, group, wave, served }, index) => {
    const own = served.flatMap((change) => changes[change] ?? []);
    const waits = [...(after[part] ?? [])].map((other) => numbers.get(other) ?? 0).sort((a, b) => a - b);
    const request = requestOf(provider, group, own, context);
    return {
      id: `c${index + 1}`,
      operation: group.operation,
      method: request.method,
      path: request.path,
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(request.over === undefined ? {} : { over: request.over }),
      changes: sortedOnce(own.map((change) => change.key)),
      ...(group.about === undefined ? {} : { about: group.about }),
      ...(group.whole ? { whole: true } : {}),
      after: waits.map((number) => `c${number}`),
      wave,
      ...(group.conditional === undefined ? {} : { conditional: group.conditional }),
    };
  });
}

/** A part of the arrangement, as the call that it becomes. */
interface Placed {
  readonly part: number;
  readonly group: CallGroup;
  /** Numbers of changes. */
  readonly served: readonly number[];
  readonly wave: number;
  /** The first change that it serves. */
  readonly first: number;
}

function placedCalls({ parts, groups, after }: Arrangement, order: readonly number[]): Placed[] {
  const waves = wavesOf(after, order);
  const placed = order.map((part): Placed => {
    const { group: number = -1, changes: served = [] } = parts[part] ?? {};
    const group = groups[number];
    if (!group) throw new Error('a call without a group');
    return { part, group, served, wave: waves[part] ?? 1, first: Math.min(...served) };
  });
  return placed.sort(
    (a, b) =>
      a.wave - b.wave ||
      a.first - b.first ||
      compareText(a.group.operation, b.group.operation) ||
      a.part - b.part,
  );
}

function requestOf(
  provider: Provider,
  { operation, about }: CallGroup,
  changes: readonly Change[],
  context: PlanContext,
): Request {
  const found = provider.operations[operation];
  if (!found) throw new Error(`the provider ${provider.type} has no operation ${operation}`);
  return found.request(changes, about, context);
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
