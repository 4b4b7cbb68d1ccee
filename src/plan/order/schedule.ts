// Finds one order of calls in which nothing is refused, and keeps calls whole where it can.
//
// The order found is not the plan's order. It only tells who takes what whose giving freed (see pairing.ts); since all
// edges made from it point backwards in one valid order, they can never close a cycle.

import { createBoard, type ScheduleInput } from './board.js';
import type { Deadlock } from './deadlock.js';
import { type Choice, type Part, type Run, run } from './run.js';

export interface Schedule {
  readonly parts: readonly Part[];
  readonly splits: number;
  readonly deadlocks: readonly Deadlock[];
}

/** Runs that looking for a better schedule may take, and changes and edges that they may visit together. */
const MOST_RUNS = 300;
const MOST_STEPS = 1_000_000;

/** The best schedule found: fewest deadlocks, then fewest splits. The same for the same input. */
export function schedule(input: ScheduleInput): Schedule {
  const board = createBoard(input);
  const most = mostRuns(input);
  const asItComes: Choice = { splits: [], first: new Set() };
  let best = run(board, asItComes);
  // Every way to split, the fewest deviations from the first guess first; once as it comes, once with what was stuck
  // going before the rest.
  const queue: Choice[] = [{ splits: [], first: best.stuck }];
  const vary = (choice: Choice, found: Run): void => {
    for (const other of variationsOf(choice, found)) if (queue.push(other) >= most) return;
  };
  vary(asItComes, best);
  for (const [at, choice] of queue.entries()) {
    if (at + 1 >= most || isSmooth(best)) break;
    const found = run(board, choice);
    if (isBetter(found, best)) best = found;
    vary(choice, found);
  }
  return scheduleOf(best);
}

function scheduleOf({ parts, options, deadlocks }: Run): Schedule {
  return { parts, splits: options.length, deadlocks };
}

function mostRuns({ count, edges }: ScheduleInput): number {
  return Math.min(MOST_RUNS, Math.max(4, Math.floor(MOST_STEPS / (count + edges.length + 1))));
}

const isSmooth = ({ deadlocks, options }: Run): boolean => deadlocks.length === 0 && options.length === 0;

function isBetter(a: Run, b: Run): boolean {
  return (a.deadlocks.length - b.deadlocks.length || a.options.length - b.options.length) < 0;
}

/** The same choice with another split at one of the needs that the run met beyond those it was told of. */
function* variationsOf({ splits, first }: Choice, { options }: Run): Iterable<Choice> {
  for (let point = splits.length; point < options.length; point += 1) {
    const before = Array.from({ length: point }, (_, index) => splits[index] ?? 0);
    for (let option = 1; option < (options[point] ?? 1); option += 1) {
      yield { splits: [...before, option], first };
    }
  }
}
