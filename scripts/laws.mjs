// A long hunt through the laws: npm run laws -- --runs 2000 --seed=7 [--law NAME] [--provider T] [--mode M] [--path P]
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
    law: { type: 'string', multiple: true },
    provider: { type: 'string', multiple: true },
    mode: { type: 'string' },
    path: { type: 'string' },
    lanes: { type: 'string', default: '4' },
    budget: { type: 'string' },
  },
});

const root = join(import.meta.dirname, '..');
const out = await mkdtemp(join(root, 'node_modules', '.laws-'));
try {
  await build({
    entryPoints: [join(root, 'test', 'conformance', 'subjects.ts')],
    outfile: join(out, 'subjects.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // What a provider from outside imports is the source here.
    alias: Object.fromEntries(
      ['provider', 'simulator'].map((entry) => [`cutover/${entry}`, join(root, 'src', `${entry}.ts`)]),
    ),
    logLevel: 'warning',
  });
  const { conformance, subjects } = await import(join(out, 'subjects.mjs'));
  process.exitCode = await hunt(conformance, subjects);
} finally {
  await rm(out, { recursive: true, force: true });
}

async function hunt(conformance, subjects) {
  const options = {
    runs: Number(values.runs),
    seed: Number(values.seed) | 0,
    lanes: Number(values.lanes),
    ...(values.mode === undefined ? {} : { mode: values.mode }),
    ...(values.path === undefined ? {} : { path: values.path }),
    ...(values.budget === undefined ? {} : { budgetMs: Number(values.budget) * 1000 }),
  };
  const chosen = Object.entries(subjects).filter(([type]) => values.provider?.includes(type) ?? true);
  if (chosen.length === 0) {
    console.error(`No such provider. There are: ${Object.keys(subjects).join(', ')}.`);
    return 3;
  }
  let broken = 0;
  for (const [type, subject] of chosen) {
    const laws = conformance(subject).filter(({ name }) => values.law?.includes(name) ?? true);
    console.log(`${type}: ${laws.length} laws, ${options.runs} runs each, seed ${options.seed}`);
    for (const law of laws) {
      if (law.except !== undefined) {
        console.log(`  ${law.name.padEnd(12)} is not asked: ${law.except}`);
        continue;
      }
      try {
        const { runs, unfit, modes, ms } = await law.run(options);
        const rate = Math.round((runs / ms) * 1000);
        console.log(
          `  ${law.name.padEnd(12)} holds  ${runs} runs in ${modes.length} modes, ${unfit} put aside, ${(ms / 1000).toFixed(1)} s (${rate}/s)`,
        );
      } catch (error) {
        broken += 1;
        console.log(
          `  ${law.name.padEnd(12)} BROKEN\n${String(error?.message ?? error).replace(/^/gm, '    ')}`,
        );
      }
    }
  }
  return broken === 0 ? 0 : 1;
}
