// Keeps the promises that the folders make: who may import whom, what is pure, and that shared code names no vendor.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIn, builtInTypes } from '../src/providers/registry.js';

const SRC = join(import.meta.dirname, '..', 'src');

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[];
}

function sources(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    if (!entry.name.endsWith('.ts')) return [];
    const text = readFileSync(path, 'utf8');
    const imports = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)';/gms)].map(
      (match) => ({
        typeOnly: match[1] !== undefined,
        from: match[2]?.startsWith('.')
          ? relative(SRC, join(dirname(path), match[2])).replace(/\.js$/, '.ts')
          : (match[2] ?? ''),
      }),
    );
    return [{ path: relative(SRC, path), text, imports }];
  });
}

/** Without comments. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');

const files = sources(SRC);
const room = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);

/** A room may import itself, `contract`, and what stands here. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  schema: [],
  plan: [],
  secrets: [],
  http: ['secrets'],
  state: [],
  apply: ['plan', 'secrets', 'http', 'state'],
  simulator: [],
  providers: ['schema', 'plan', 'simulator'],
  render: ['plan'],
  propose: ['schema', 'plan'],
  center: ['plan', 'secrets', 'http', 'state', 'apply'],
  conformance: ['schema', 'plan', 'secrets', 'http', 'state', 'apply', 'center', 'simulator', 'render'],
};

/** Within `cli`: a folder may import itself, the files beside the folders, and what stands here. */
const ALLOWED_IN_CLI: Readonly<Record<string, readonly string[]>> = {
  grammar: [],
  loading: [],
  telling: ['grammar'],
  running: ['grammar', 'loading', 'telling'],
  saved: ['loading', 'telling'],
  drift: ['grammar', 'loading', 'telling', 'running'],
  demo: ['grammar', 'loading', 'telling'],
  completion: [],
  commands: ['grammar', 'loading', 'telling', 'running', 'saved', 'drift', 'demo', 'completion'],
};

