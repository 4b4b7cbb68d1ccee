// Measures the built program as a whole process, beside the floor and Terraform, and prints the table.
// npm run bench -- [--runs 5] [--only start-up,no-change,…] [--no-terraform] [--write docs/performance.md]

import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Row, table } from './figures.js';
import { applying } from './measures/applying.js';
import { changing, validating } from './measures/large.js';
import { manyCenters } from './measures/many-centers.js';
import { noChange, type Planned, planEach } from './measures/no-change.js';
import { rendering } from './measures/rendering.js';
import { startUp } from './measures/start-up.js';
import { besideTerraform } from './measures/terraform.js';
import { HALF, SIZES } from './sizes.js';
import { createWorkbench, LATENCY, say } from './workbench.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    'no-terraform': { type: 'boolean', default: false },
    write: { type: 'string' },
    program: { type: 'string', default: 'dist/cutover.js' },
    floor: { type: 'string', default: '' },
    render: { type: 'string', default: '' },
  },
});
const runs = Number(values.runs);
const bench = createWorkbench(values, runs);

let planned: Promise<Planned[]> | undefined;
/** Plans of every size, whose accounts stay until the end: run once, when a measure asks first. */
const sizes = (): Promise<Planned[]> => {
  planned ??= planEach(bench, [SIZES.S, SIZES.M, HALF, SIZES.L]);
  return planned;
};

/** By the name that `--only` takes. */
const MEASURES: Readonly<Record<string, () => Promise<Row[]>>> = {
  'start-up': () => startUp(bench),
  'no-change': async () => noChange(bench, await sizes()),
  terraform: async () => besideTerraform(bench, await sizes()),
  validate: async () => validating(bench, await sizes()),
  changes: async () => changing(bench, await sizes()),
  apply: () => applying(bench),
  rendering: () => rendering(bench),
  'many-centers': () => manyCenters(bench),
};

function document(rows: readonly Row[]): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version.slice(1)}, ${runs} runs, ${new Date().toISOString().slice(0, 10)}`;
  return `${machine}. The vendor answers after ${LATENCY} ms.\n\n${table(rows)}\n`;
}

/** Puts the table between the two marks of a document. */
function keep(path: string, rows: readonly Row[]): void {
  const text = readFileSync(path, 'utf8');
  const [before, rest = ''] = text.split('<!-- bench -->\n');
  const after = rest.slice(rest.indexOf('<!-- /bench -->'));
  writeFileSync(path, `${before}<!-- bench -->\n${document(rows)}${after}`);
}

try {
  const left = values['no-terraform'] ? ['terraform'] : [];
  const wanted = (values.only?.split(',') ?? Object.keys(MEASURES)).filter((name) => !left.includes(name));
  const rows: Row[] = [];
  for (const name of wanted) {
    const measure = MEASURES[name];
    if (!measure) throw new Error(`no measure ${name}: ${Object.keys(MEASURES).join(', ')}`);
    say(name);
    rows.push(...(await measure()));
  }
  process.stdout.write(document(rows));
  if (values.write) keep(values.write, rows);
} finally {
  for (const { live } of (await planned) ?? []) await live.stop();
  bench.clear();
}
