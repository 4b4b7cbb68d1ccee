// Bundles the program into dist/: one file to start, heavy parts in chunks that load when needed. Types beside it.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';
import { esbuildPage } from './page-assets.mjs';
import { usedParts } from './used-parts.mjs';

// What Node gives CommonJS packages and ES modules lack.
const COMMONJS = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join(' ');

rmSync('dist', { recursive: true, force: true });

const entries = {
  cutover: 'src/cli/main.ts',
  index: 'src/index.ts',
  provider: 'src/provider.ts',
  simulator: 'src/simulator.ts',
  conformance: 'src/conformance/index.ts',
};
const { metafile } = await build({
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path))),
  outdir: 'dist',
  bundle: true,
  // Only the suite of laws needs it, and whoever runs that brings it.
  external: ['fast-check'],
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: COMMONJS },
  plugins: [esbuildPage, usedParts],
  // All licences in full stand in one file.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licencesOf(Object.keys(metafile.inputs)));
if (existsSync('dist/cutover.js')) chmodSync('dist/cutover.js', 0o755);
await writeManPage();
if (process.argv.includes('--types')) {
  execFileSync('npx', ['tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
}

/** dist/man/cutover.1, from the commands of the program itself. */
async function writeManPage() {
  const page = 'dist/man/page.mjs';
  mkdirSync('dist/man', { recursive: true });
  await build({
    entryPoints: ['src/cli/man-page.ts'],
    outfile: page,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: COMMONJS },
    // Commands load when they run, and none does.
    external: ['../commands/*', '*/telling/problems.js'],
    logLevel: 'warning',
  });
  const { manPage } = await import(pathToFileURL(page).href);
  writeFileSync('dist/man/cutover.1', manPage());
  rmSync(page);
}
