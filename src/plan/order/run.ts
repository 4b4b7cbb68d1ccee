// One run over the board: calls are carried out in thought, one after another, until nothing is left. A call runs whole
// where it can; when none can, one is split; when nothing can run at all, what blocks itself is a deadlock.

import { type Agenda, createAgenda } from './agenda.js';
import { type Board, changeOf, groupOf } from './board.js';
import { type Deadlock, findDeadlock } from './deadlock.js';
import { possibleSplits } from './splitting.js';
import { isReady, type State, settle, shortPool, startState, undoneOf } from './state.js';

/** A call: some or all of the changes of a group. */
export interface Part {
  readonly group: number;
  readonly changes: readonly number[];
}

/** What may vary from run to run. */
export interface Choice {
  /** Which of the possible splits to make at the n-th need of one; 0 where nothing is said. */
  readonly splits: readonly number[];
  /** Changes whose calls go first among those that take from pools. */
  readonly first: ReadonlySet<number>;
}

export interface Run {
  /** In the order in which they ran. */
  readonly parts: Part[];
  readonly deadlocks: Deadlock[];
  /** How many splits were possible at each need of one. */
  readonly options: number[];
  /** Changes that were left when whole calls could not go on. */
  readonly stuck: Set<number>;
}

interface Running extends Run {
  readonly board: Board;
  readonly state: State;
  readonly agenda: Agenda;
}

export function run(board: Board, choice: Choice): Run {
  const state = startState(board);
  const agenda = createAgenda(board, choice.first);
  const running = { board, state, agenda, parts: [], deadlocks: [], options: [], stuck: new Set<number>() };
  for (const group of board.groups.keys()) if (isReady(state, group)) agenda.add(group);
  while (state.remaining > 0) {
    const group = agenda.next();
    if (group !== undefined) runWhole(running, group);
    else if (!runSplit(running, choice)) breakDeadlock(running);
  }
  return running;
}

function runWhole(running: Running, group: number): void {
  const { board, state, agenda } = running;
  if (!isReady(state, group)) return;
  const items = undoneOf(board, state, group);
  const short = shortPool(board, state, items);
  if (short === undefined) perform(running, group, items);
  else agenda.park(group, short);
}

/** Runs a part of a call that cannot go on as a whole; false if none can. */
function runSplit(running: Running, choice: Choice): boolean {
  const { board, state, stuck, options } = running;
  for (const [item, done] of state.done.entries()) if (!done) stuck.add(changeOf(board, item));
  const splits = possibleSplits(board, state);
  if (splits.length === 0) return false;
  const chosen = choice.splits[options.length] ?? 0;
  options.push(splits.length);
  const split = splits[Math.min(chosen, splits.length - 1)];
  if (split) performPart(running, split.group, split.items);
  return true;
}

/** Notes the deadlock, and goes on as if one change of it were possible: there may be more to tell. */
function breakDeadlock(running: Running): void {
  const { board, state, deadlocks } = running;
  const deadlock = findDeadlock(board, state);
  deadlocks.push(deadlock);
  const victim = state.done.findIndex(
    (done, item) => !done && deadlock.changes.includes(changeOf(board, item)),
  );
  const group = groupOf(board, victim);
  performPart(running, group, board.groups[group]?.whole ? undoneOf(board, state, group) : [victim]);
}

function performPart(running: Running, group: number, items: readonly number[]): void {
  perform(running, group, items);
  if (isReady(running.state, group)) running.agenda.add(group);
}

function perform({ board, state, agenda, parts }: Running, group: number, items: readonly number[]): void {
  parts.push({ group, changes: items.map((item) => changeOf(board, item)).sort((a, b) => a - b) });
  const { groups, pools } = settle(board, state, items);
  for (const released of groups) agenda.add(released);
  for (const pool of pools) agenda.unpark(pool);
}
