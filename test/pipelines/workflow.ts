// Runs a documented workflow as GitHub would: its jobs in order, with what checkout, cache and artifacts do.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { holds, interpolated, type Lookup } from './expressions.js';
import type { GitHub, Rights } from './github-stand-in.js';
import { runAction, runScript, type StepResult, type Surroundings } from './runner.js';

const ROOT = join(import.meta.dirname, '..', '..');
const text = z.coerce.string();
const texts = z.record(z.string(), text);

const stepFile = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: texts.optional(),
  env: texts.optional(),
});
const jobFile = z.strictObject({
  needs: z.string().optional(),
  if: z.string().optional(),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
  outputs: texts.optional(),
  'runs-on': z.string(),
  'timeout-minutes': z.number(),
  steps: z.array(stepFile),
});
export const workflowFile = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(z.string(), jobFile),
});
type Step = z.infer<typeof stepFile>;

export interface World {
  readonly github: GitHub;
  readonly repository: string;
  /** What is checked out. */
  readonly source: string;
  /** Folder for workspaces, caches and artifacts. */
  readonly folder: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Kept between runs, the newest last. */
  readonly caches: { readonly key: string; readonly folder: string }[];
  runs: number;
}

export interface Event {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly sha: string;
  readonly ref: string;
}

export interface JobResult {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly log: string;
  readonly summary: string;
  /** Of the last step that ran the action. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly told: Readonly<Record<string, string>>;
  readonly artifacts: Readonly<Record<string, string>>;
}

/** Runs all jobs; they must stand in the order of their `needs`. */
export async function runWorkflow(
  yaml: string,
  event: Event,
  world: World,
): Promise<Record<string, JobResult>> {
  const workflow = workflowFile.parse(parse(yaml));
  if (!(event.name in workflow.on)) throw new Error(`${workflow.name} does not run on ${event.name}.`);
  world.runs += 1;
  const jobs: Record<string, JobResult> = {};
  const artifacts = mkdtempSync(join(world.folder, 'artifacts-'));
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const needed = job.needs === undefined ? undefined : jobs[job.needs];
    if (job.needs !== undefined && needed === undefined) throw new Error(`${name} needs ${job.needs}.`);
    const outputs = new Map<string, string>();
    const lookup = lookupOf(event, world, outputs, jobs);
    const blocked = needed !== undefined && needed.result !== 'success';
    if (blocked || !holds(job.if, lookup, false)) {
      jobs[name] = { result: 'skipped', log: '', summary: '', outputs: {}, told: {}, artifacts: {} };
      continue;
    }
    const token = world.github.token((job.permissions ?? workflow.permissions) as Rights);
    const temp = mkdtempSync(join(world.folder, 'temp-'));
    const around: Surroundings = {
      temp,
      workspace: mkdtempSync(join(world.folder, 'workspace-')),
      token,
      env: {
        GITHUB_EVENT_NAME: event.name,
        GITHUB_EVENT_PATH: join(temp, 'event.json'),
        GITHUB_REPOSITORY: world.repository,
        GITHUB_SHA: event.sha,
        GITHUB_REF: event.ref,
        GITHUB_WORKFLOW: workflow.name,
        GITHUB_JOB: name,
        GITHUB_RUN_ID: String(world.runs),
        GITHUB_API_URL: world.github.url,
        GITHUB_SERVER_URL: 'https://github.example.com',
      },
    };
    writeFileSync(join(temp, 'event.json'), JSON.stringify(event.payload));
    jobs[name] = await runJob(job.steps, {
      around,
      world,
      artifacts,
      lookup,
      outputs,
      told: job.outputs ?? {},
    });
  }
  return jobs;
}

interface Running {
  readonly around: Surroundings;
  readonly world: World;
  readonly artifacts: string;
  readonly lookup: Lookup;
  /** `step.output` -> value */
  readonly outputs: Map<string, string>;
  readonly told: Readonly<Record<string, string>>;
}

