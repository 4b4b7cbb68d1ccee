// Finds one order of calls in which nothing is refused, and keeps calls whole where it can.
//
// Calls are run in thought, one after another: a call may run when everything that its changes wait for is done (or is
// served by the call itself) and no pool runs short. Calls that take nothing come first: they can only help. When no
// whole call can run, one is split; when nothing can run at all, what blocks itself is a deadlock.
//
// The order found is not the plan's order. It only tells who takes what whose giving freed (see pairing.ts); since all
// edges made from it point backwards in one valid order, they can never close a cycle.

import { createHeap } from '../graph.js';
import { type Board, createBoard, type ScheduleInput, type State, shortPool, startState } from './board.js';
import { type Deadlock, findDeadlock } from './deadlock.js';
import { possibleSplits } from './splitting.js';

/** A call: some or all of the changes of a group. */
export interface Part {
  readonly group: number;
  readonly changes: readonly number[];
}

export interface Schedule {
  readonly parts: readonly Part[];
  readonly splits: number;
  readonly deadlocks: readonly Deadlock[];
}

/** What the search may vary from run to run. */
interface Choice {
  /** Which of the possible splits to make at the n-th need of one; 0 where nothing is said. */
  readonly splits: readonly number[];
  /** Changes whose calls go first among those that take from pools. */
  readonly first: ReadonlySet<number>;
}

/** Runs that looking for a better schedule may take, and changes and edges that they may visit together. */
const MOST_RUNS = 300;
const MOST_STEPS = 1_000_000;

/** The best schedule found: fewest deadlocks, then fewest splits. The same for the same input. */
export function schedule(input: ScheduleInput): Schedule {
  const board = createBoard(input);
  let best = run(board, { splits: [], first: new Set() });
  if (best.deadlocks.length === 0 && best.splits === 0) return best;
  let runs = Math.min(
    MOST_RUNS,
    Math.max(4, Math.floor(MOST_STEPS / (input.count + input.edges.length + 1))),
  );
  // Every way to split, the fewest deviations from the first guess first; once as it comes, once with what was stuck
  // going before the rest.
  const queue: Choice[] = [
    { splits: [], first: new Set() },
    { splits: [], first: best.stuck },
  ];
  for (let at = 0; at < queue.length && runs > 0; at += 1) {
    const choice = queue[at];
    if (!choice) break;
    runs -= 1;
    const found = run(board, choice);
    if (isBetter(found, best)) best = found;
    if (best.deadlocks.length === 0 && best.splits === 0) break;
    for (let point = choice.splits.length; point < found.options.length; point += 1) {
      for (let option = 1; option < (found.options[point] ?? 1) && queue.length < MOST_RUNS; option += 1) {
        queue.push({ ...choice, splits: [...padded(choice.splits, point), option] });
      }
    }
  }
  return best;
}

function isBetter(a: Schedule, b: Schedule): boolean {
  if (a.deadlocks.length !== b.deadlocks.length) return a.deadlocks.length < b.deadlocks.length;
  return a.splits < b.splits;
}

function padded(splits: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, index) => splits[index] ?? 0);
}

// ---------------------------------------------------------------- one run

interface Run extends Schedule {
  /** Changes that were left when whole calls could not go on. */
  readonly stuck: ReadonlySet<number>;
  /** How many splits were possible at each need of one. */
  readonly options: readonly number[];
}

