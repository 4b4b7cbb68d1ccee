// The GitLab include with the file of its page: jobs put together as GitLab does, their scripts run.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPage } from '../docs/page.js';
import { type Folder, type Simulator, simulate, temporaryFolder } from '../support/program.js';
import { head } from '../support/udesk-centers.js';
import { type GitLab, startGitLab } from './gitlab-stand-in.js';
import { ROOT } from './stage.js';
import { copyMatching } from './workflow.js';

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As `extends` does: mappings are merged, everything else is taken over. */
function merged(under: Mapping, over: Mapping): Mapping {
  const both = Object.keys(over).map((key) => {
    const [low, high] = [under[key], over[key]];
    return [key, isMapping(low) && isMapping(high) ? merged(low, high) : high];
  });
  return { ...under, ...(Object.fromEntries(both) as Mapping) };
}

function resolved(name: string, all: Mapping): Mapping {
  const own = all[name];
  if (!isMapping(own)) throw new Error(`There is no job ${name}.`);
  const { extends: from, ...rest } = own;
  return typeof from === 'string' ? merged(resolved(from, all), rest) : rest;
}

const jobFile = z.strictObject({
  image: z.strictObject({
    name: z.literal('$CUTOVER_IMAGE'),
    entrypoint: z.tuple([z.literal('')]),
    docker: z.strictObject({ user: z.literal('root') }),
  }),
  variables: z.record(z.string(), z.string()).default({}),
  cache: z.strictObject({
    key: z.literal('cutover-state'),
    paths: z.tuple([z.literal('.cutover/*.ledger.json'), z.literal('.cutover/*.journal.jsonl')]),
    when: z.literal('always'),
    policy: z.enum(['pull', 'pull-push']),
  }),
  rules: z.array(z.strictObject({ if: z.string(), when: z.string().optional() })),
  script: z.array(z.string()),
  artifacts: z.strictObject({ when: z.literal('always'), expire_in: z.string(), paths: z.array(z.string()) }),
  resource_group: z.string().optional(),
  interruptible: z.boolean().optional(),
  environment: z.string().optional(),
});

const page = readPage(readFileSync(join(ROOT, 'docs', 'pipelines', 'gitlab.md'), 'utf8'));
const [own] = page.flatMap((step) =>
  step.does === 'write' && step.path === '.gitlab-ci.yml' ? [step.text] : [],
);
const pipeline = parse(own ?? '') as Mapping & {
  include: { file: string }[];
  variables: Record<string, string>;
};
const included = parse(readFileSync(join(ROOT, pipeline.include[0]?.file ?? ''), 'utf8')) as Mapping;
const jobs = Object.keys(pipeline).filter((name) => name !== 'include' && name !== 'variables');
const job = (name: string) => jobFile.parse(resolved(name, { ...included, ...pipeline }));

let folder: Folder;
let gitlab: GitLab;
let simulator: Simulator;
let cache: string;

/** `$A == "x" && $B == $C` */
function holds(condition: string, env: Readonly<Record<string, string>>): boolean {
  const value = (text = ''): string =>
    text.startsWith('$') ? (env[text.slice(1)] ?? '') : text.replace(/^"(.*)"$/, '$1');
  return condition.split(' && ').every((part) => {
    const [left, right] = part.split(' == ');
    return value(left) === value(right);
  });
}

interface Done {
  readonly code: number | null;
  readonly log: string;
  readonly workspace: string;
}

