import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { vitePage } from './scripts/page-assets.mjs';

export default defineConfig({
  plugins: [vitePage],
  resolve: {
    // A provider from outside imports these names; tests give it the source.
    alias: Object.fromEntries(
      ['provider', 'simulator', 'conformance'].map((entry) => [
        `cutover/${entry}`,
        fileURLToPath(
          new URL(`src/${entry === 'conformance' ? 'conformance/index' : entry}.ts`, import.meta.url),
        ),
      ]),
    ),
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    // Many of them wait for a program or a server most of their time.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
