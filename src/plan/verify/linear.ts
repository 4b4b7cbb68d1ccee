// Orders in which the calls of a plan could happen: the plan's own, adversarial ones, and a few at random (seeded).

import { type Body, type Call, type ChangeKey, createRandom } from '../../contract/index.js';
import { createHeap } from '../graph.js';

/** The calls by number, with what each waits for. */
export interface Web {
  readonly calls: readonly Call[];
  readonly after: readonly (readonly number[])[];
}

export function createWeb(calls: readonly Call[]): Web {
  const numbers = new Map(calls.map((call, index) => [call.id, index]));
  return { calls, after: calls.map((call) => call.after.map((id) => numbers.get(id) ?? 0)) };
}

/** `call` and everything that it waits for, ascending. */
export function ancestorsOf(web: Web, call: number): number[] {
  const found = new Set([call]);
  const stack = [call];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const other of web.after[node] ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      stack.push(other);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Calls, and parts that they carry, up to which every kind of order is run. */
const FEW = 2_000;
const FEW_PARTS = 50_000;

/**
 * Linear extensions that look for trouble: what takes away as early as it may, what adds as early as it may, each call
 * with little done but what it waits for; for plans that are not huge also the plan's own order, everything as late as
 * it may, and random ones.
 */
export function adversarialOrders(web: Web, randomOnes: number): number[][] {
  const isDelete = (key: ChangeKey): boolean => key.startsWith('delete ');
  const takesAway = web.calls.map((call) => (call.changes.some(isDelete) ? 0 : 1));
  const count = web.calls.length;
  const takeFirst = (call: number): number => (takesAway[call] ?? 0) * count - call;
  const addFirst = (call: number): number => -(takesAway[call] ?? 0) * count + call;
  // Where nothing is taken away, adding first is the plan's own order.
  const worst = takesAway.includes(0) ? [takeFirst, addFirst] : [takeFirst];
  const isHuge = count > FEW || weight(web) > FEW_PARTS;
  if (isHuge) return [...worst.map((priority) => extension(web, priority)), justInTime(web)];
  const more: ((call: number) => number)[] = [
    (call) => call,
    (call) => -call,
    ...Array.from({ length: randomOnes }, (_, seed) => {
      const random = createRandom(seed + 1);
      const drawn = web.calls.map(() => random());
      return (call: number) => drawn[call] ?? 0;
    }),
  ];
  return [...[...more, ...worst].map((priority) => extension(web, priority)), justInTime(web)];
}

const weight = ({ calls }: Web): number => calls.reduce((sum, call) => sum + weightOf(call), 0);

/** What sending it to the model costs: itself, and its changes or the elements of the lists in its body. */
export function weightOf({ changes, body }: Call): number {
  return 1 + Math.max(changes.length, elementsIn(body));
}

function elementsIn(body: Body | undefined): number {
  if (typeof body !== 'object' || body === null) return 0;
  const inside = Object.values(body) as readonly Body[];
  return inside.reduce<number>((sum, one) => sum + elementsIn(one), Array.isArray(body) ? body.length : 0);
}

/** Whether running `order` would only run the beginning of another order again. */
export function isBeginningOf(order: readonly number[], other: readonly number[]): boolean {
  return order.length <= other.length && order.every((call, at) => other[at] === call);
}

function extension(web: Web, priority: (call: number) => number): number[] {
  const unmet = web.after.map((waits) => waits.length);
  const next: number[][] = web.after.map(() => []);
  web.after.forEach((waits, call) => {
    for (const other of waits) next[other]?.push(call);
  });
  const heap = createHeap(priority);
  unmet.forEach((waits, call) => {
    if (waits === 0) heap.push(call);
  });
  const order: number[] = [];
  for (let call = heap.pop(); call !== undefined; call = heap.pop()) {
    order.push(call);
    for (const other of next[call] ?? []) {
      unmet[other] = (unmet[other] ?? 0) - 1;
      if (unmet[other] === 0) heap.push(other);
    }
  }
  return order;
}

/** From the last call on: what it waits for, then itself. */
function justInTime(web: Web): number[] {
  const order: number[] = [];
  const entered = new Set<number>();
  for (let start = web.calls.length - 1; start >= 0; start -= 1) {
    const stack: { call: number; at: number }[] = entered.has(start) ? [] : [{ call: start, at: 0 }];
    entered.add(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const other = (web.after[top.call] ?? [])[top.at];
      top.at += 1;
      if (other === undefined) {
        order.push(top.call);
        stack.pop();
      } else if (!entered.has(other)) {
        entered.add(other);
        stack.push({ call: other, at: 0 });
      }
    }
  }
  return order;
}
