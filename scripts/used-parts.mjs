// Two packages bring far more than we use, and a bundle would read all of it at every start: in their place stands what
// is used. Whoever uses more of undici adds it here; the build fails until then.

const INDEXES = [
  {
    // Without WebSocket, fetch and caches; the first line is as in its own index.
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

/** For esbuild. */
export const usedParts = {
  name: 'used-parts',
  setup(on) {
    for (const { filter, contents } of INDEXES) on.onLoad({ filter }, () => ({ contents }));
  },
};
