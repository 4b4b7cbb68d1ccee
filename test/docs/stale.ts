// Parts of a page that are worked out from the code, between `<!-- generated: NAME -->` and `<!-- /generated -->`.
import { readFileSync, writeFileSync } from 'node:fs';

/** What stands there now and what should; writes the latter first with UPDATE_DOCS=1. Throws if there is no such part. */
export function part(
  path: string,
  name: string,
  wanted: string,
): { readonly is: string; readonly wanted: string } {
  const page = readFileSync(path, 'utf8');
  const start = `<!-- generated: ${name} -->\n`;
  const from = page.indexOf(start) + start.length;
  const to = page.indexOf('<!-- /generated -->', from);
  if (from < start.length || to < 0) throw new Error(`${path} has no part ${name}.`);
  if (process.env.UPDATE_DOCS) {
    writeFileSync(path, `${page.slice(0, from)}\n${wanted}\n\n${page.slice(to)}`);
    return { is: wanted, wanted };
  }
  return { is: page.slice(from, to).trim(), wanted };
}
