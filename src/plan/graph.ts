// Small graph tools on numbers: a heap, strongly connected components, reachability. Each is linear or n log n.

export interface Heap {
  push(node: number): void;
  pop(): number | undefined;
}

/** A heap of node numbers, the smallest priority first; equal priorities by number. */
export function createHeap(priority: (node: number) => number): Heap {
  const nodes: number[] = [];
  const before = (a: number, b: number): boolean => {
    const difference = priority(a) - priority(b);
    return difference < 0 || (difference === 0 && a < b);
  };
  const at = (index: number): number => nodes[index] ?? -1;
  const swap = (a: number, b: number): void => {
    const kept = at(a);
    nodes[a] = at(b);
    nodes[b] = kept;
  };
  const rise = (start: number): void => {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(at(index), at(parent))) return;
      swap(index, parent);
      index = parent;
    }
  };
  const sink = (): void => {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= nodes.length) return;
      const right = left + 1;
      const child = right < nodes.length && before(at(right), at(left)) ? right : left;
      if (!before(at(child), at(index))) return;
      swap(index, child);
      index = child;
    }
  };
  return {
    push(node) {
      nodes.push(node);
      rise(nodes.length - 1);
    },
    pop() {
      const top = nodes[0];
      const last = nodes.pop();
      if (top === undefined || last === undefined) return undefined;
      if (nodes.length > 0) {
        nodes[0] = last;
        sink();
      }
      return top;
    },
  };
}

/**
 * Strongly connected components (Tarjan, without recursion), in an order where each comes after those it points to.
 * `next` may name nodes outside `nodes`; they are ignored.
 */
export function components(nodes: readonly number[], next: (node: number) => readonly number[]): number[][] {
  const inside = new Set(nodes);
  const search: Search = {
    next: (node) => next(node).filter((other) => inside.has(other)),
    order: new Map(),
    low: new Map(),
    open: [],
    isOpen: new Set(),
    found: [],
  };
  for (const node of nodes) if (!search.order.has(node)) visit(search, node);
  return search.found;
}

interface Search {
  readonly next: (node: number) => readonly number[];
  /** When each node was met. */
  readonly order: Map<number, number>;
  /** The earliest open node that is known to be in reach. */
  readonly low: Map<number, number>;
  /** Nodes that are in no component yet. */
  readonly open: number[];
  readonly isOpen: Set<number>;
  readonly found: number[][];
}

/** A node on the way from the root, with the neighbours that are still to be looked at from `at` on. */
interface Frame {
  readonly node: number;
  readonly rest: readonly number[];
  at: number;
}

function visit(search: Search, root: number): void {
  const path = [enter(search, root)];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const { node } = top;
    const other = top.rest[top.at];
    top.at += 1;
    if (other === undefined) {
      path.pop();
      leave(search, node, path.at(-1)?.node);
    } else if (!search.order.has(other)) {
      path.push(enter(search, other));
    } else if (search.isOpen.has(other)) {
      reaches(search, node, search.order.get(other));
    }
  }
}

function enter({ next, order, low, open, isOpen }: Search, node: number): Frame {
  low.set(node, order.size);
  order.set(node, order.size);
  open.push(node);
  isOpen.add(node);
  return { node, rest: next(node), at: 0 };
}

/** What a node reaches, the one before it on the way reaches too; if it reaches none before itself, it closes a component. */
function leave(search: Search, node: number, before: number | undefined): void {
  const { order, low, found } = search;
  if (before !== undefined) reaches(search, before, low.get(node));
  if (low.get(node) === order.get(node)) found.push(close(search, node));
}

function reaches({ low }: Search, node: number, far = 0): void {
  low.set(node, Math.min(low.get(node) ?? 0, far));
}

function close({ open, isOpen }: Search, root: number): number[] {
  const members: number[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    isOpen.delete(node);
    members.push(node);
    if (node === root) break;
  }
  return members.sort((a, b) => a - b);
}

/** A shortest way round a component, beginning at its smallest node. */
export function shortestCycle(
  members: readonly number[],
  next: (node: number) => readonly number[],
): number[] {
  const inside = new Set(members);
  const start = members[0];
  if (start === undefined) return [];
  const from = new Map<number, number>();
  const queue: number[] = [start];
  for (const node of queue) {
    for (const other of next(node)) {
      if (other === start) return wayTo(node, start, from);
      if (!inside.has(other) || from.has(other)) continue;
      from.set(other, node);
      queue.push(other);
    }
  }
  return [start];
}

function wayTo(end: number, start: number, from: ReadonlyMap<number, number>): number[] {
  const path = [end];
  for (let node = end; node !== start; ) {
    node = from.get(node) ?? start;
    path.push(node);
  }
  return path.reverse();
}
