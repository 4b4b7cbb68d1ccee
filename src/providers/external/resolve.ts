// Finds modules for providers from outside, by Node's own rules: a package as the file's folder sees it, and every
// `cutover/…` import as the program that is running, so that a provider works with a program installed elsewhere too.
import * as nodeModule from 'node:module';
import { pathToFileURL } from 'node:url';

const SCHEME = 'cutover-beside:';

let installed = false;

/** What `import()` takes to load `name` as a module in `folder` would; `installHooks` must have been called. */
export function specifierBeside(name: string, folder: string): string {
  return `${SCHEME}${encodeURIComponent(name)}?${encodeURIComponent(pathToFileURL(`${folder}/-`).href)}`;
}

/** Node's hooks take the place of its resolution of these names only; everything else passes through. */
export function installHooks(): void {
  if (installed) return;
  installed = true;
  const own = import.meta.url;
  const { registerHooks } = nodeModule as unknown as {
    readonly registerHooks?: (hooks: { readonly resolve: Resolve }) => void;
  };
  if (registerHooks) {
    registerHooks({ resolve: (name, context, next) => resolve(own, SCHEME, name, context, next) });
    return;
  }
  // Node 20: hooks live on a thread of their own, so the function goes there as text.
  const source = [
    'let own;',
    'export const initialize = (data) => { own = data; };',
    `const find = ${resolve.toString()};`,
    `export const resolve = (name, context, next) => find(own, ${JSON.stringify(SCHEME)}, name, context, next);`,
  ].join('\n');
  nodeModule.register(`data:text/javascript,${encodeURIComponent(source)}`, { data: own });
}

interface Context {
  readonly parentURL?: string | undefined;
}

type Resolve = (name: string, context: Context, next: (name: string, context: Context) => unknown) => unknown;

/** Uses nothing but its arguments: its text runs elsewhere. */
function resolve(
  own: string,
  scheme: string,
  name: string,
  context: Context,
  next: (name: string, context: Context) => unknown,
): unknown {
  if (/^cutover(?:\/|$)/.test(name)) return next(name, { ...context, parentURL: own });
  if (!name.startsWith(scheme)) return next(name, context);
  const [wanted = '', parent = ''] = name.slice(scheme.length).split('?').map(decodeURIComponent);
  return next(wanted, { ...context, parentURL: parent });
}
