// Pages of docs/reference that are worked out from the code. When one is stale:
// UPDATE_DOCS=1 npx vitest run test/docs/reference.test.ts
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit.js';
import { runProgram } from '../../src/cli/program.js';
import type { Provider } from '../../src/contract/index.js';
import { builtIn, builtInTypes } from '../../src/providers/registry.js';
import { grid } from '../../src/render/capabilities.js';
import { jsonSchema } from '../../src/schema/json-schema.js';
import { FAULTS } from '../../src/simulator/faults.js';
import { statePaths } from '../../src/state/center-state.js';
import { captured } from '../cli/io.js';
import { fieldTable, itemOf, schemaFor } from './field-tables.js';
import { part } from './stale.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** When it is not: run this file with UPDATE_DOCS=1 and look at what changed. */
function isCurrent(path: string, name: string, text: string): void {
  const { is, wanted } = part(path, name, text);
  expect(is, `${path}: UPDATE_DOCS=1 npx vitest run test/docs/reference.test.ts`).toBe(wanted);
}

const page = (name: string): string => join(ROOT, 'docs', 'reference', name);
const textOf = (name: string): string => readFileSync(page(name), 'utf8');

describe('the fields of the file', () => {
  let providers: Provider[];
  let schema: object;
  beforeAll(async () => {
    const found = await Promise.all(builtInTypes().map((type) => builtIn(type)?.provider()));
    providers = found.filter((one) => one !== undefined);
    schema = jsonSchema(providers);
  });

  it('are those of every section of every provider', () => {
    for (const { type, sections } of providers) {
      const own = schemaFor(schema, type) as Record<string, Readonly<Record<string, unknown>>>;
      const tables = sections.flatMap(({ name, description }) => [
        `### ${name}`,
        description,
        fieldTable(itemOf(own[name] ?? {})),
      ]);
      const text = ['## provider', fieldTable(own.provider ?? {}), '## Sections', ...tables].join('\n\n');
      isCurrent(page(`fields/${type}.md`), 'fields', text);
    }
  });

  it('are those of the policy', () => {
    const { policy } = (schema as { readonly properties: Record<string, Record<string, unknown>> })
      .properties;
    isCurrent(page('file.md'), 'policy', fieldTable(policy ?? {}));
  });

  it('have a meaning each', () => {
    for (const { type } of providers)
      expect(textOf(`fields/${type}.md`), type).not.toMatch(/^\| `[^|]*` \| +\|/m);
  });
});

describe('the page on the simulators', () => {
  it('lists every fault of the kit', () => {
    const rows = Object.entries(FAULTS).map(([name, { does, arg }]) => [`\`${name}\``, does, arg ?? '–']);
    isCurrent(page('simulator.md'), 'faults', grid(['fault', 'what happens', 'ARG'], rows).join('\n'));
  });

  it('lists every switch and every other writer of every provider', async () => {
    const sections: string[] = [];
    for (const type of builtInTypes()) {
      const simulator = await builtIn(type)?.simulator();
      if (!simulator) continue;
      const switches = [...simulator.model.switches, ...simulator.switches];
      const rows = switches.map(({ name, values, source }) => [
        `\`${name}\``,
        values.map((value) => (value === '' ? 'nothing' : `\`${value}\``)).join(', '),
        source,
      ]);
      const drifts = Object.keys(simulator.drifts)
        .sort()
        .map((name) => `\`${name}\``);
      sections.push(
        `### ${type}`,
        grid(['option', 'values, the default first', 'rule of the vendor sheet'], rows).join('\n'),
        `Other writers: ${drifts.length === 0 ? 'none' : drifts.join(', ')}.`,
      );
    }
    isCurrent(page('simulator.md'), 'options', sections.join('\n\n'));
  });
});

/** What `--help` says, nothing of it wrapped. */
async function help(...command: readonly string[]): Promise<string> {
  const io = captured({ width: 10_000 });
  await runProgram([...command, '--help'], io);
  return io.out();
}