/** Runs the job that the pipeline starts for these variables of GitLab. */
async function run(predefined: Readonly<Record<string, string>>, center: string): Promise<Done> {
  const env: Record<string, string> = {
    CI_API_V4_URL: gitlab.url,
    CI_PROJECT_ID: '42',
    CI_DEFAULT_BRANCH: 'main',
    CI_JOB_TOKEN: gitlab.jobToken,
    CI_JOB_ID: '9',
    CI_JOB_URL: 'https://gitlab.example.com/j/9',
    CI_COMMIT_SHORT_SHA: 'abcdef0',
    ...simulator.env,
    ...pipeline.variables,
    ...predefined,
  };
  const [name, ...more] = jobs.filter((one) => job(one).rules.some((rule) => holds(rule.if, env)));
  if (name === undefined || more.length > 0) throw new Error(`One job was to start, not ${[name, ...more]}.`);
  const { script, variables, cache: kept } = job(name);
  env.CI_JOB_NAME = name;
  const expanded = (text: string): string => text.replace(/\$(\w+)/g, (_, key: string) => env[key] ?? '');
  for (const [key, value] of Object.entries(variables)) env[key] = expanded(value);
  const workspace = mkdtempSync(join(folder.path, 'workspace-'));
  copyMatching(kept.paths.join('\n'), cache, workspace);
  mkdirSync(join(workspace, 'centers'));
  writeFileSync(join(workspace, 'centers', 'a.yaml'), center);
  const text = script.join('\n').replaceAll('/opt/cutover/', `${ROOT}/`);
  const child = spawn('sh', ['-e', '-c', text], {
    cwd: workspace,
    env: { ...env, PATH: `${join(folder.path, 'bin')}:${process.env.PATH}`, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      log += part;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (kept.policy === 'pull-push') copyMatching(kept.paths.join('\n'), workspace, cache);
  expect(log).not.toContain('canary');
  return { code, log, workspace };
}

const CENTER = `${head()}queues:\n  - { id: "9001", name: Support, timeout: 60 }\n`;
const ON_REQUEST = {
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_IID: '7',
  CI_COMMIT_BRANCH: '',
};
const ON_MAIN = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' };
const ON_SCHEDULE = { CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BRANCH: 'main' };

beforeAll(async () => {
  folder = temporaryFolder();
  cache = mkdtempSync(join(folder.path, 'cache-'));
  mkdirSync(join(folder.path, 'bin'));
  const shim = join(folder.path, 'bin', 'cutover');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist', 'cutover.js')}" "$@"\n`);
  chmodSync(shim, 0o755);
  gitlab = await startGitLab();
  simulator = await simulate('udesk');
});
afterAll(async () => {
  await simulator.stop();
  await gitlab.close();
  folder.remove();
});

describe('the jobs of the page', { timeout: 60_000 }, () => {
  it('are those of the include, and apply waits for a person and for its turn', () => {
    expect(jobs).toEqual(['cutover plan', 'cutover apply', 'cutover drift']);
    expect(job('cutover apply')).toMatchObject({
      rules: [{ when: 'manual' }],
      resource_group: 'cutover',
      interruptible: false,
      cache: { policy: 'pull-push' },
    });
    expect(job('cutover plan').cache.policy).toBe('pull');
  });

  it('go on without a token, and with one that is not valid', async () => {
    const { code, log } = await run(ON_REQUEST, CENTER);
    expect({ code, log }).toMatchObject({
      code: 0,
      log: expect.stringContaining('CUTOVER_GITLAB_TOKEN is not set'),
    });
    const wrong = await run({ ...ON_REQUEST, CUTOVER_GITLAB_TOKEN: 'wrong' }, CENTER);
    expect(wrong).toMatchObject({
      code: 0,
      log: expect.stringContaining('CUTOVER_GITLAB_TOKEN is not valid'),
    });
    expect(gitlab.notes).toEqual([]);
  });

  it('write one note, and change it at the next push', async () => {
    gitlab.notes.push({ id: 1, author: 3, body: 'Looks good to me.' });
    const token = { ...ON_REQUEST, CUTOVER_GITLAB_TOKEN: gitlab.token };
    const first = await run(token, CENTER);
    expect(first.code, first.log).toBe(0);
    expect(existsSync(join(first.workspace, job('cutover plan').artifacts.paths[0] ?? ''))).toBe(true);
    await run(token, CENTER.replace('60', '90'));
    expect(gitlab.notes.slice(1)).toMatchObject([
      { body: expect.stringContaining('### cutover plan: 1 to create') },
    ]);
    const body = gitlab.notes[1]?.body ?? '';
    expect(body).toContain('- 1 change now with other values: create queue/9001');
    expect(body).toContain('[Job 9](https://gitlab.example.com/j/9) for abcdef0');
  });

  it('tell of wrong files in the note, and fail', async () => {
    const token = { ...ON_REQUEST, CUTOVER_GITLAB_TOKEN: gitlab.token };
    const { code } = await run(token, CENTER.replace('timeout', 'timeot'));
    expect(code).toBe(3);
    expect(gitlab.notes[1]?.body).toContain('no plan could be made');
  });

  it('refuse to make passwords that nobody gets', async () => {
    const agents = 'agents:\n  - { id: "10031", workId: w1, name: Li Wei, extensions: ["8001"] }\n';
    const { code, log } = await run(ON_MAIN, `${CENTER}${agents}`);
    expect({ code, log }).toMatchObject({
      code: 4,
      log: expect.stringContaining('--secrets-command is empty'),
    });
    expect(await simulator.inspect('state')).toMatchObject({ resources: [] });
  });

  it('apply under the lock of the project, and then see drift', async () => {
    const applied = await run(ON_MAIN, CENTER);
    expect(applied.code, applied.log).toBe(0);
    const lock = '/projects/42/terraform/state/cutover-acme-support/lock';
    expect(gitlab.requests.slice(-2)).toEqual([`POST ${lock}`, `DELETE ${lock}`]);
    expect(await run(ON_SCHEDULE, CENTER)).toMatchObject({
      code: 0,
      log: expect.stringContaining('no drift'),
    });
    expect(await run(ON_SCHEDULE, CENTER.replace('60', '90'))).toMatchObject({ code: 2 });
  });
});
