// A read that is not complete can delete nothing: changes that only a complete list would justify are left out.

import { type Change, collect, type Kind, type Problem } from '../contract/index.js';
import type { Draft } from './drafts.js';
import { createsFirst, letGoFirst } from './order/edges.js';
import type { View } from './order/view.js';
import { counted, listed } from './words.js';
import type { World } from './world.js';
import { refsOf } from './world.js';

export interface Seen {
  readonly drafts: readonly Draft[];
  readonly problems: readonly Problem[];
}

/**
 * Leaves out, for every kind whose list is not proved complete: deletes, creates (the object may exist unseen) and
 * changes that a whole-list call would make; deletes of objects that unseen bindings may still hold; and all that
 * needs any of these.
 */
export function leaveOutUnseen(view: View): Seen {
  const { world, drafts } = view;
  const incomplete = new Map(
    world.provider.kinds.filter((kind) => isIncomplete(world, kind)).map((kind) => [kind.name, kind]),
  );
  if (incomplete.size === 0 || drafts.length === 0) return { drafts, problems: [] };
  const whole = wholeListChanges(view, incomplete);
  const holders = holdersOf(world, [...incomplete.values()]);
  const left = new Map<number, string>();
  drafts.forEach((draft, index) => {
    const name = draft.kind.name;
    if (incomplete.has(name) && (draft.action !== 'update' || whole.has(draft.key))) left.set(index, name);
    else if (draft.action === 'delete' && holders.has(name)) left.set(index, holders.get(name) ?? name);
  });
  if (left.size === 0) return { drafts, problems: [] };
  const cause = new Map([...left].map(([index, name]) => [index, name]));
  spread(view, cause);
  return {
    drafts: drafts.filter((_, index) => !cause.has(index)),
    problems: problemsOf(world, drafts, cause),
  };
}

function isIncomplete({ live }: World, kind: Kind): boolean {
  return kind.visibility === 'listed' && live.certificates[kind.name]?.complete !== true;
}

function wholeListChanges(
  { world, changes, context }: View,
  incomplete: ReadonlyMap<string, Kind>,
): Set<string> {
  const updates = changes.some((change: Change) => change.action === 'update' && incomplete.has(change.kind));
  if (!updates) return new Set();
  const { groups } = world.provider.group(changes, context);
  return new Set(
    groups
      .filter((group) => world.provider.operations[group.operation]?.wholeList)
      .flatMap((group) => group.changes),
  );
}

/** Kind of what may be held → incomplete kind of bindings that may hold it, as far as those seen show. */
function holdersOf(world: World, incomplete: readonly Kind[]): Map<string, string> {
  const bound = new Set(incomplete.filter((kind) => kind.bound).map((kind) => kind.name));
  const holders = new Map<string, string>();
  if (bound.size === 0) return holders;
  for (const side of [world.now, world.desired.resources]) {
    for (const resource of side.values()) {
      if (!bound.has(resource.kind)) continue;
      for (const { to } of refsOf(world, resource)) {
        const held = world.now.get(to)?.kind;
        if (held !== undefined) holders.set(held, resource.kind);
      }
    }
  }
  return holders;
}

/** Adds what needs a change that was left out. */
function spread(view: View, cause: Map<number, string>): void {
  const needed = new Map<number, number[]>();
  for (const { change, waitsFor } of [...createsFirst(view), ...letGoFirst(view)]) {
    collect(needed, waitsFor, change);
  }
  const queue = [...cause.keys()];
  for (let next = 0; next < queue.length; next += 1) {
    const from = queue[next] ?? -1;
    for (const change of needed.get(from) ?? []) {
      if (cause.has(change)) continue;
      cause.set(change, cause.get(from) ?? '');
      queue.push(change);
    }
  }
}

function problemsOf(world: World, drafts: readonly Draft[], cause: ReadonlyMap<number, string>): Problem[] {
  return world.provider.kinds.flatMap((kind): Problem[] => {
    const keys = [...cause]
      .filter(([, name]) => name === kind.name)
      .flatMap(([index]) => drafts[index]?.key ?? []);
    if (keys.length === 0) return [];
    const certificate = world.live.certificates[kind.name];
    const why =
      certificate?.reason ??
      (certificate?.declared === undefined
        ? 'it was not proved complete'
        : `${certificate.declared} were declared, ${certificate.arrived} arrived`);
    return [
      {
        code: 'incomplete-read',
        severity: 'error',
        message: `The list of ${kind.title.many} is not complete (${why}), so ${counted(keys.length, 'change is', 'changes are')} left out: ${listed(keys)}. The rest of the plan stands; plan again when the list can be read to its end.`,
        address: null,
      },
    ];
  });
}
