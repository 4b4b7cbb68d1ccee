// The exact minimum of bind calls: the fixtures of udesk.md §7.3, and brute force on small graphs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumVertexCover } from '../../src/plan/vertex-cover.js';
import { widestMatching } from '../../src/providers/udesk/matching.js';

type Edge = readonly [string, string];

const complete = (queues: readonly string[], agents: readonly string[]): Edge[] =>
  queues.flatMap((queue) => agents.map((agent) => [queue, agent] as const));

const FIXTURES: readonly { name: string; edges: readonly Edge[]; left: string[]; right: string[] }[] = [
  {
    name: 'F1: one full queue and two strays of one agent',
    edges: [...complete(['9001'], ['a1', 'a2', 'a3', 'a4', 'a5']), ['9002', 'a1'], ['9003', 'a1']],
    left: ['9001'],
    right: ['a1'],
  },
  {
    name: 'F2: 3 queues x 4 agents, complete',
    edges: complete(['9001', '9002', '9003'], ['a1', 'a2', 'a3', 'a4']),
    left: ['9001', '9002', '9003'],
    right: [],
  },
  {
    name: 'F3: 4 disjoint pairs',
    edges: [
      ['9001', 'a1'],
      ['9002', 'a2'],
      ['9003', 'a3'],
      ['9004', 'a4'],
    ],
    left: ['9001', '9002', '9003', '9004'],
    right: [],
  },
  {
    name: 'F4: a path',
    edges: [
      ['9001', 'a1'],
      ['9002', 'a1'],
      ['9002', 'a2'],
      ['9003', 'a2'],
    ],
    left: [],
    right: ['a1', 'a2'],
  },
  { name: 'nothing', edges: [], left: [], right: [] },
];

const graph = fc.array(
  fc.tuple(fc.constantFrom('q1', 'q2', 'q3', 'q4', 'q5'), fc.constantFrom('a1', 'a2', 'a3', 'a4', 'a5')),
  {
    maxLength: 14,
  },
);

describe('minimumVertexCover', () => {
  it.each(FIXTURES)('$name', ({ edges, left, right }) => {
    expect(minimumVertexCover(edges)).toEqual({ left, right });
  });

  it('touches every edge, is as large as a maximum matching, and brute force finds no smaller one', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const { left, right } = minimumVertexCover(edges);
        expect(edges.every(([from, to]) => left.includes(from) || right.includes(to))).toBe(true);
        expect(left.length + right.length).toBe(widestMatching(edges));
        expect(left.length + right.length).toBe(smallestByForce(edges));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for every order of the edges', () => {
    fc.assert(
      fc.property(
        graph.chain((edges) =>
          fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length })),
        ),
        ([edges, mixed]) => {
          expect(minimumVertexCover(mixed)).toEqual(minimumVertexCover(edges));
        },
      ),
    );
  });

  it('finds long augmenting paths: a ladder that greedy matching gets wrong at every rung', () => {
    const rungs = 2_000;
    const edges = Array.from({ length: rungs }, (_, n): Edge[] => [
      [`q${n}`, `a${n}`],
      [`q${n}`, `a${n + 1}`],
    ]).flat();
    const { left, right } = minimumVertexCover([...edges, ['last', 'a0']]);
    expect(left.length + right.length).toBe(rungs + 1);
  });
});

function smallestByForce(edges: readonly Edge[]): number {
  const vertices = [...new Set(edges.flat())];
  let best = vertices.length;
  for (let mask = 0; mask < 2 ** vertices.length; mask += 1) {
    const chosen = new Set(vertices.filter((_, index) => mask & (1 << index)));
    if (chosen.size < best && edges.every(([from, to]) => chosen.has(from) || chosen.has(to)))
      best = chosen.size;
  }
  return best;
}
