// The HTML page's program and style as two strings, for the module `cutover:page`: bundled anew for each build and each
// test run, so that what is tested is what is shipped.
import { build } from 'esbuild';

const FOLDER = new URL('../src/render/html/page/', import.meta.url).pathname;
export const MODULE = 'cutover:page';

/** The text of the module. */
export async function pageModule() {
  const [script, style] = await Promise.all([bundled('main.ts'), bundled('page.css')]);
  return `export const script = ${JSON.stringify(script)};\nexport const style = ${JSON.stringify(style)};\n`;
}

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [`${FOLDER}${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0].text.trim();
}

/** For esbuild. */
export const esbuildPage = {
  name: 'cutover-page',
  setup(on) {
    on.onResolve({ filter: /^cutover:page$/ }, ({ path }) => ({ path, namespace: 'cutover-page' }));
    on.onLoad({ filter: /.*/, namespace: 'cutover-page' }, async () => ({ contents: await pageModule() }));
  },
};

/** For Vite, and so for Vitest. */
export const vitePage = {
  name: 'cutover-page',
  resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
  load: (id) => (id === `\0${MODULE}` ? pageModule() : undefined),
};
