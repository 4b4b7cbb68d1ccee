// Runs every command of the README and the docs, in a folder of the page's own, and compares what it prints.
import { spawnSync } from 'node:child_process';
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
import { afterEach, describe, expect, it } from 'vitest';
import { type Folder, type Simulator, simulate, temporaryFolder } from '../support/program.js';
import { matches, readPage } from './page.js';

const ROOT = join(import.meta.dirname, '..', '..');

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

let folder: Folder | undefined;
let simulators: Simulator[] = [];

afterEach(async () => {
  await Promise.all(simulators.map((simulator) => simulator.stop()));
  simulators = [];
  folder?.remove();
});

/** A provider that is named by its path has the variables of its name: examples/provider-acme, ACME_… */
function prefixOf(type: string): { readonly prefix?: string } {
  const name = /provider-(\w+)\//.exec(type)?.[1];
  return name === undefined ? {} : { prefix: name.toUpperCase() };
}

/** A folder with the examples and a `cutover` on the path. */
function prepare(): { readonly at: Folder; readonly env: NodeJS.ProcessEnv } {
  const at = temporaryFolder();
  mkdirSync(join(at.path, '.bin'));
  const shim = join(at.path, '.bin', 'cutover');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist', 'cutover.js')}" "$@"\n`);
  chmodSync(shim, 0o755);
  symlinkSync(join(ROOT, 'examples'), join(at.path, 'examples'));
  const { FORCE_COLOR: _force, ...rest } = process.env;
  return {
    at,
    env: { ...rest, NO_COLOR: '1', PATH: `${join(at.path, '.bin')}:${process.env.PATH ?? ''}` },
  };
}

describe.each(PAGES.map((path) => ({ name: relative(ROOT, path), path })))('$name', ({ path }) => {
  const markdown = readFileSync(path, 'utf8');

  it('shows what its commands print', { timeout: 120_000 }, async () => {
    const { at, env } = prepare();
    folder = at;
    for (const step of readPage(markdown)) {
      const place = `${relative(ROOT, path)}:${step.line}`;
      if (step.does === 'simulate') {
        const seedEnv = { UDESK_APP_ID: 'a', UDESK_SID: 's', UDESK_AUTH_TOKEN: 't' };
        const simulator = await simulate(step.type, step.args, {
          cwd: at.path,
          env: seedEnv,
          ...prefixOf(step.type),
        });
        simulators.push(simulator);
        Object.assign(env, simulator.env);
      } else if (step.does === 'write') {
        mkdirSync(dirname(join(at.path, step.path)), { recursive: true });
        writeFileSync(join(at.path, step.path), step.text);
      } else if (!RUN_BY_CI.test(step.command)) {
        const ran = spawnSync('bash', ['-c', `exec 2>&1; ${step.command}`], {
          cwd: at.path,
          env,
          encoding: 'utf8',
        });
        const right = matches(step.output, ran.stdout);
        expect(right ? step.output : ran.stdout, `${place}: $ ${step.command}`).toBe(step.output);
      }
    }
  });

  it('links only to files that exist', () => {
    const links = [...markdown.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
  });

  it('names only files of the repository that exist', () => {
    const named = markdown.match(/(?<![\w./-])(?:src|test|scripts|bench)\/[\w./-]*\w/g) ?? [];
    // TYPE stands for the name of a vendor of the reader's own.
    const real = named.filter((path) => !path.includes('TYPE'));
    expect(real.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
