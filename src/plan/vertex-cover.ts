// Minimum vertex cover of a bipartite graph: the fewest calls that serve all pairs, where one call serves pairs that
// share an end. By König's theorem it is as large as a maximum matching, which Hopcroft and Karp's algorithm finds in
// O(edges * sqrt(vertices)). The cover is the one given by alternating paths from the unmatched left vertices; with
// vertices and edges sorted first it is the same for every order of input.

import { compareText } from './compare.js';

export interface VertexCover {
  readonly left: string[];
  readonly right: string[];
}

const NONE = -1;

/** Vertices that together touch every edge, as few as possible. Both lists are sorted. Edges may repeat. */
export function minimumVertexCover(edges: readonly (readonly [string, string])[]): VertexCover {
  const graph = numbered(edges);
  const { matchLeft, matchRight } = maximumMatching(graph);
  const reached = alternatingReach(graph, matchLeft, matchRight);
  return {
    left: graph.left.filter((_, vertex) => !reached.left[vertex]),
    right: graph.right.filter((_, vertex) => reached.right[vertex]),
  };
}

interface Graph {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** By left vertex: its right neighbours, ascending. */
  readonly next: readonly (readonly number[])[];
}

function numbered(edges: readonly (readonly [string, string])[]): Graph {
  const left = [...new Set(edges.map(([from]) => from))].sort(compareText);
  const right = [...new Set(edges.map(([, to]) => to))].sort(compareText);
  const leftOf = new Map(left.map((name, index) => [name, index]));
  const rightOf = new Map(right.map((name, index) => [name, index]));
  const next: Set<number>[] = left.map(() => new Set());
  for (const [from, to] of edges) next[leftOf.get(from) ?? 0]?.add(rightOf.get(to) ?? 0);
  return { left, right, next: next.map((set) => [...set].sort((a, b) => a - b)) };
}

interface Matching {
  readonly matchLeft: number[];
  readonly matchRight: number[];
}

function maximumMatching(graph: Graph): Matching {
  const matchLeft = graph.left.map(() => NONE);
  const matchRight = graph.right.map(() => NONE);
  for (;;) {
    const layers = layersFrom(graph, matchLeft, matchRight);
    if (!layers) return { matchLeft, matchRight };
    const tried = graph.left.map(() => 0);
    graph.left.forEach((_, vertex) => {
      if (matchLeft[vertex] === NONE) augment(vertex, graph, { matchLeft, matchRight }, layers, tried);
    });
  }
}

/** Breadth-first layers of left vertices from the free ones; undefined if no free right vertex can be reached. */
function layersFrom(
  graph: Graph,
  matchLeft: readonly number[],
  matchRight: readonly number[],
): number[] | undefined {
  const layer = graph.left.map(() => NONE);
  const queue = graph.left.flatMap((_, vertex) => (matchLeft[vertex] === NONE ? [vertex] : []));
  for (const vertex of queue) layer[vertex] = 0;
  let found = false;
  for (let at = 0; at < queue.length; at += 1) {
    const vertex = queue[at] ?? 0;
    for (const to of graph.next[vertex] ?? []) {
      const partner = matchRight[to] ?? NONE;
      if (partner === NONE) found = true;
      else if (layer[partner] === NONE) {
        layer[partner] = (layer[vertex] ?? 0) + 1;
        queue.push(partner);
      }
    }
  }
  return found ? layer : undefined;
}

/** Depth-first along the layers, without recursion: flips one augmenting path that begins at `start`, if there is one. */
function augment(start: number, graph: Graph, match: Matching, layer: number[], tried: number[]): void {
  const path = [start];
  for (let vertex = path.at(-1); vertex !== undefined; vertex = path.at(-1)) {
    const to = graph.next[vertex]?.[tried[vertex] ?? 0];
    if (to === undefined) {
      layer[vertex] = NONE;
      path.pop();
      continue;
    }
    const partner = match.matchRight[to] ?? NONE;
    if (partner === NONE) {
      flip(path, graph, match, tried);
      return;
    }
    tried[vertex] = (tried[vertex] ?? 0) + 1;
    if (layer[partner] === (layer[vertex] ?? 0) + 1) path.push(partner);
  }
}

/** Each vertex of the path takes the right vertex that led to the next; the last one takes the free one it found. */
function flip(path: readonly number[], graph: Graph, match: Matching, tried: readonly number[]): void {
  path.forEach((vertex, index) => {
    const last = index === path.length - 1;
    const to = graph.next[vertex]?.[(tried[vertex] ?? 0) - (last ? 0 : 1)] ?? NONE;
    match.matchLeft[vertex] = to;
    match.matchRight[to] = vertex;
  });
}

function alternatingReach(
  graph: Graph,
  matchLeft: readonly number[],
  matchRight: readonly number[],
): { left: boolean[]; right: boolean[] } {
  const left = graph.left.map(() => false);
  const right = graph.right.map(() => false);
  const queue = graph.left.flatMap((_, vertex) => (matchLeft[vertex] === NONE ? [vertex] : []));
  for (const vertex of queue) left[vertex] = true;
  for (let at = 0; at < queue.length; at += 1) {
    for (const to of graph.next[queue[at] ?? 0] ?? []) {
      if (right[to]) continue;
      right[to] = true;
      const partner = matchRight[to] ?? NONE;
      if (partner === NONE || left[partner]) continue;
      left[partner] = true;
      queue.push(partner);
    }
  }
  return { left, right };
}
