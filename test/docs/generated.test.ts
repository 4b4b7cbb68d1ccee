// Tables of the docs that are worked out from the code. When one is stale: UPDATE_DOCS=1 npx vitest run test/docs/generated.test.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIn, builtInTypes } from '../../src/providers/registry.js';
import { capabilityMarkdown, grid, viewOf } from '../../src/render/capabilities.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PROVIDERS = join(ROOT, 'docs', 'reference', 'providers.md');
const ARCHITECTURE = join(ROOT, 'docs', 'architecture.md');

async function capabilities(): Promise<string> {
  const providers = await Promise.all(builtInTypes().map((type) => builtIn(type)?.provider()));
  return providers.flatMap((one) => (one ? [capabilityMarkdown(viewOf(one))] : [])).join('\n\n');
}

/** Lines of each TypeScript file below a folder; `skip` names folders right below it. */
function sizesIn(folder: string, skip: readonly string[] = []): number[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !skip.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sizesIn(path);
      return entry.name.endsWith('.ts') ? [readFileSync(path, 'utf8').split('\n').length - 1] : [];
    });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const linesIn = (folder: string, skip?: readonly string[]): number => sum(sizesIn(folder, skip));
const roughly = (count: number): string => {
  // A tenth is what the text may be off, so a small number is rounded to less.
  const step = count < 1000 ? 20 : 100;
  return `about ${Math.round(count / step) * step}`;
};

/** What each room is for, in the order in which a line of a file passes them. */
const ROOMS: Readonly<Record<string, string>> = {
  contract: 'the nouns as plain types, the errors, and the few small functions that every room needs',
  schema: 'files → Desired; pure',
  plan: '(Desired, Live, Ledger, Provider) → CenterPlan, and its run on the model; pure',
  secrets: 'the vault, redaction, the sink',
  http: 'the one HTTP client: signing, rate, repeats, trace',
  state: 'ledger, journal, lock',
  apply: 'carries a plan out and ends what was left open',
  center: 'one center opened, read, planned and applied',
  providers: 'a folder each vendor; `kit` is what many have alike',
  simulator: 'what all simulators share',
  propose: 'live values → the patch of the user’s own files; pure',
  conformance: 'the laws that every provider keeps',
  render: 'a plan, a result, a drift in every format',
  cli: 'the commands; knows all the others',
};

function rooms(): ReadonlyMap<string, number> {
  return new Map(Object.keys(ROOMS).map((room) => [room, linesIn(join(ROOT, 'src', room))]));
}

function lines(): ReadonlyMap<string, number> {
  const src = join(ROOT, 'src');
  const own = builtInTypes().map(
    (type) => [type, linesIn(join(src, 'providers', type), ['model', 'simulator'])] as const,
  );
  const apart = ['providers', 'simulator', 'conformance'];
  const shared = sum([...rooms()].flatMap(([room, count]) => (apart.includes(room) ? [] : [count])));
  return new Map([...own, ['*shared*', shared]]);
}

interface Generated {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What stands between the markers of a table. */
function generated(page: string, name: string): Generated {
  const text = readFileSync(page, 'utf8');
  const start = `<!-- generated: ${name} -->\n`;
  const from = text.indexOf(start) + start.length;
  return { text, from, to: text.indexOf('<!-- /generated -->', from) };
}

function update(page: string, name: string, table: string): void {
  if (!process.env.UPDATE_DOCS) return;
  const { text, from, to } = generated(page, name);
  writeFileSync(page, `${text.slice(0, from)}\n${table}\n\n${text.slice(to)}`);
}

const tableOf = (page: string, name: string): string => {
  const { text, from, to } = generated(page, name);
  return text.slice(from, to).trim();
};

/** Sizes stay true to a tenth, so that not every change is one of the docs. */
function expectSizes(page: string, name: string, now: ReadonlyMap<string, number>): void {
  const said = [...tableOf(page, name).matchAll(/^\| (\S+) \| about (\d+) \|/gm)];
  expect(said.map(([, row]) => row)).toEqual([...now.keys()]);
  for (const [, row = '', count] of said) {
    const lines = now.get(row) ?? 0;
    expect(Math.abs(Number(count) / lines - 1), `${row}: ${lines} lines now`).toBeLessThan(0.1);
  }
}

describe('the tables of docs/reference/providers.md', () => {
  it('say what every provider can do now', async () => {
    const now = await capabilities();
    update(PROVIDERS, 'capabilities', now);
    expect(tableOf(PROVIDERS, 'capabilities')).toBe(now);
  });

  it('say how large each provider is, to a tenth', () => {
    const rows = [...lines()].map(([name, count]) => [name, roughly(count)]);
    update(PROVIDERS, 'lines', grid(['provider', 'lines'], rows).join('\n'));
    expectSizes(PROVIDERS, 'lines', lines());
  });
});

describe('the table of docs/architecture.md', () => {
  it('names every room and how large it is, to a tenth', () => {
    const rows = [...rooms()].map(([room, count]) => [room, roughly(count), ROOMS[room] ?? '']);
    update(ARCHITECTURE, 'rooms', grid(['room', 'lines', 'what it is for'], rows).join('\n'));
    expectSizes(ARCHITECTURE, 'rooms', rooms());
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    expect(Object.keys(ROOMS).sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});
