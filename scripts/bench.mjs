// Builds the program, the floor and the bench, and runs the bench: npm run bench -- [--runs 5] [--only start-up,…]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { esbuildPage } from './page-assets.mjs';
import { usedParts } from './used-parts.mjs';

const root = join(import.meta.dirname, '..');
// Where packages are found that a bundle cannot hold.
const cache = join(root, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
const out = mkdtempSync(join(cache, 'cutover-bench-'));
try {
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'inherit' });
  await build({
    entryPoints: ['floor', 'render', 'main'].map((name) => join(root, 'bench', `${name}.ts`)),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    external: ['playwright-core'],
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    // As in the program: the floor must not start slower than it could.
    plugins: [esbuildPage, usedParts],
    logLevel: 'warning',
  });
  const programs = ['--floor', join(out, 'floor.mjs'), '--render', join(out, 'render.mjs')];
  const args = [join(out, 'main.mjs'), ...programs, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
