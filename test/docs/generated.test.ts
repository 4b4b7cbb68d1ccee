// Tables of the docs that are worked out from the code. When one is stale: UPDATE_DOCS=1 npx vitest run test/docs/generated.test.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIn, builtInTypes } from '../../src/providers/registry.js';
import { capabilityMarkdown, grid, viewOf } from '../../src/render/capabilities.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'reference', 'providers.md');

async function capabilities(): Promise<string> {
  const providers = await Promise.all(builtInTypes().map((type) => builtIn(type)?.provider()));
  return providers.flatMap((one) => (one ? [capabilityMarkdown(viewOf(one))] : [])).join('\n\n');
}

/** Lines of the TypeScript files below a folder; `skip` names folders right below it. */
function linesIn(folder: string, skip: readonly string[] = []): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !skip.includes(name))
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return linesIn(path);
      return entry.name.endsWith('.ts') ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
    })
    .reduce((sum, count) => sum + count, 0);
}

function lines(): ReadonlyMap<string, number> {
  const src = join(ROOT, 'src');
  const own = builtInTypes().map(
    (type) => [type, linesIn(join(src, 'providers', type), ['model', 'simulator'])] as const,
  );
  const rooms = [
    'apply',
    'center',
    'cli',
    'contract',
    'http',
    'plan',
    'render',
    'schema',
    'secrets',
    'state',
  ];
  const shared = rooms.map((room) => linesIn(join(src, room))).reduce((sum, count) => sum + count, 0);
  return new Map([...own, ['*shared*', shared]]);
}

/** What stands between the markers of a table. */
function generated(name: string): { readonly from: number; readonly to: number; readonly page: string } {
  const page = readFileSync(PAGE, 'utf8');
  const start = `<!-- generated: ${name} -->\n`;
  const from = page.indexOf(start) + start.length;
  return { page, from, to: page.indexOf('<!-- /generated -->', from) };
}

function update(name: string, text: string): void {
  const { page, from, to } = generated(name);
  writeFileSync(PAGE, `${page.slice(0, from)}\n${text}\n\n${page.slice(to)}`);
}

const textOf = (name: string): string => {
  const { page, from, to } = generated(name);
  return page.slice(from, to).trim();
};

describe('the tables of docs/reference/providers.md', () => {
  it('say what every provider can do now', async () => {
    const now = await capabilities();
    if (process.env.UPDATE_DOCS) update('capabilities', now);
    expect(textOf('capabilities')).toBe(now);
  });

  it('say how large each provider is, to a tenth', () => {
    const now = lines();
    if (process.env.UPDATE_DOCS) {
      const rows = [...now].map(([name, count]) => [name, `about ${Math.round(count / 100) * 100}`]);
      update('lines', grid(['provider', 'lines'], rows).join('\n'));
    }
    const said = [...textOf('lines').matchAll(/^\| (\S+) \| about (\d+) \|$/gm)];
    expect(said.map(([, name]) => name)).toEqual([...now.keys()]);
    for (const [, name = '', count] of said) {
      expect(
        Math.abs(Number(count) / (now.get(name) ?? 0) - 1),
        `${name}: ${now.get(name)} lines now`,
      ).toBeLessThan(0.1);
    }
  });
});
