// Puts the rules, the schedule and the provider's grouping together: every change with what it waits for, every call.

import { type CallGroup, collect, type Grouping, type Problem } from '../../contract/index.js';
import { components } from '../graph.js';
import { deadlockProblem } from './cycles.js';
import type { Deadlock } from './deadlock.js';
import type { Edge } from './edges.js';
import { type Places, pairingEdges, placesOf } from './pairing.js';
import { isScarce } from './pools.js';
import { edgesOf, poolsOf } from './rules.js';
import type { Part } from './run.js';
import { schedule } from './schedule.js';
import { slotsOf } from './slots.js';
import { staffingOf } from './staffing.js';
import type { View } from './view.js';
import { grantWishes } from './wishes.js';

export interface Arrangement {
  /** Every edge that holds, wishes that were granted included. */
  readonly edges: readonly Edge[];
  /** Calls in a valid order. */
  readonly parts: readonly Part[];
  readonly groups: readonly CallGroup[];
  /** By part: the parts it waits for. */
  readonly after: readonly ReadonlySet<number>[];
  /** Sentences on calls that grouping alone would have saved. */
  readonly reasons: readonly string[];
  readonly deadlocks: readonly Deadlock[];
  /** Edges before wishes and pairings, for splitting cycles. */
  readonly known: readonly Edge[];
  readonly problems: readonly Problem[];
}

export function arrange(view: View, grouping: Grouping): Arrangement {
  const { groups, numbers, problems } = servedGroups(view, grouping);
  const known = edgesOf(view);
  const hard = known.filter((edge) => !edge.soft);
  const pools = poolsOf(view).filter(isScarce);
  const numbered = groups.map((group, index) => ({
    changes: numbers[index] ?? [],
    whole: group.whole === true || view.world.provider.operations[group.operation]?.wholeList === true,
  }));
  const { parts, deadlocks, splits } = schedule({
    count: view.drafts.length,
    edges: hard,
    groups: numbered,
    pools,
  });
  const places = placesOf(view.drafts.length, parts);
  const forward = [...hard, ...pairingEdges(pools, places)].filter((edge) => isForward(edge, places));
  const kept = withoutRings(forward, places);
  const after = callOrder(parts, places, kept);
  const wishes = grantWishes(
    after,
    places,
    known.filter((edge) => edge.soft),
    staffingOf(view).wishes,
  );
  return {
    edges: [...kept, ...wishes],
    parts,
    groups,
    after,
    reasons: [...(grouping.reasons ?? []), ...splitReasons(groups, parts, splits)],
    deadlocks,
    known: hard,
    problems: [
      ...problems,
      ...slotsOf(view).problems,
      ...staffingOf(view).problems,
      ...deadlocks
        .filter((deadlock) =>
          deadlock.changes.some((change) => (deadlock.waits.get(change) ?? []).length > 0),
        )
        .map((deadlock) => deadlockProblem(view.drafts, deadlock)),
    ],
  };
}

/** Only a deadlock leaves an edge that its schedule does not keep; it is refused anyway, and shown without the edge. */
function isForward(edge: Edge, places: Places): boolean {
  return (places.last[edge.waitsFor] ?? 0) <= (places.first[edge.change] ?? 0);
}

/** One call may make changes that wait for each other, such as two objects that name each other: no order inside it. */
function withoutRings(edges: readonly Edge[], places: Places): readonly Edge[] {
  const isInside = (edge: Edge): boolean => places.last[edge.waitsFor] === places.first[edge.change];
  const inside = edges.filter(isInside);
  if (inside.length === 0) return edges;
  const next = new Map<number, number[]>();
  for (const { change, waitsFor } of inside) collect(next, change, waitsFor);
  const nodes = [...new Set(inside.flatMap((edge) => [edge.change, edge.waitsFor]))];
  const ring = new Map<number, number>();
  components(nodes, (node) => next.get(node) ?? []).forEach((members, index) => {
    if (members.length > 1) for (const member of members) ring.set(member, index);
  });
  if (ring.size === 0) return edges;
  const inRing = (edge: Edge): boolean =>
    ring.has(edge.change) && ring.get(edge.change) === ring.get(edge.waitsFor) && isInside(edge);
  return edges.filter((edge) => !inRing(edge));
}

function callOrder(parts: readonly Part[], places: Places, edges: readonly Edge[]): Set<number>[] {
  const after = parts.map(() => new Set<number>());
  for (const edge of edges) {
    const call = places.first[edge.change] ?? 0;
    const waitsFor = places.last[edge.waitsFor] ?? 0;
    if (call !== waitsFor) after[call]?.add(waitsFor);
  }
  const served = new Map<number, number>();
  parts.forEach((part, place) => {
    for (const change of part.changes) {
      const earlier = served.get(change);
      if (earlier !== undefined) after[place]?.add(earlier);
      if (places.first[change] !== places.last[change]) served.set(change, place);
    }
  });
  return after;
}

interface Served {
  /** Those that serve any change of the plan. */
  readonly groups: CallGroup[];
  /** The numbers of what each serves, ascending. */
  readonly numbers: number[][];
  readonly problems: Problem[];
}

/** Every change must be served, by changes of the plan only; a provider that forgets one is at fault. */
function servedGroups(view: View, grouping: Grouping): Served {
  const served = view.changes.map(() => false);
  const groups: CallGroup[] = [];
  const numbers: number[][] = [];
  for (const group of grouping.groups) {
    const own = [...new Set(group.changes.flatMap((key) => view.byKey.get(key) ?? []))];
    if (own.length === 0) continue;
    for (const change of own) served[change] = true;
    groups.push(group);
    numbers.push(own.sort((a, b) => a - b));
  }
  const problems = view.changes
    .filter((_, index) => !served[index])
    .map(
      (change): Problem => ({
        code: 'plan-bug',
        severity: 'error',
        message: `No call serves "${change.key}". This is a fault of the provider; nothing is applied. Please report it.`,
        address: change.address,
      }),
    );
  return { groups, numbers, problems };
}

function splitReasons(groups: readonly CallGroup[], parts: readonly Part[], splits: number): string[] {
  if (splits === 0) return [];
  const count = new Map<number, number>();
  for (const part of parts) count.set(part.group, (count.get(part.group) ?? 0) + 1);
  return [...count]
    .filter(([, calls]) => calls > 1)
    .sort(([a], [b]) => a - b)
    .map(([group, calls]) => {
      const { operation, about } = groups[group] ?? { operation: '' };
      return `order: ${operation}${about === undefined ? '' : ` of ${about}`} takes ${calls} calls, because what it does must come partly before and partly after other changes`;
    });
}