function run(board: Board, choice: Choice): Run {
  const state = startState(board);
  const parts: Part[] = [];
  const deadlocks: Deadlock[] = [];
  const options: number[] = [];
  const stuck = new Set<number>();
  const smallest = board.groups.map((group) => group.changes[0] ?? 0);
  const calm = createHeap((group) => smallest[group] ?? 0);
  const hungry = createHeap((group) => hunger(board, choice, group));
  const isHungry = board.groups.map((group) => group.changes.some((change) => board.takesOf.has(change)));
  const parked: number[][] = board.pools.map(() => []);
  const enqueue = (group: number): void => (isHungry[group] ? hungry : calm).push(group);
  const perform = (group: number, items: readonly number[]): void => {
    const changes = items.map((item) => board.items[item]?.change ?? 0).sort((a, b) => a - b);
    parts.push({ group, changes });
    const { freed, given } = settle(board, state, items);
    for (const next of freed) enqueue(next);
    for (const pool of given) for (const waiting of parked[pool]?.splice(0) ?? []) hungry.push(waiting);
  };
  const undone = (group: number): number[] =>
    (board.itemsOfGroup[group] ?? []).filter((item) => !state.done[item]);

  board.groups.forEach((_, group) => {
    if (state.outside[group] === 0 && (state.left[group] ?? 0) > 0) enqueue(group);
  });
  while (state.remaining > 0) {
    const group = calm.pop() ?? hungry.pop();
    if (group !== undefined) {
      if ((state.left[group] ?? 0) === 0 || (state.outside[group] ?? 0) > 0) continue;
      const items = undone(group);
      const short = isHungry[group] ? shortPool(board, state, items) : undefined;
      if (short === undefined) perform(group, items);
      else parked[short]?.push(group);
      continue;
    }
    for (const [item, done] of state.done.entries()) if (!done) stuck.add(board.items[item]?.change ?? 0);
    const splits = possibleSplits(board, state);
    if (splits.length > 0) {
      const at = options.push(splits.length) - 1;
      const part = splits[Math.min(choice.splits[at] ?? 0, splits.length - 1)];
      if (part) perform(part.group, part.items);
      const rest = part?.group ?? -1;
      if ((state.left[rest] ?? 0) > 0 && state.outside[rest] === 0) enqueue(rest);
      continue;
    }
    const deadlock = findDeadlock(board, state);
    deadlocks.push(deadlock);
    const victim = state.done.findIndex(
      (done, item) => !done && deadlock.changes.includes(board.items[item]?.change ?? -1),
    );
    const owner = board.items[victim]?.group ?? 0;
    perform(owner, board.groups[owner]?.whole ? undone(owner) : [victim]);
    if ((state.left[owner] ?? 0) > 0 && state.outside[owner] === 0) enqueue(owner);
  }
  return { parts, splits: options.length, deadlocks, stuck, options };
}

/** Among calls that take: first those asked for, then those that something waits for, then plan order. */
function hunger(board: Board, choice: Choice, group: number): number {
  const changes = board.groups[group]?.changes ?? [];
  const smallest = changes[0] ?? 0;
  const asked = changes.some((change) => choice.first.has(change));
  const helps =
    changes.some((change) => board.givesOf.has(change)) ||
    (board.itemsOfGroup[group] ?? []).some((item) => (board.after[item]?.length ?? 0) > 0);
  return smallest + board.count * ((asked ? 0 : 2) + (helps ? 0 : 1));
}

/** Marks items as done; returns groups that may run now and pools that were given to. */
function settle(
  board: Board,
  state: State,
  items: readonly number[],
): { freed: number[]; given: Set<number> } {
  const freed: number[] = [];
  const given = new Set<number>();
  for (const index of items) {
    const item = board.items[index];
    if (!item || state.done[index]) continue;
    state.done[index] = true;
    state.remaining -= 1;
    state.left[item.group] = (state.left[item.group] ?? 0) - 1;
    for (const next of board.after[index] ?? []) {
      state.unmet[next] = (state.unmet[next] ?? 0) - 1;
      const other = board.items[next]?.group ?? item.group;
      if (other === item.group) continue;
      state.outside[other] = (state.outside[other] ?? 0) - 1;
      if (state.outside[other] === 0 && (state.left[other] ?? 0) > 0) freed.push(other);
    }
    for (const event of item.first ? (board.takesOf.get(item.change) ?? []) : []) {
      if (state.taken[event]) continue;
      state.taken[event] = true;
      const pool = board.takes[event]?.pool ?? 0;
      state.tokens[pool] = (state.tokens[pool] ?? 0) - 1;
    }
    for (const event of item.last ? (board.givesOf.get(item.change) ?? []) : []) {
      state.ungiven[event] = (state.ungiven[event] ?? 0) - 1;
      if (state.ungiven[event] !== 0) continue;
      const pool = board.gives[event]?.pool ?? 0;
      state.tokens[pool] = (state.tokens[pool] ?? 0) + 1;
      given.add(pool);
    }
  }
  return { freed, given };
}
