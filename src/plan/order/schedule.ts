// Finds one order of calls in which nothing is refused, and keeps calls whole where it can.
//
// Calls are run in thought, one after another: a call may run when everything that its changes wait for is done (or is
// served by the call itself) and no pool runs short. Calls that take nothing come first: they can only help. When no
// whole call can run, one is split; when nothing can run at all, what blocks itself is a deadlock.
//
// The order found is not the plan's order. It only tells who takes what whose giving freed (see pairing.ts); since all
// edges made from it point backwards in one valid order, they can never close a cycle.

import { components, createHeap } from '../graph.js';
import type { Edge, RuleName } from './edges.js';
import type { Pool } from './pools.js';

export interface ScheduleGroup {
  /** Numbers of changes, ascending. */
  readonly changes: readonly number[];
  /** Must not be split. */
  readonly whole: boolean;
}

export interface ScheduleInput {
  readonly count: number;
  /** Without wishes. */
  readonly edges: readonly Edge[];
  /** A change that several groups serve is served in their order. */
  readonly groups: readonly ScheduleGroup[];
  /** Scarce ones alone. */
  readonly pools: readonly Pool[];
}

/** A call: some or all of the changes of a group. */
export interface Part {
  readonly group: number;
  readonly changes: readonly number[];
}

/** Why one change waits for another in a deadlock. */
export interface Wait {
  readonly waitsFor: number;
  readonly rule: RuleName | 'same-call';
  readonly pool?: string;
}

