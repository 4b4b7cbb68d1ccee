// The faults table: every write of one plan × everything that may go wrong with it. --write keeps docs/reference/faults.md.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    index: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true },
    concurrency: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'reference', 'faults.md');
const out = await mkdtemp(join(root, 'node_modules', '.faults-'));
process.env.CUTOVER_PROGRAM = join(root, 'dist', 'cutover.js');
try {
  await build({
    entryPoints: [join(root, 'test', 'laws', 'faults', 'table.ts')],
    outfile: join(out, 'table.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  process.exitCode = await run(await import(join(out, 'table.mjs')));
} finally {
  await rm(out, { recursive: true, force: true });
}

async function run({ FAULTS, rowOf, tryFault, undisturbed }) {
  const startedAt = performance.now();
  const names = Object.keys(FAULTS).filter((name) => values.fault?.includes(name) ?? true);
  if (names.length === 0) throw new Error(`Faults are: ${Object.keys(FAULTS).join(', ')}.`);
  const usual = await undisturbed();
  const indexes = usual.writes
    .map((_write, at) => at + 1)
    .filter((index) => values.index?.includes(String(index)) ?? (index - 1) % Number(values.every) === 0);
  const cells = await tryAll(indexes, names, (index, fault) =>
    tryFault({ index, fault, usual, concurrency: Number(values.concurrency) }),
  );
  const table = [
    line(['write', 'call', 'for', 'rule', ...names]),
    line(['---:', '---', '---', '---', ...names.map(() => ':---:')]),
    ...indexes.map((index) =>
      line([
        ...rowOf(usual.writes[index - 1], index),
        ...names.map((fault) => shown(cells.get(`${index} ${fault}`))),
      ]),
    ),
  ].join('\n');
  const all = [...cells.values()];
  const broken = all.filter(({ wrong }) => wrong.length > 0).length;
  const lost = all.filter((cell) => cell.lost?.length > 0).length;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const isWhole = indexes.length === usual.writes.length && names.length === Object.keys(FAULTS).length;
  const sum = `${indexes.length} writes × ${names.length} faults = ${all.length} cells: ${all.length - broken} hold, ${broken} broken; passwords reported lost in ${lost}.`;
  console.log(`${table}\n\n${sum} ${seconds} s, ${values.concurrency} in flight.`);
  if (values.write && isWhole && values.concurrency === '1') await keep(sum, table);
  else if (values.write) console.error('Only the whole table, one call in flight, is kept.');
  return broken === 0 ? 0 : 1;
}

async function tryAll(indexes, names, attempt) {
  const waiting = indexes.flatMap((index) => names.map((fault) => ({ index, fault })));
  const cells = new Map();
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { index, fault } = next;
      const failed = (error) => ({ wrong: [String(error?.message ?? error)] });
      const cell = await attempt(index, fault).catch(failed);
      cells.set(`${index} ${fault}`, cell);
      for (const wrong of cell.wrong) console.error(`write ${index}, ${fault}: ${wrong}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
  return cells;
}

function shown({ wrong, runs, lost }) {
  if (wrong.length > 0) return 'BROKEN';
  return lost.length > 0 ? `${runs}, lost: ${lost.join(' ')}` : `${runs}`;
}

function line(cells) {
  return `| ${cells.join(' | ')} |`;
}

/** What stands between the marks is replaced; the words around it are written by hand. */
async function keep(sum, table) {
  const text = await readFile(page, 'utf8');
  const kept = text.replace(
    /(<!-- table: npm run faults -- --write -->\n)[\s\S]*(<!-- end of table -->)/,
    (_all, begin, end) => `${begin}\n**${sum}**\n\n${table}\n\n${end}`,
  );
  await writeFile(page, kept);
}
