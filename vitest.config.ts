import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
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
    // The conformance suite is a long hunt with a runner of its own: npm run laws.
    exclude: ['test/conformance/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