/** Changes that wait for each other, whatever is done first. */
export interface Deadlock {
  readonly changes: readonly number[];
  readonly waits: ReadonlyMap<number, readonly Wait[]>;
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

// ---------------------------------------------------------------- the board: what never changes between runs

/** One serving of one change by one group. */
interface Item {
  readonly change: number;
  readonly group: number;
  readonly first: boolean;
  readonly last: boolean;
}

interface Event {
  readonly pool: number;
  readonly changes: number;
}

interface Board extends ScheduleInput {
  readonly items: readonly Item[];
  readonly itemsOfGroup: readonly (readonly number[])[];
  readonly itemsOfChange: readonly (readonly number[])[];
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
  readonly takes: readonly Event[];
  readonly gives: readonly Event[];
  /** By change: numbers of its events. */
  readonly takesOf: ReadonlyMap<number, readonly number[]>;
  readonly givesOf: ReadonlyMap<number, readonly number[]>;
}

function createBoard(input: ScheduleInput): Board {
  const itemsOfChange: number[][] = Array.from({ length: input.count }, () => []);
  const flat: { change: number; group: number }[] = [];
  const itemsOfGroup = input.groups.map((group, index) =>
    group.changes.map((change) => {
      itemsOfChange[change]?.push(flat.length);
      return flat.push({ change, group: index }) - 1;
    }),
  );
  const items = flat.map((item, index): Item => {
    const own = itemsOfChange[item.change] ?? [];
    const { change, group } = item;
    return { change, group, first: own[0] === index, last: own.at(-1) === index };
  });
  const before: number[][] = items.map(() => []);
  const after: number[][] = items.map(() => []);
  const link = (item: number | undefined, waitsFor: number | undefined): void => {
    if (item === undefined || waitsFor === undefined) return;
    before[item]?.push(waitsFor);
    after[waitsFor]?.push(item);
  };
  for (const own of itemsOfChange) for (let at = 1; at < own.length; at += 1) link(own[at], own[at - 1]);
  for (const edge of input.edges) link(itemsOfChange[edge.change]?.[0], itemsOfChange[edge.waitsFor]?.at(-1));
  const events = (side: 'takes' | 'gives'): { list: Event[]; of: Map<number, number[]> } => {
    const list: Event[] = [];
    const of = new Map<number, number[]>();
    input.pools.forEach((pool, index) => {
      for (const event of pool[side]) {
        const number = list.push({ pool: index, changes: event.length }) - 1;
        for (const change of event) of.set(change, [...(of.get(change) ?? []), number]);
      }
    });
    return { list, of };
  };
  const takes = events('takes');
  const gives = events('gives');
  return {
    ...input,
    items,
    itemsOfGroup,
    itemsOfChange,
    before,
    after,
    takes: takes.list,
    gives: gives.list,
    takesOf: takes.of,
    givesOf: gives.of,
  };
}

// ---------------------------------------------------------------- one run

interface Run extends Schedule {
  /** Changes that were left when whole calls could not go on. */
  readonly stuck: ReadonlySet<number>;
  /** How many splits were possible at each need of one. */
  readonly options: readonly number[];
}

interface State {
  readonly done: boolean[];
  /** By item: what it still waits for. */
  readonly unmet: number[];
  /** By group: what its items wait for outside of it. */
  readonly outside: number[];
  /** By group: items not done. */
  readonly left: number[];
  readonly tokens: number[];
  readonly taken: boolean[];
  /** By giving: changes of it not done. */
  readonly ungiven: number[];
  remaining: number;
}

function startState(board: Board): State {
  return {
    done: board.items.map(() => false),
    unmet: board.before.map((list) => list.length),
    outside: board.itemsOfGroup.map((items, group) =>
      items.reduce(
        (sum, item) => sum + (board.before[item] ?? []).filter((w) => board.items[w]?.group !== group).length,
        0,
      ),
    ),
    left: board.itemsOfGroup.map((items) => items.length),
    tokens: board.pools.map((pool) => pool.tokens),
    taken: board.takes.map(() => false),
    ungiven: board.gives.map((event) => event.changes),
    remaining: board.items.length,
  };
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

/** A pool that would run short if these items were done at once; what they give back in the same pool counts. */
function shortPool(board: Board, state: State, items: readonly number[]): number | undefined {
  const change = new Map<number, number>();
  const seen = new Set<number>();
  const giving = new Map<number, number>();
  for (const index of items) {
    const item = board.items[index];
    if (!item) continue;
    for (const event of item.first ? (board.takesOf.get(item.change) ?? []) : []) {
      if (state.taken[event] || seen.has(event)) continue;
      seen.add(event);
      const pool = board.takes[event]?.pool ?? 0;
      change.set(pool, (change.get(pool) ?? 0) - 1);
    }
    for (const event of item.last ? (board.givesOf.get(item.change) ?? []) : []) {
      const count = (giving.get(event) ?? 0) + 1;
      giving.set(event, count);
      if (count !== state.ungiven[event]) continue;
      const pool = board.gives[event]?.pool ?? 0;
      change.set(pool, (change.get(pool) ?? 0) + 1);
    }
  }
  for (const [pool, difference] of change) {
    if (difference < 0 && (state.tokens[pool] ?? 0) + difference < 0) return pool;
  }
  return undefined;
}

// ---------------------------------------------------------------- splitting

interface Split {
  readonly group: number;
  readonly items: readonly number[];
}

/** The largest part of each call that could run now; those that take nothing first, then one for each thing to prefer. */
function possibleSplits(board: Board, state: State): Split[] {
  const calm: Split[] = [];
  const hungry: Split[] = [];
  const others: Split[] = [];
  board.groups.forEach((group, index) => {
    if (group.whole || (state.left[index] ?? 0) < 2) return;
    const open = readyItems(board, state, index);
    const items = largestPart(board, state, open);
    if (items.length === 0) return;
    const takes = items.some((item) => board.takesOf.has(board.items[item]?.change ?? -1));
    (takes ? hungry : calm).push({ group: index, items });
    if (!takes || items.length === open.length) return;
    const left = open.filter((item) => !items.includes(item)).slice(0, 4);
    for (const item of left) {
      const other = largestPart(board, state, [item, ...open.filter((one) => one !== item)]);
      if (other.length > 0) others.push({ group: index, items: other });
    }
  });
  return [...calm, ...hungry, ...others];
}

/** Items of a call that wait for nothing outside of it; those that give what others lack come first. */
function readyItems(board: Board, state: State, group: number): number[] {
  const open = (board.itemsOfGroup[group] ?? []).filter((item) => !state.done[item]);
  const inside = new Set(open);
  // Drop what waits for anything outside, then what waits for the dropped, until nothing more falls.
  const dropped = open.filter((item) =>
    (board.before[item] ?? []).some((w) => !state.done[w] && !inside.has(w)),
  );
  for (let next = 0; next < dropped.length; next += 1) {
    const item = dropped[next] ?? -1;
    if (!inside.delete(item)) continue;
    for (const other of board.after[item] ?? []) if (inside.has(other)) dropped.push(other);
  }
  const helps = (item: number): boolean => {
    const gives = board.givesOf.get(board.items[item]?.change ?? -1) ?? [];
    return gives.some((event) => (state.tokens[board.gives[event]?.pool ?? -1] ?? 0) <= 0);
  };
  const ready = open.filter((item) => inside.has(item));
  return [...ready.filter(helps), ...ready.filter((item) => !helps(item))];
}

/** As many of the items as may be done at once, the first ones preferred. */
function largestPart(board: Board, state: State, items: readonly number[]): number[] {
  const part: number[] = [];
  const chosen = new Set<number>();
  const fits = (item: number): boolean => {
    if ((board.before[item] ?? []).some((w) => !state.done[w] && !chosen.has(w))) return false;
    const takes = board.takesOf.has(board.items[item]?.change ?? -1);
    return !takes || shortPool(board, state, [...part, item]) === undefined;
  };
  for (let size = -1; size < part.length; ) {
    size = part.length;
    for (const item of items) {
      if (chosen.has(item) || !fits(item)) continue;
      part.push(item);
      chosen.add(item);
    }
  }
  return part;
}

// ---------------------------------------------------------------- deadlocks

/** The smallest set of changes that wait for one another: a component with no way out. */
function findDeadlock(board: Board, state: State): Deadlock {
  const left = [...new Set(board.items.filter((_, item) => !state.done[item]).map((item) => item.change))];
  left.sort((a, b) => a - b);
  const waits = new Map(left.map((change) => [change, waitsOf(board, state, change)]));
  const next = (change: number): number[] => (waits.get(change) ?? []).map((wait) => wait.waitsFor);
  const closed = components(left, next).filter((members) => {
    const inside = new Set(members);
    return members.every((member) => next(member).every((other) => inside.has(other)));
  });
  closed.sort((a, b) => a.length - b.length || (a[0] ?? 0) - (b[0] ?? 0));
  const changes = closed[0] ?? left;
  return { changes, waits };
}

function waitsOf(board: Board, state: State, change: number): Wait[] {
  const waits: Wait[] = [];
  const seen = new Set<number>([change]);
  const add = (wait: Wait): void => {
    if (seen.has(wait.waitsFor)) return;
    seen.add(wait.waitsFor);
    waits.push(wait);
  };
  const isOpen = (other: number): boolean =>
    (board.itemsOfChange[other] ?? []).some((item) => !state.done[item]);
  for (const item of board.itemsOfChange[change] ?? []) {
    if (state.done[item]) continue;
    for (const w of board.before[item] ?? []) {
      const other = board.items[w]?.change;
      if (other !== undefined && !state.done[w]) add({ waitsFor: other, rule: ruleOf(board, change, other) });
    }
    const group = board.items[item]?.group ?? -1;
    for (const mate of board.groups[group]?.whole ? (board.groups[group]?.changes ?? []) : []) {
      if (isOpen(mate)) add({ waitsFor: mate, rule: 'same-call' });
    }
  }
  for (const event of board.takesOf.get(change) ?? []) {
    const index = board.takes[event]?.pool ?? 0;
    const pool = board.pools[index];
    if (state.taken[event] || !pool || (state.tokens[index] ?? 0) > 0) continue;
    for (const giver of pool.gives.flat()) {
      if (isOpen(giver)) add({ waitsFor: giver, rule: pool.rule, pool: pool.name });
    }
  }
  return waits;
}

function ruleOf(board: Board, change: number, waitsFor: number): RuleName {
  return board.edges.find((edge) => edge.change === change && edge.waitsFor === waitsFor)?.rule ?? 'vendor';
}
