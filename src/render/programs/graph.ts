// The calls of a plan as a graph: what is sent first, and which call waits for which. Mermaid for a page or a comment,
// DOT for Graphviz. A plan of many calls is folded: calls alike in one wave become one node that says how many they are.
import { type Call, type CenterPlan, gather } from '../../contract/index.js';
import { plain } from '../sanitize.js';
import { count } from '../words.js';

/** Beyond so many calls nobody sees anything, and Mermaid refuses its 500th edge. */
const MOST_CALLS = 100;
const MOST_CHANGES = 3;
const LONGEST = 60;

interface Node {
  readonly id: string;
  readonly wave: number;
  /** Lines of its label. */
  readonly lines: readonly string[];
}

interface CenterGraph {
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly remark: string;
}

/** The whole text. `all`: nothing is folded. */
export function graphText(format: 'mermaid' | 'dot', plans: readonly CenterPlan[], all: boolean): string {
  const graphs = plans.map((plan, index) => centerGraph(plan, `p${index + 1}`, all));
  return format === 'dot' ? dot(graphs) : mermaid(graphs);
}

function centerGraph(plan: CenterPlan, prefix: string, all: boolean): CenterGraph {
  const { calls } = plan;
  const isFolded = !all && calls.length > MOST_CALLS;
  const nodes = new Map<string, { readonly id: string; readonly calls: Call[] }>();
  const nodeOf = new Map<string, string>();
  for (const call of calls) {
    const key = isFolded ? `${call.wave}\0${call.operation}\0${call.method}` : call.id;
    const known = nodes.get(key);
    const node = known ?? {
      id: `${prefix}_${isFolded ? `g${nodes.size + 1}` : plainId(call.id)}`,
      calls: [],
    };
    node.calls.push(call);
    if (!known) nodes.set(key, node);
    nodeOf.set(call.id, node.id);
  }
  const edges = new Map<string, readonly [string, string]>();
  for (const { id, after } of calls) {
    const to = nodeOf.get(id) ?? '';
    for (const before of after) {
      const from = nodeOf.get(before);
      if (from !== undefined && from !== to) edges.set(`${from} ${to}`, [from, to]);
    }
  }
  const waves = Math.max(0, ...calls.map(({ wave }) => wave));
  const sum = `${count(calls.length, 'call')} in ${count(waves, 'wave')}`;
  return {
    title: `${plan.center} (${plan.provider}): ${calls.length === 0 ? 'nothing to do' : sum}`,
    nodes: [...nodes.values()].map(({ id, calls: own }) => ({
      id,
      wave: own[0]?.wave ?? 1,
      lines: isFolded ? foldedLines(own) : callLines(own[0]),
    })),
    edges: [...edges.values()],
    remark: isFolded ? `${sum}, folded into ${count(nodes.size, 'group')}; --all shows each call` : sum,
  };
}

function callLines(call: Call | undefined): string[] {
  if (!call) return [];
  const more = call.changes.length - MOST_CHANGES;
  return [
    short(`${call.id} ${call.method} ${call.path}`),
    ...call.changes.slice(0, MOST_CHANGES).map(short),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(call.conditional === undefined ? [] : [short(`only if ${call.conditional}`)]),
  ];
}

function foldedLines(calls: readonly Call[]): string[] {
  const [first] = calls;
  const changes = calls.reduce((sum, call) => sum + call.changes.length, 0);
  return [
    short(`${calls.length} x ${first?.method ?? ''} ${first?.operation ?? ''}`),
    count(changes, 'change'),
  ];
}

function short(text: string): string {
  const line = plain(text);
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

function plainId(id: string): string {
  return id.replace(/\W/g, '_');
}

function wavesOf({ nodes }: CenterGraph): readonly (readonly [number, readonly Node[]])[] {
  return [...gather(nodes, ({ wave }) => String(wave))]
    .map(([wave, its]) => [Number(wave), its] as const)
    .sort(([a], [b]) => a - b);
}

// ---------------------------------------------------------------- Mermaid

function mermaid(graphs: readonly CenterGraph[]): string {
  const lines = graphs.flatMap((graph, index) => [
    `  %% ${mermaidText(graph.remark)}`,
    `  subgraph s${index + 1}["${mermaidText(plain(graph.title))}"]`,
    ...wavesOf(graph).flatMap(([wave, nodes]) => [
      `    subgraph s${index + 1}w${wave}["wave ${wave}"]`,
      ...nodes.map(({ id, lines: text }) => `      ${id}["${text.map(mermaidText).join('<br/>')}"]`),
      '    end',
    ]),
    '  end',
    ...graph.edges.map(([from, to]) => `  ${from} --> ${to}`),
  ]);
  return `${['flowchart LR', ...lines].join('\n')}\n`;
}

/** Everything that Mermaid, Markdown or HTML could read as its own becomes a number. */
function mermaidText(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._/,:(){}-]|[{}]/gu, (one) => `#${one.codePointAt(0) ?? 0};`);
}

// ---------------------------------------------------------------- DOT

function dot(graphs: readonly CenterGraph[]): string {
  const lines = graphs.flatMap((graph, index) => [
    `  // ${graph.remark}`,
    `  subgraph cluster_${index + 1} {`,
    `    label=${dotText([plain(graph.title)])};`,
    ...wavesOf(graph).flatMap(([wave, nodes]) => [
      `    subgraph cluster_${index + 1}_${wave} {`,
      `      label="wave ${wave}";`,
      ...nodes.map(({ id, lines: text }) => `      ${id} [label=${dotText(text)}];`),
      '    }',
    ]),
    '  }',
    ...graph.edges.map(([from, to]) => `  ${from} -> ${to};`),
  ]);
  return `${['digraph cutover {', '  rankdir=LR;', '  node [shape=box];', ...lines, '}'].join('\n')}\n`;
}

/** Lines ended by `\l`, which sets them to the left. */
function dotText(lines: readonly string[]): string {
  const text = lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  return `"${text.join('\\l')}${lines.length > 1 ? '\\l' : ''}"`;
}
