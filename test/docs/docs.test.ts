// Runs every command of the README and the docs, in a folder of the page's own, and compares what it prints.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Folder, simulate, temporaryFolder } from '../support/program.js';
import { edited, matches, readPage, type Step } from './page.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'dist', 'cutover.js');

/** Commands of the repository itself: .ci/run executes them, a page's folder cannot. */
const RUN_BY_CI = /^(?:npm (?:ci|test|run|pack|install)|git clone|cd )/;

function pages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const PAGES = [
  ...pages(join(ROOT, 'docs')),
  ...['README.md', 'CONTRIBUTING.md'].map((name) => join(ROOT, name)),
]
  .filter((path) => existsSync(path))
  .sort();

/** A provider that is named by its path has the variables of its name: examples/provider-acme, ACME_… */
function prefixOf(type: string): { readonly prefix?: string } {
  const name = /provider-(\w+)\//.exec(type)?.[1];
  return name === undefined ? {} : { prefix: name.toUpperCase() };
}

/** What a page's commands run in: a folder with the examples, a `cutover` on the path, the variables of simulators. */
interface Surroundings {
  readonly at: Folder;
  readonly env: NodeJS.ProcessEnv;
  readonly running: { stop(): Promise<void> }[];
}

function prepare(): Surroundings {
  const at = temporaryFolder();
  mkdirSync(join(at.path, '.bin'));
  const shim = join(at.path, '.bin', 'cutover');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(shim, 0o755);
  symlinkSync(join(ROOT, 'examples'), join(at.path, 'examples'));
  const { FORCE_COLOR: _force, ...rest } = process.env;
  const path = `${join(at.path, '.bin')}:${process.env.PATH ?? ''}`;
  return { at, env: { ...rest, NO_COLOR: '1', PATH: path }, running: [] };
}

/** Both streams of a command together, as a terminal shows them. */
async function outputOf(command: string, { at, env }: Surroundings): Promise<string> {
  const child = spawn('bash', ['-c', `exec 2>&1; ${command}`], {
    cwd: at.path,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  for await (const part of child.stdout.setEncoding('utf8')) text += part;
  return text;
}

/** A simulator that the page starts as a command, and whose lines it shows: returns these lines. */
async function startShown(
  { type, args, output = '' }: Extract<Step, { does: 'simulate' }>,
  { at, env, running }: Surroundings,
): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, 'simulate', type, ...args], {
    cwd: at.path,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  running.push({
    stop: () => {
      child.kill();
      return ended;
    },
  });
  let text = '';
  for await (const part of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += part;
    if (text.split('\n').length >= output.split('\n').length) break;
  }
  for (const [, name = '', value] of text.matchAll(/^export (\w+)='(.*)'$/gm)) env[name] = value;
  return text;
}

async function startHidden(
  { type, args }: Extract<Step, { does: 'simulate' }>,
  { at, env, running }: Surroundings,
): Promise<void> {
  const seedEnv = { UDESK_APP_ID: 'a', UDESK_SID: 's', UDESK_AUTH_TOKEN: 't' };
  const simulator = await simulate(type, args, { cwd: at.path, env: seedEnv, ...prefixOf(type) });
  running.push(simulator);
  Object.assign(env, simulator.env);
}

/** Does one step; returns what it printed where the page shows that. */
async function perform(step: Step, where: Surroundings): Promise<string | undefined> {
  if (step.does === 'simulate' && step.output === undefined) await startHidden(step, where);
  else if (step.does === 'simulate') return startShown(step, where);
  else if (step.does === 'edit') {
    const path = join(where.at.path, step.path);
    writeFileSync(path, edited(readFileSync(path, 'utf8'), step.diff));
  } else if (step.does === 'write') {
    mkdirSync(dirname(join(where.at.path, step.path)), { recursive: true });
    writeFileSync(join(where.at.path, step.path), step.text);
  } else if (!RUN_BY_CI.test(step.command)) return outputOf(step.command, where);
  return undefined;
}

describe('pages', () => {
  it.concurrent.each(PAGES.map((path) => ({ name: relative(ROOT, path), path })))(
    '$name shows what its commands print',
    { timeout: 300_000 },
    async ({ name, path }) => {
      const where = prepare();
      try {
        for (const step of readPage(readFileSync(path, 'utf8'))) {
          const printed = await perform(step, where);
          if (printed === undefined || !('output' in step) || step.output === undefined) continue;
          const shown = step.does === 'run' ? step.command : `cutover simulate ${step.type}`;
          const right = matches(step.output, printed);
          expect(right ? step.output : printed, `${name}:${step.line}: $ ${shown}`).toBe(step.output);
        }
      } finally {
        await Promise.all(where.running.map((one) => one.stop()));
        where.at.remove();
      }
    },
  );

  it.each(PAGES.map((path) => ({ name: relative(ROOT, path), path })))(
    '$name links only to files and headings that exist',
    ({ path }) => {
      expect(links(path).filter((link) => !leads(path, link))).toEqual([]);
    },
  );

  it('are all in the contents of the book', () => {
    const contents = links(join(ROOT, 'docs', 'README.md')).map((link) => join(ROOT, 'docs', link));
    const book = PAGES.filter(
      (path) => relative(ROOT, path).startsWith('docs/') && !path.endsWith('README.md'),
    );
    expect(book.filter((path) => !contents.includes(path))).toEqual([]);
  });

  it.each(PAGES.map((path) => ({ name: relative(ROOT, path), path })))(
    '$name names only files of the repository that exist',
    ({ path }) => {
      const named =
        readFileSync(path, 'utf8').match(/(?<![\w./-])(?:src|test|scripts|bench)\/[\w./-]*\w/g) ?? [];
      // TYPE stands for the name of a vendor of the reader's own.
      const real = named.filter((one) => !one.includes('TYPE'));
      expect(real.filter((one) => !existsSync(join(ROOT, one)))).toEqual([]);
    },
  );
});

describe('commands of the repository', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const named = PAGES.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/\bnpm run (?:--silent )?([\w:]+)([^\n`|]*)/g)].map(
      ([command, script = '', rest = '']) => ({ page: relative(ROOT, path), command, script, rest }),
    ),
  );

  it('are scripts of package.json', () => {
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
  });

  it('have only options that their script takes', () => {
    const unknown = named.flatMap(({ page, script, rest }) => {
      const file = /scripts\/\w+\.mjs/.exec(scripts[script] ?? '')?.[0];
      const taken = [file, `${script}/main.ts`]
        .filter((one) => one !== undefined && existsSync(join(ROOT, one)))
        .map((one) => readFileSync(join(ROOT, one ?? ''), 'utf8'))
        .join('\n');
      const options = [...(rest.split(' -- ')[1] ?? '').matchAll(/(?<= |^)--([\w-]+)/g)];
      return options
        .filter(([, name]) => !new RegExp(`\\b${name}'?: \\{ type:`).test(taken))
        .map(([option]) => `${page}: npm run ${script} -- ${option}`);
    });
    expect(unknown).toEqual([]);
  });
});

function links(path: string): string[] {
  const text = readFileSync(path, 'utf8').replace(/^```.*?^```$/gms, '');
  return [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

function leads(page: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const path = file === '' ? page : join(dirname(page), file);
  if (!existsSync(path)) return false;
  if (heading === undefined) return true;
  const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    anchorOf(text),
  );
  return headings.includes(heading);
}

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
