// Graphs read back by the grammar of their languages: every call a node, every wait an edge, no name that breaks out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/contract/index.js';
import { graphText } from '../../../src/render/programs/graph.js';
import { hostilePlan } from '../hostile.js';
import { busyPlan, centerPlan } from '../plans.js';

interface Graph {
  readonly nodes: ReadonlyMap<string, string>;
  readonly edges: readonly string[];
  readonly titles: readonly string[];
}

/** Fails on a line that is none of Mermaid's that we use. */
function mermaid(text: string): Graph {
  const [head, ...lines] = text.trimEnd().split('\n');
  expect(head).toBe('flowchart LR');
  const nodes = new Map<string, string>();
  const edges: string[] = [];
  const titles: string[] = [];
  let depth = 0;
  for (const line of lines) {
    const label = String.raw`"((?:[\p{L}\p{N} ._/,:()-]|#\d+;|<br/>)*)"`;
    const open = new RegExp(`^ +subgraph \\w+\\[${label}\\]$`, 'u').exec(line);
    const node = new RegExp(`^ +(\\w+)\\[${label}\\]$`, 'u').exec(line);
    const edge = /^ {2}(\w+) --> (\w+)$/.exec(line);
    if (open) {
      depth += 1;
      titles.push(open[1] ?? '');
    } else if (/^ +end$/.test(line)) depth -= 1;
    else if (node?.[1]) nodes.set(node[1], node[2] ?? '');
    else if (edge) edges.push(`${edge[1]} ${edge[2]}`);
    else if (!/^ {2}%% /.test(line)) throw new Error(`not Mermaid: ${line}`);
  }
  expect(depth).toBe(0);
  return { nodes, edges, titles };
}

/** Fails on anything that is not a token of DOT. */
function dot(text: string): Graph {
  const bare = text.replace(/^ *\/\/ .*$/gm, '');
  const token = /\s*("(?:[^"\\\n]|\\.)*"|->|[[\]{};=]|\w+)/y;
  const tokens: string[] = [];
  while (token.lastIndex < bare.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(bare);
    if (!match?.[1]) throw new Error(`not DOT: ${bare.slice(at, at + 60)}`);
    tokens.push(match[1]);
  }
  expect(tokens.filter((one) => one === '{').length).toBe(tokens.filter((one) => one === '}').length);
  const nodes = new Map<string, string>();
  const edges: string[] = [];
  const titles: string[] = [];
  for (const [index, one] of tokens.entries()) {
    if (one === '->') edges.push(`${tokens[index - 1]} ${tokens[index + 1]}`);
    if (one === '[' && tokens[index + 1] === 'label')
      nodes.set(tokens[index - 1] ?? '', tokens[index + 3] ?? '');
    if (one === 'label' && tokens[index - 1] !== '[') titles.push(tokens[index + 2] ?? '');
  }
  return { nodes, edges, titles };
}

const READERS = [
  ['mermaid', mermaid],
  ['dot', dot],
] as const;

const call = (index: number, part: Partial<Call> = {}): Call => ({
  id: `c${index}`,
  operation: 'write',
  method: 'POST',
  path: `objects/${index}`,
  changes: [`create queue/${index}`],
  after: [],
  wave: 1,
  ...part,
});

describe.each(READERS)('%s', (format, read) => {
  it('has a node for each call and an edge for each wait, wave by wave', () => {
    const calls = [
      call(1),
      call(2, { wave: 2, after: ['c1'] }),
      call(3, { wave: 2, after: ['c1'], method: 'PUT' }),
    ];
    const graph = read(graphText(format, [centerPlan({ calls })], false));
    expect([...graph.nodes.keys()]).toEqual(['p1_c1', 'p1_c2', 'p1_c3']);
    expect(graph.edges).toEqual(['p1_c1 p1_c2', 'p1_c1 p1_c3']);
    expect(graph.titles.map((title) => title.replace(/"/g, ''))).toEqual([
      'acme-support (vendor): 3 calls in 2 waves',
      'wave 1',
      'wave 2',
    ]);
    expect(graph.nodes.get('p1_c3')).toContain('c3 PUT objects/3');
  });

  it('keeps centers apart and says where there is nothing to do', () => {
    const graph = read(graphText(format, [busyPlan, centerPlan({ center: 'quiet' })], false));
    expect(graph.titles.some((title) => title.includes('quiet (vendor): nothing to do'))).toBe(true);
    expect(graph.nodes.size).toBe(busyPlan.calls.length);
  });

  it('folds ten thousand calls, says so, and shows each where that is asked for', () => {
    const calls = Array.from({ length: 10_000 }, (_, index) =>
      call(index + 1, index < 5000 ? {} : { wave: 2, operation: 'bind', after: [`c${index - 4999}`] }),
    );
    const text = graphText(format, [centerPlan({ calls })], false);
    const graph = read(text);
    expect(graph.nodes.size).toBe(2);
    expect(graph.edges).toEqual(['p1_g1 p1_g2']);
    expect([...graph.nodes.values()].join(' ')).toMatch(/5000 x POST write.*5000 x POST bind/);
    expect(text).toContain('10000 calls in 2 waves, folded into 2 groups');
    const all = read(graphText(format, [centerPlan({ calls })], true));
    expect([all.nodes.size, all.edges.length]).toEqual([10_000, 5000]);
  });

  it('lets no name out of its label', () => {
    fc.assert(
      fc.property(hostilePlan, fc.boolean(), (plan, all) => {
        const graph = read(graphText(format, [plan], all));
        expect(graph.nodes.size).toBe(plan.calls.length);
        expect(graph.edges.length).toBe(Math.max(0, plan.calls.length - 1));
      }),
    );
  });
});