async function runJob(steps: readonly Step[], running: Running): Promise<JobResult> {
  let hasFailed = false;
  let log = '';
  let summary = '';
  let last: Readonly<Record<string, string>> = {};
  for (const step of steps) {
    if (!holds(step.if, running.lookup, hasFailed)) continue;
    const ran = await runStep(step, running);
    hasFailed ||= ran.code !== 0;
    log += ran.log;
    summary += ran.summary;
    if ('exit-code' in ran.outputs) last = ran.outputs;
    for (const [name, value] of Object.entries(ran.outputs)) running.outputs.set(`${step.id}.${name}`, value);
  }
  const filled = (all: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(all).map(([key, value]) => [key, interpolated(value, running.lookup)]));
  const kept = existsSync(running.artifacts)
    ? Object.fromEntries(readdirSync(running.artifacts).map((name) => [name, join(running.artifacts, name)]))
    : {};
  return {
    result: hasFailed ? 'failure' : 'success',
    log,
    summary,
    outputs: last,
    told: filled(running.told),
    artifacts: kept,
  };
}

const NOTHING: StepResult = { code: 0, outputs: {}, log: '', summary: '' };

async function runStep(step: Step, running: Running): Promise<StepResult> {
  const { around, world, lookup } = running;
  const filled = (all: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(all).map(([key, value]) => [key, interpolated(value, lookup)]));
  const given = filled(step.with);
  const own = { ...around, env: { ...around.env, ...filled(step.env) } };
  if (step.run !== undefined) return runScript(step.run, own);
  const [name = '', version = ''] = (step.uses ?? '').split('@');
  if (!/^v\d+\.\d+\.\d+$/.test(version)) throw new Error(`${step.uses} is not pinned to a version.`);
  if (name === 'your-org/cutover') return runAction(ROOT, given, own);
  if (name === 'actions/checkout') cpSync(world.source, around.workspace, { recursive: true });
  else if (name === 'actions/cache/restore') restore(given, running);
  else if (name === 'actions/cache/save') {
    const folder = mkdtempSync(join(world.folder, 'cache-'));
    copyMatching(given.path ?? '', around.workspace, folder);
    world.caches.push({ key: given.key ?? '', folder });
  } else if (name === 'actions/upload-artifact') {
    upload(given, running);
  } else if (name === 'actions/download-artifact') {
    cpSync(join(running.artifacts, given.name ?? ''), join(around.workspace, given.path ?? ''), {
      recursive: true,
    });
  } else throw new Error(`The documented workflow uses ${name}, which this runner does not know.`);
  return NOTHING;
}

function restore(given: Readonly<Record<string, string>>, { around, world }: Running): void {
  const prefixes = (given['restore-keys'] ?? '').split('\n').filter((line) => line !== '');
  const found =
    world.caches.findLast(({ key }) => key === given.key) ??
    world.caches.findLast(({ key }) => prefixes.some((prefix) => key.startsWith(prefix)));
  if (found) cpSync(found.folder, around.workspace, { recursive: true });
}

function upload(given: Readonly<Record<string, string>>, { around, artifacts }: Running): void {
  for (const path of (given.path ?? '').split('\n').filter((line) => line !== '')) {
    const from = join(path.startsWith('/') ? '/' : around.workspace, path);
    if (!existsSync(from) && given['if-no-files-found'] === 'ignore') continue;
    cpSync(from, join(artifacts, given.name ?? '', basename(path)), { recursive: true });
  }
}

/** Paths, one a line; the last part may have a `*`. */
export function copyMatching(paths: string, from: string, to: string): void {
  for (const path of paths.split('\n').filter((line) => line !== '')) {
    const folder = join(from, dirname(path));
    const pattern = new RegExp(`^${basename(path).replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (!pattern.test(name)) continue;
      mkdirSync(join(to, dirname(path)), { recursive: true });
      cpSync(join(folder, name), join(to, dirname(path), name));
    }
  }
}

function lookupOf(
  event: Event,
  world: World,
  outputs: ReadonlyMap<string, string>,
  jobs: Readonly<Record<string, JobResult>>,
): Lookup {
  const github: Record<string, unknown> = {
    ref: event.ref,
    sha: event.sha,
    event_name: event.name,
    run_id: world.runs,
    run_attempt: 1,
    repository: world.repository,
    event: event.payload,
  };
  return (path) => {
    const [root = '', ...rest] = path.split('.');
    if (root === 'secrets') return world.secrets[rest.join('.')];
    if (root === 'vars') return world.variables[rest.join('.')];
    if (root === 'steps') return outputs.get(`${rest[0]}.${rest[2]}`);
    if (root === 'needs') return jobs[rest[0] ?? '']?.told[rest[2] ?? ''];
    if (root !== 'github') throw new Error(`The workflow reads ${path}, which this runner does not know.`);
    const found = rest.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      github,
    );
    return typeof found === 'string' || typeof found === 'boolean' || typeof found === 'number'
      ? found
      : undefined;
  };
}
