// Bundles the program into dist/: one file to start, heavy parts in chunks that load when needed. Types beside it.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { esbuildPage } from './page-assets.mjs';

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
await build({
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
  plugins: [esbuildPage],
  legalComments: 'linked',
  logLevel: 'warning',
});
if (existsSync('dist/cutover.js')) chmodSync('dist/cutover.js', 0o755);
if (process.argv.includes('--types')) {
  execFileSync('npx', ['tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
}
