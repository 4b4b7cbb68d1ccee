// The Dockerfile, line by line: what it copies, builds, takes away and starts, in folders in place of layers.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPage } from '../docs/page.js';
import { type Folder, type Simulator, simulate, temporaryFolder } from '../support/program.js';
import { head } from '../support/udesk-centers.js';
import { CAN_CHANGE_USER, NOBODY, openFolder, runContainer, volume } from './container.js';
import { ROOT } from './stage.js';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const instructions = dockerfile
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line): Instruction => {
    const [name = '', ...rest] = line.split(' ');
    return { name, rest: rest.join(' ') };
  });
const instruction = (name: string): string => instructions.findLast((one) => one.name === name)?.rest ?? '';

/** What .dockerignore lets through: everything is out, and named again. */
const allowed = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

let folder: Folder;
let image: string;
let simulator: Simulator;

/** Paths of a stage, in its folder. */
const inside = (root: string, command: string): string =>
  command.replace(/(^|\s)\/(?=[a-z])/g, (_, before: string) => `${before}${root}/`);

function copy(rest: string, root: string, workdir: string, stages: ReadonlyMap<string, string>): void {
  const words = rest.split(' ');
  const from = words[0]?.startsWith('--from=') ? (words.shift() ?? '').slice('--from='.length) : undefined;
  const to = words.pop() ?? '';
  const target = to.startsWith('/') ? join(root, to) : join(root, workdir, to);
  for (const word of words) {
    if (from === undefined) expect(allowed).toContain(word.split('/')[0]);
    const source = from === undefined ? join(ROOT, word) : join(stages.get(from) ?? '', word);
    const into = to.endsWith('/') ? join(target, basename(word)) : target;
    mkdirSync(dirname(into), { recursive: true });
    cpSync(source, into, { recursive: true });
  }
}

/** What the base image brings, as far as the Dockerfile takes it away. */
function base(root: string): void {
  for (const path of ['usr/local/lib/node_modules/npm', 'opt/yarn-v1.22.22/bin'])
    mkdirSync(join(root, path), { recursive: true });
  mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
  for (const name of ['npm', 'npx', 'corepack', 'yarn', 'yarnpkg'])
    writeFileSync(join(root, 'usr/local/bin', name), '');
}

function run(command: string, root: string, workdir: string): void {
  if (command.startsWith('npm ci ')) {
    expect(command).toBe('npm ci --ignore-scripts --no-audit --no-fund');
    symlinkSync(join(ROOT, 'node_modules'), join(root, workdir, 'node_modules'));
    return;
  }
  const script = inside(root, CAN_CHANGE_USER ? command : command.replace(/&& chown \S+ \S+/, ''));
  execFileSync('sh', ['-e', '-c', script], { cwd: join(root, workdir), stdio: 'pipe' });
}

beforeAll(async () => {
  folder = temporaryFolder();
  openFolder(folder.path);
  const stages = new Map<string, string>();
  let workdir = '/';
  for (const { name, rest } of instructions) {
    if (name === 'FROM') {
      expect(rest).toMatch(/^node:24-alpine(?: AS [a-z]+)?$/);
      image = openFolder(join(folder.path, `stage-${stages.size}`));
      stages.set(/ AS (\w+)$/.exec(rest)?.[1] ?? 'last', image);
      workdir = '/';
      base(image);
    } else if (name === 'WORKDIR') {
      workdir = rest;
      openFolder(join(image, workdir));
    } else if (name === 'COPY') copy(rest, image, workdir, stages);
    else if (name === 'RUN') run(rest, image, workdir);
    else expect(['ENV', 'VOLUME', 'USER', 'ENTRYPOINT', 'CMD']).toContain(name);
  }
  simulator = await simulate('udesk');
}, 60_000);
afterAll(async () => {
  await simulator.stop();
  folder.remove();
});

describe('the image', () => {
  it('is made in two stages, and runs as somebody without a name', () => {
    expect(instructions.filter(({ name }) => name === 'FROM')).toHaveLength(2);
    expect(instruction('USER')).toBe(`${NOBODY}:${NOBODY}`);
    expect(instruction('VOLUME')).toBe('/state');
    expect(dockerfile).not.toMatch(/^(?:ARG|ADD)\b|_TOKEN|_SID/m);
  });

  it('holds the program, and nothing to build or install with', () => {
    const files = (path: string): string[] => readdirSync(join(image, path)).sort();
    expect(files('opt')).toEqual(['cutover']);
    expect(files('opt/cutover')).toEqual(['LICENSE', 'action', 'dist', 'package.json', 'pipelines']);
    expect(files('usr/local/bin')).toEqual(['cutover']);
    expect(files('usr/local/lib')).toEqual([]);
    expect(existsSync(join(image, 'src'))).toBe(false);
    expect(lstatSync(join(image, 'state')).mode & 0o777).toBe(0o700);
    if (CAN_CHANGE_USER) expect(statSync(join(image, 'state')).uid).toBe(NOBODY);
  });

  it('lets nothing into the build that is not the program’s', () => {
    expect(allowed.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
    expect(readFileSync(join(ROOT, '.dockerignore'), 'utf8')).toMatch(/^\*$/m);
  });

  it('runs what the page shows, with its files read-only and its state on the volume', async () => {
    const page = readFileSync(join(ROOT, 'docs', 'pipelines', 'docker.md'), 'utf8');
    const shown = /^docker run [\s\S]*?cutover:0\.1\.0 (.+)$/m.exec(page)?.[1]?.split(' ') ?? [];
    expect(shown[0]).toBe('plan');
    const names = readPage(page).flatMap((step) =>
      step.does === 'write' ? step.text.match(/^\w+(?==)/gm) : [],
    );
    expect(names.sort()).toEqual(Object.keys(simulator.env).sort());
    const [entry = ''] = JSON.parse(instruction('ENTRYPOINT')) as string[];
    const cwd = join(image, instruction('WORKDIR'));
    openFolder(join(cwd, 'centers'));
    writeFileSync(join(cwd, 'centers', 'a.yaml'), `${head()}queues:\n  - { id: "9001", name: Support }\n`);
    const state = volume(join(folder.path, 'volume'));
    const container = {
      program: [process.execPath, join(image, 'usr/local/bin', entry)],
      cwd,
      env: simulator.env,
      mounts: { '/state': state },
    };
    const planned = await runContainer({ ...container, args: shown });
    expect(planned, planned.stderr).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('1 to create'),
    });
    const apply = ['apply', 'centers', '--auto-approve', '--state-dir', '/state'];
    expect(await runContainer({ ...container, args: apply })).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(state)).toContain('acme-support.ledger.json');
    if (CAN_CHANGE_USER) {
      const refused = await runContainer({ ...container, args: ['apply', 'centers', '--auto-approve'] });
      expect(refused.stderr).toContain('--state-dir');
      expect(readdirSync(cwd)).toEqual(['centers']);
    }
    const help = await runContainer({ ...container, args: JSON.parse(instruction('CMD')) as string[] });
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: cutover') });
  });
});
