// Some packages bring, or do, far more when they are loaded than we use, and every start would wait for it. In their
// place the bundle holds what is used, or loads them when they are first called. What they do stays the same.

const INDEXES = [
  {
    // Without WebSocket, fetch and caches; the first line is as in its own index. Whoever uses more adds it here.
    filter: /[\\/]undici[\\/]index\.js$/,
    contents: `
      Object.assign(require('./lib/dispatcher/dispatcher').prototype, require('./lib/api'));
      exports.Agent = require('./lib/dispatcher/agent');
      exports.EnvHttpProxyAgent = require('./lib/dispatcher/env-http-proxy-agent');
    `,
  },
  {
    // Without fifty languages: our messages are our own, and English.
    filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/,
    contents: "export { default as en } from './en.js';",
  },
];

/** It builds its patterns for emoji when it is loaded; most texts need no more than their length. */
const LATE = /^string-width$/;
const late = (name) => `
  let loaded;
  export default (text) => (loaded ??= require('${name}').default)(text);
`;

/** For esbuild. */
export const usedParts = {
  name: 'used-parts',
  setup(on) {
    for (const { filter, contents } of INDEXES) on.onLoad({ filter }, () => ({ contents }));
    on.onResolve({ filter: LATE }, ({ path, kind, resolveDir }) =>
      kind === 'require-call' ? undefined : { path, namespace: 'late', pluginData: resolveDir },
    );
    on.onLoad({ filter: /.*/, namespace: 'late' }, ({ path, pluginData: resolveDir }) => ({
      contents: late(path),
      resolveDir,
    }));
  },
};