/** The two columns of a block of a help text: `-o, --out <file>` and what it means. */
function columnsOf(title: string, text: string): readonly (readonly [string, string])[] {
  const block = new RegExp(`^${title}:\\n((?: .*\\n)+)`, 'm').exec(text)?.[1] ?? '';
  return [...block.matchAll(/^ {2}(\S.*?) {2,}(.*)$/gm)].map(([, left = '', right = '']) => [left, right]);
}

describe('the list of options', () => {
  it('has every option of every command', async () => {
    const names = columnsOf('Commands', await help()).map(([usage]) => usage.split(/[ |]/)[0] ?? '');
    const commands = names.filter((name) => name !== 'help');
    const on = new Map<
      string,
      { readonly flags: string; readonly means: string; readonly commands: string[] }
    >();
    for (const name of commands) {
      for (const [flags, means] of columnsOf('Options', await help(name))) {
        const one = on.get(`${flags} ${means}`) ?? { flags, means, commands: [] };
        one.commands.push(name);
        on.set(`${flags} ${means}`, one);
      }
    }
    const rows = [...on.values()].map(({ flags, means, commands: some }) => [
      `\`${flags}\``,
      some.length === commands.length ? 'all' : some.join(', '),
      means.replaceAll('<', '&lt;').replaceAll('***', '`***`'),
    ]);
    isCurrent(page('commands.md'), 'options', grid(['option', 'on', 'means'], rows).join('\n'));
    for (const name of commands) expect(textOf('commands.md'), name).toContain(`cutover ${name}`);
  });
});

describe('the page on JSON', () => {
  /** Names of the properties of an interface or type of the contract. */
  const keysOf = (file: string, type: string): string[] => {
    const text = readFileSync(join(ROOT, 'src', 'contract', `${file}.ts`), 'utf8');
    const body =
      new RegExp(`^export (?:interface|type) ${type}\\b[^]*?^(?:\\}|$)`, 'm').exec(text)?.[0] ?? '';
    return [...body.matchAll(/\breadonly (\w+)\??:/g)].map(([, key = '']) => key);
  };

  it.each([
    ['plan', 'CenterPlan'],
    ['plan', 'PlanSummary'],
    ['plan', 'StaffingChange'],
    ['plan', 'ManualItem'],
    ['plan', 'Outcome'],
    ['plan', 'CenterResult'],
    ['change', 'Change'],
    ['change', 'FieldChange'],
    ['call', 'Call'],
    ['problem', 'Problem'],
    ['event', 'EventDetail'],
  ])('has every key of %s.ts %s', (file, type) => {
    const keys = keysOf(file, type);
    expect(keys.length).toBeGreaterThan(2);
    expect(keys.filter((key) => !textOf('json.md').includes(`\`${key}\``))).toEqual([]);
  });
});

describe('the list of exit codes', () => {
  it('has all of them and no other', () => {
    const rows = [...textOf('exit-codes.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(rows.sort((a, b) => a - b)).toEqual(Object.values(EXIT).sort((a, b) => a - b));
  });
});

describe('the page on the state folder', () => {
  it('has a row for each file', () => {
    for (const path of Object.values(statePaths('', 'CENTER')))
      expect(textOf('state-folder.md')).toContain(`| \`${path}\` |`);
  });
});

describe('the list of environment variables', () => {
  const sources = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sources(path) : entry.name.endsWith('.ts') ? [path] : [];
    });

  it('has every variable that the program reads, and no other', () => {
    const used = sources(join(ROOT, 'src')).flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      const direct = [...text.matchAll(/\benv\.(?!js\b)([A-Za-z_]+)/g)].map(([, name = '']) => name);
      const taken = [...text.matchAll(/const \{([^}]+)\} = (?:io|process)\.env/g)].flatMap(([, names = '']) =>
        names.split(',').flatMap((name) => /^\s*([A-Z_]+)/.exec(name)?.[1] ?? []),
      );
      return [...direct, ...taken];
    });
    const listed = [...textOf('environment.md').matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(
      ([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(listed.sort()).toEqual([...new Set(used)].sort());
  });
});
