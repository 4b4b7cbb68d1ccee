// The faults table: npm run faults -- [--every 5] [--fault NAME] [--lanes 2]; every write of one plan × every fault.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    fault: { type: 'string', multiple: true },
    lanes: { type: 'string', default: '2' },
  },
});
const root = join(import.meta.dirname, '..');
const out = await mkdtemp(join(root, 'node_modules', '.faults-'));
process.env.CUTOVER_PROGRAM = join(root, 'dist', 'cutover.js');
try {
  await build({
    entryPoints: [join(root, 'test', 'laws', 'faults-table.ts')],
    outfile: join(out, 'faults-table.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  process.exitCode = await table(await import(join(out, 'faults-table.mjs')));
} finally {
  await rm(out, { recursive: true, force: true });
}

async function table({ FAULTS, tryFault, writeCount }) {
  const names = Object.keys(FAULTS).filter((name) => values.fault?.includes(name) ?? true);
  const writes = await writeCount();
  const indexes = Array.from({ length: writes }, (_, at) => at + 1).filter(
    (index) => (index - 1) % Number(values.every) === 0,
  );
  const waiting = indexes.flatMap((index) => names.map((fault) => ({ index, fault })));
  const cells = new Map();
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { index, fault } = next;
      const cell = await tryFault(index, fault).catch((error) => ({
        wrong: [String(error?.message ?? error)],
        hit: true,
      }));
      cells.set(`${index} ${fault}`, cell);
      for (const wrong of cell.wrong) console.error(`write ${index}, ${fault}: ${wrong}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
  const shown = (index, fault) => {
    const { wrong, hit, runs, manual } = cells.get(`${index} ${fault}`);
    if (wrong.length > 0) return 'BROKEN';
    if (!hit) return 'not met';
    return manual.length > 0 ? `${runs}, left to a person: ${manual.join(' ')}` : `${runs}`;
  };
  console.log(
    `Writes of the plan: ${writes}. A number: runs until all was as the file says, every claim held.\n`,
  );
  console.log(`| write | ${names.join(' | ')} |`);
  console.log(`| ---: |${names.map(() => ' ---: |').join('')}`);
  for (const index of indexes)
    console.log(`| ${index} | ${names.map((fault) => shown(index, fault)).join(' | ')} |`);
  const all = [...cells.values()];
  const broken = all.filter(({ wrong }) => wrong.length > 0).length;
  const missed = all.filter(({ hit }) => !hit).length;
  console.log(`\n${all.length} cells, ${broken} broken, ${missed} not met.`);
  return broken + missed === 0 ? 0 : 1;
}
