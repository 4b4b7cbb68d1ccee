// Finds the cutover to run: one that is there, a version of the package, or what this ref of the action holds.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { UsageError } from './inputs.mjs';

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;

/** The words of a command line that start it. Throws UsageError. */
export async function findProgram({ path, version }, env) {
  if (path !== '' && version !== '')
    throw new UsageError('Give the input path or the input version, not both.');
  if (path !== '') return started(existing(resolve(path), 'path'));
  const file = version === '' ? await fromThisRef(env) : await fromPackage(version, env);
  return started(file);
}

/** The checkout of the action is what the workflow pinned: built here, nothing of the package is looked up by name. */
async function fromThisRef(env) {
  const root = resolve(import.meta.dirname, '..');
  const built = join(root, 'dist', 'cutover.js');
  if (!existsSync(built)) {
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], root, env);
    await run(process.execPath, [join('scripts', 'build.mjs')], root, env);
  }
  return built;
}

async function fromPackage(version, env) {
  const isTarball = version.endsWith('.tgz');
  if (!isTarball && !EXACT.test(version)) {
    throw new UsageError('The input version is not exact. Give one such as 0.1.0, or the path of a tarball.');
  }
  const folder = join(env.RUNNER_TEMP ?? '/tmp', `cutover-package-${isTarball ? 'tarball' : version}`);
  const file = join(folder, 'node_modules', 'cutover', 'dist', 'cutover.js');
  if (isTarball || !existsSync(file)) {
    const name = isTarball ? existing(resolve(version), 'version') : `cutover@${version}`;
    await npm(['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', name], '.', env);
  }
  return file;
}

function existing(path, input) {
  if (!existsSync(path)) throw new UsageError(`The input ${input} names a file that is not there: ${path}`);
  return path;
}

function started(file) {
  return /\.[cm]?js$/.test(file) ? [process.execPath, file] : [isAbsolute(file) ? file : resolve(file)];
}

function npm(args, cwd, env) {
  return run('npm', args, cwd, env);
}

async function run(program, args, cwd, env) {
  const code = await new Promise((done) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => done(127));
    child.once('close', (status) => done(status ?? 1));
  });
  if (code !== 0)
    throw new UsageError(`cutover could not be installed: ${program} ${args[0]} ended with ${code}.`);
}
