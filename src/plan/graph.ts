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
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const found: number[][] = [];
  const visit = (root: number): void => {
    const path: Frame[] = [];
    const enter = (node: number): void => {
      order.set(node, order.size);
      low.set(node, order.size - 1);
      open.push(node);
      isOpen.add(node);
      path.push({ node, rest: next(node).filter((other) => inside.has(other)), at: 0 });
    };
    enter(root);
    for (let top: Frame | undefined = path.at(-1); top; top = path.at(-1)) {
      const node: number = top.node;
      const other: number | undefined = top.rest[top.at];
      if (other === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (parent) low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(node) ?? 0));
        if (low.get(node) === order.get(node)) found.push(close(node));
        continue;
      }
      top.at += 1;
      if (!order.has(other)) enter(other);
      else if (isOpen.has(other)) low.set(node, Math.min(low.get(node) ?? 0, order.get(other) ?? 0));
    }
  };
  const close = (root: number): number[] => {
    const members: number[] = [];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      isOpen.delete(node);
      members.push(node);
      if (node === root) break;
    }
    return members.sort((a, b) => a - b);
  };
  for (const node of nodes) if (!order.has(node)) visit(node);
  return found;
}

interface Frame {
  readonly node: number;
  readonly rest: readonly number[];
  at: number;
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
  for (let at = 0; at < queue.length; at += 1) {
    const node: number = queue[at] ?? start;
    const others: readonly number[] = next(node);
    for (const other of others) {
      if (other === start) {
        const path = [node];
        for (let step = node; step !== start; ) {
          step = from.get(step) ?? start;
          path.push(step);
        }
        return path.reverse();
      }
      if (!inside.has(other) || from.has(other)) continue;
      from.set(other, node);
      queue.push(other);
    }
  }
  return [start];
}