describe('architecture', () => {
  it('reads the whole source tree', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(Object.entries(ALLOWED))('%s imports only what it may', (name, allowed) => {
    const wrong = files
      .filter((file) => room(file.path) === name)
      .flatMap((file) =>
        file.imports
          .map((entry) => entry.from)
          .filter((from) => from.endsWith('.ts') && ![name, 'contract', ...allowed].includes(room(from)))
          .map((from) => `${file.path} -> ${from}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(ALLOWED_IN_CLI))('cli/%s imports only what it may of cli', (name, allowed) => {
    const folder = (path: string): string | undefined => /^cli\/([^/]+)\//.exec(path)?.[1];
    const known = [name, undefined, ...allowed];
    const wrong = files
      .filter((file) => folder(file.path) === name)
      .flatMap((file) =>
        file.imports
          .filter((entry) => !known.includes(folder(entry.from)))
          .map((entry) => `${file.path} -> ${entry.from}`),
      );
    expect(wrong).toEqual([]);
    expect([...new Set(files.flatMap(({ path }) => folder(path) ?? []))].sort()).toEqual(
      Object.keys(ALLOWED_IN_CLI).sort(),
    );
  });

  it.each([
    ['propose/text', 'propose'],
    ['schema/reading', 'schema/center'],
  ])('%s knows nothing of %s', (folder, above) => {
    const wrong = files
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .flatMap(({ path, imports }) => imports.map(({ from }) => ({ path, from })))
      .filter(({ from }) => from.startsWith(`${above}/`) && !from.startsWith(`${folder}/`));
    expect(wrong).toEqual([]);
  });

  it.each(['schema', 'plan', 'propose'])('%s is pure: no I/O, no clock, no randomness', (name) => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|Math\.random|process\.|\bfetch\(|setTimeout|\basync\b|\bawait\b|\bperformance\.now/;
    const wrong = files
      .filter((file) => room(file.path) === name)
      .filter(
        (file) =>
          impure.test(code(file.text)) ||
          file.imports.some((entry) => entry.from.startsWith('node:') && entry.from !== 'node:crypto'),
      )
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  it('has a rule for every room', () => {
    const rooms = new Set(files.map((file) => room(file.path)).filter((name) => !name.endsWith('.ts')));
    expect([...rooms].sort()).toEqual([...Object.keys(ALLOWED), 'cli'].sort());
  });

  const vendors = builtInTypes();

  /** All but the folder of a vendor, the list of them, and the story that is told of some. */
  const shared = files.filter(
    ({ path }) =>
      !vendors.some((type) => path.startsWith(`providers/${type}/`)) &&
      path !== 'providers/registry.ts' &&
      path !== 'cli/demo/stories.ts',
  );

  it('names no vendor outside the vendors’ folders', () => {
    const vendor = /\b(?:udesk|nxlink|nxcloud|callbot|portsip)\b/i;
    const wrong = shared
      .filter((file) => vendor.test(file.text.replace(/`?\w+\.md`?/g, '')))
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  it('names no kind there either: shared code reads what a kind says of itself', async () => {
    const providers = await Promise.all(builtInTypes().map((type) => builtIn(type)?.provider()));
    const kinds = new Set(providers.flatMap((provider) => provider?.kinds.map(({ name }) => name) ?? []));
    expect(kinds.size).toBeGreaterThan(8);
    const literal = new RegExp(`(['"\`])(?:${[...kinds].join('|')})\\1`);
    expect(shared.filter(({ text }) => literal.test(code(text))).map(({ path }) => path)).toEqual([]);
  });

  it('keeps client and model of a vendor apart', () => {
    const side = (path: string): string | undefined => {
      const match = /^providers\/([^/]+)\/(model|simulator)?/.exec(path);
      return match ? `${match[1]}:${match[2] ? 'vendor side' : 'client'}` : undefined;
    };
    const wrong = files.flatMap((file) =>
      file.imports
        .filter((entry) => {
          const from = side(entry.from);
          const here = side(file.path);
          return from && here && from.split(':')[0] === here.split(':')[0] && from !== here;
        })
        .map((entry) => `${file.path} -> ${entry.from}`),
    );
    expect(wrong).toEqual([]);
  });

  /** What is done in few places, and where. A file that is not among them asks one that is. */
  it.each([
    ['sends and receives HTTP', /from '(?:undici|node:https?)'/, ['http/', 'simulator/']],
    [
      'decides when to try again',
      /retry-after|nextDelay/i,
      ['http/', 'simulator/', 'providers/portsip/simulator/'],
    ],
    [
      'hides a secret',
      /'\*\*\*'/,
      ['secrets/redact.ts', 'render/redact-plan.ts', 'simulator/log.ts', 'providers/portsip/connect.ts'],
    ],
    [
      'looks at the clock',
      /\bDate\.now\b|\bnew Date\(\)|performance\.now/,
      ['cli/', 'center/apply.ts', 'simulator/', 'conformance/'],
    ],
    [
      'waits',
      /\bset(?:Timeout|Interval)\b/,
      [
        'cli/running/session.ts',
        'cli/telling/progress.ts',
        'cli/drift/notify.ts',
        'state/lock.ts',
        'simulator/serve.ts',
        'conformance/rig.ts',
      ],
    ],
    [
      'draws at random',
      /\bMath\.random\b|\brandom(?:Int|UUID|Bytes)\b/,
      [
        'cli/running/session.ts',
        'center/apply.ts',
        'state/lock.ts',
        'state/lock-http.ts',
        'providers/callbot/connect.ts',
      ],
    ],
  ])('%s in these places only', (_what, pattern, places) => {
    const found = files.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path);
    expect(found.filter((path) => !places.some((place) => path.startsWith(place)))).toEqual([]);
    expect(places.filter((place) => !found.some((path) => path.startsWith(place)))).toEqual([]);
  });

  it('exports no value that nobody else uses', () => {
    const root = join(SRC, '..');
    const others = ['test', 'bench', 'examples'].flatMap((folder) => sources(join(root, folder)));
    const words = new Map(
      [...files, ...others].map(({ path, text }) => [path, new Set(text.match(/[A-Za-z_$][\w$]*/g))]),
    );
    const unused = files.flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => ![...words].some(([other, used]) => other !== path && used.has(name)))
        .map((name) => `${path}: ${name}`),
    );
    expect(unused).toEqual([]);
  });

  /** A ratchet: the longest file of today; lower it when that one is divided. */
  it('keeps files small', () => {
    const LONGEST = 280;
    const wrong = files
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONGEST)
      .map(({ path, lines }) => `${path}: ${lines} lines`);
    expect(wrong).toEqual([]);
  });
});
