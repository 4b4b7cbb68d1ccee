// The workflows of docs/pipelines/github.md, taken from the page: from a pull request to a drift issue that is closed again.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPage } from '../docs/page.js';
import { type Folder, type Simulator, simulate, temporaryFolder } from '../support/program.js';
import { type Issue, startGitHub } from './github-stand-in.js';
import { commandsIn } from './runner.js';
import { type Event, runWorkflow, type World } from './workflow.js';

const REPOSITORY = 'example/centers';
const MERGED = 'c0ffee00c0ffee00';
const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'pipelines', 'github.md');
const CENTER = 'centers/acme-support.yaml';

const written = new Map(
  readPage(readFileSync(PAGE, 'utf8')).flatMap((step) =>
    step.does === 'write' ? [[step.path, step.text] as const] : [],
  ),
);
const page = (path: string): string => {
  const text = written.get(path);
  if (text === undefined) throw new Error(`The page has no ${path}.`);
  return text;
};

let folder: Folder;
let simulator: Simulator;
let world: World;
let pull: Issue;

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(world.source, path)), { recursive: true });
  writeFileSync(join(world.source, path), text);
};
const onPull = (action: string, sha: string): Event => {
  const repo = { full_name: REPOSITORY };
  const payload = {
    action,
    repository: repo,
    pull_request: { number: pull.number, merged: false, head: { sha, repo } },
  };
  return { name: 'pull_request', payload, sha: 'feed0000', ref: `refs/pull/${pull.number}/merge` };
};
const onSchedule: Event = { name: 'schedule', payload: {}, sha: MERGED, ref: 'refs/heads/main' };
const drift = async () => {
  const jobs = await runWorkflow(page('.github/workflows/cutover-drift.yml'), onSchedule, world);
  if (!jobs.drift) throw new Error('the workflow has no job drift');
  return jobs.drift;
};
/** Somebody changes the queue by hand. */
const meddle = (timeout: number): Promise<unknown> =>
  simulator.inspect('options', {
    put: [
      {
        kind: 'queue',
        address: 'queue/9001',
        fields: { name: 'Support', strategy: 'longest_idle', timeout, maxLength: 128 },
      },
    ],
  });
const alerts = (): Issue[] => world.github.issues.filter((issue) => !issue.pull);

beforeAll(async () => {
  folder = temporaryFolder();
  simulator = await simulate('udesk');
  const { UDESK_BASE_URL = '', ...secrets } = simulator.env;
  world = {
    github: await startGitHub(REPOSITORY),
    repository: REPOSITORY,
    source: join(folder.path, 'source'),
    folder: folder.path,
    secrets,
    variables: { UDESK_BASE_URL },
    caches: [],
    runs: 0,
  };
  mkdirSync(world.source);
  pull = world.github.openPull();
  for (const [path, text] of written) put(path, text);
  const subject = ['-subj', '/CN=telecom', '-keyout', join(folder.path, 'team.key')];
  const kind = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
  execFileSync('openssl', [...kind, '-out', join(world.source, 'team.pem')], { stdio: 'ignore' });
});
afterAll(async () => {
  await simulator.stop();
  await world.github.close();
  folder.remove();
});

describe('the documented workflows, one after the other', { timeout: 60_000 }, () => {
  const plan = async (event: Event) =>
    (await runWorkflow(page('.github/workflows/cutover-plan.yml'), event, world)).plan;

  it('comment on a pull request', async () => {
    world.github.comment(pull.number, 'somebody', 'Looks good to me.');
    const job = await plan(onPull('opened', 'aaaaaaa1'));
    expect(job, job?.log).toMatchObject({
      result: 'success',
      outputs: { 'exit-code': '2', status: 'changes' },
    });
    expect(job?.outputs).toMatchObject({ changes: '7', deletes: '0' });
    const [, comment, ...more] = pull.comments;
    expect(more).toEqual([]);
    expect(comment?.body).toContain('### cutover plan: 7 to create, 0 to change, 0 to delete');
    expect(comment?.body).toContain(
      '[Run 1](https://github.example.com/example/centers/actions/runs/1) for aaaaaaa',
    );
    expect(comment?.body).not.toContain('Since the last push');
    expect(job?.summary).toContain('7 to create');
    expect(readFileSync(job?.outputs.page ?? '', 'utf8')).toContain('Content-Security-Policy');
  });

  it('change that comment at the second push, and say what is new', async () => {
    put(
      CENTER,
      page(CENTER)
        .replace('timeout: 60', 'timeout: 90')
        .replace(', extensions: ["8001"]', ', extensions: ["8001", "8002"]'),
    );
    const job = await plan(onPull('synchronize', 'aaaaaaa2'));
    expect(job?.result, job?.log).toBe('success');
    expect(pull.comments).toHaveLength(2);
    const body = pull.comments[1]?.body ?? '';
    expect(body).toContain('### cutover plan: 9 to create');
    expect(body).toMatch(/Since the last push\n\n- 2 changes more than before: .*8002/);
    expect(body).toContain('- 1 change now with other values: create queue/9001');
    expect(body).toContain('for aaaaaaa');
  });

  it('follow the centers of a pull request when there are more', async () => {
    put(
      'centers/acme-sales.yaml',
      page(CENTER)
        .replace('acme-support', 'acme-sales')
        .replaceAll('900', '901')
        .replaceAll('1003', '1004')
        .replaceAll('800', '801'),
    );
    await plan(onPull('synchronize', 'aaaaaaa3'));
    expect(pull.comments).toHaveLength(2);
    expect(pull.comments[1]?.body).toContain('| acme-sales |');
    execFileSync('rm', [join(world.source, 'centers/acme-sales.yaml')]);
    await plan(onPull('synchronize', 'aaaaaaa4'));
    expect(pull.comments).toHaveLength(2);
    expect(pull.comments[1]?.body).not.toContain('| acme-sales |');
  });

  it('leave the pull request of a fork alone', async () => {
    const event = onPull('opened', 'bbbbbbb1');
    const head = { sha: 'bbbbbbb1', repo: { full_name: 'stranger/centers' } };
    const payload = { ...event.payload, pull_request: { number: pull.number, head } };
    expect(await plan({ ...event, payload })).toMatchObject({ result: 'skipped' });
  });

  it('apply the approved plan after the merge, and hand the passwords over', async () => {
    if (pull.pull) pull.pull.mergeCommit = MERGED;
    const event: Event = { name: 'push', payload: {}, sha: MERGED, ref: 'refs/heads/main' };
    const jobs = await runWorkflow(page('.github/workflows/cutover-apply.yml'), event, world);
    expect(jobs.plan, jobs.plan?.log).toMatchObject({ result: 'success', told: { status: 'changes' } });
    expect(jobs.apply, jobs.apply?.log).toMatchObject({
      result: 'success',
      outputs: { status: 'converged' },
    });
    expect(jobs.apply?.outputs).toMatchObject({ 'exit-code': '0', changes: '9', deletes: '0' });
    expect(pull.comments).toHaveLength(3);
    expect(pull.comments[2]?.body).toContain('### cutover apply: 9 done, 0 failed, 0 skipped');

    const kept = join(jobs.apply?.artifacts.applied ?? '', 'new-secrets.pem');
    const key = join(folder.path, 'team.key');
    const open = ['cms', '-decrypt', '-binary', '-inform', 'PEM', '-in', kept, '-inkey', key];
    const secret = JSON.parse(execFileSync('openssl', open, { encoding: 'utf8' }).split('\n')[0] ?? '') as {
      address: string;
      value: string;
    };
    // Two are made side by side: either may be the first of the file.
    expect(secret.address).toMatch(/^extension\/800[12]$/);
    const told = [
      jobs.plan?.log,
      jobs.apply?.log,
      jobs.apply?.summary,
      ...pull.comments.map(({ body }) => body),
    ];
    expect(told.join('\n')).not.toContain(secret.value);
  });

  it('have nothing to apply when live is as desired', async () => {
    const event: Event = { name: 'push', payload: {}, sha: MERGED, ref: 'refs/heads/main' };
    const jobs = await runWorkflow(page('.github/workflows/cutover-apply.yml'), event, world);
    expect(jobs).toMatchObject({
      plan: { result: 'success', outputs: { 'exit-code': '0', status: 'clean', changes: '0' } },
      apply: { result: 'skipped' },
    });
  });

  it('see no drift as long as the ledger of the apply is kept', async () => {
    expect(await drift()).toMatchObject({ result: 'success', outputs: { status: 'clean', url: '' } });
    expect(alerts()).toEqual([]);
  });

  it('open one issue when somebody changes a queue by hand', async () => {
    await meddle(15);
    const job = await drift();
    expect(job.outputs, job.log).toMatchObject({ 'exit-code': '2', status: 'changes', changes: '1' });
    expect(alerts()).toMatchObject([
      { title: 'Drift in acme-support: 1 difference', state: 'open', labels: ['drift'], comments: [] },
    ]);
    expect(alerts()[0]?.body).toContain('! changed queue/9001 Support\n    timeout: live 15, desired 90');
    await drift();
    expect(alerts()).toMatchObject([{ comments: [] }]);
  });

  it('change the issue when the drift changes, and say so', async () => {
    await meddle(20);
    await drift();
    expect(alerts()).toMatchObject([
      {
        state: 'open',
        comments: [{ body: expect.stringContaining('The drift has changed: 1 difference now') }],
      },
    ]);
    expect(alerts()[0]?.body).toContain('live 20, desired 90');
  });

  it('close nothing after a check that failed', async () => {
    const { variables } = world;
    const job = await runWorkflow(page('.github/workflows/cutover-drift.yml'), onSchedule, {
      ...world,
      variables: { ...variables, UDESK_BASE_URL: 'http://127.0.0.1:9' },
    });
    expect(job.drift).toMatchObject({ result: 'failure', outputs: { 'exit-code': '1', status: 'error' } });
    expect(alerts()).toMatchObject([{ state: 'open' }]);
  });

  it('close the issue when live was put back by an apply that somebody started', async () => {
    const event: Event = { name: 'workflow_dispatch', payload: {}, sha: MERGED, ref: 'refs/heads/main' };
    const jobs = await runWorkflow(page('.github/workflows/cutover-apply.yml'), event, world);
    expect(jobs.apply, jobs.apply?.log).toMatchObject({ result: 'success', outputs: { changes: '1' } });
    const job = await drift();
    expect(job.outputs, job.log).toMatchObject({ 'exit-code': '0', status: 'clean', patch: '' });
    expect(alerts()).toMatchObject([{ state: 'closed' }]);
    expect(alerts()[0]?.comments.at(-1)?.body).toContain('Live is as the files say again.');
    expect(commandsIn(job.log)).toEqual([]);
  });

  it('open a new one for a new drift, and close it when the patch in it is applied', async () => {
    await meddle(25);
    const job = await drift();
    expect(alerts()).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
    const [, , patch = ''] =
      /^(`{3,})diff\n(# The live side[\s\S]*?)\n\1$/m.exec(alerts()[1]?.body ?? '') ?? [];
    expect(`${patch}\n`).toBe(readFileSync(job.outputs.patch ?? '', 'utf8'));
    writeFileSync(join(world.source, 'live.patch'), `${patch}\n`);
    execFileSync('git', ['apply', 'live.patch'], { cwd: world.source });
    expect(readFileSync(join(world.source, CENTER), 'utf8')).toContain('name: Support, timeout: 25');
    await drift();
    expect(alerts()).toMatchObject([{ state: 'closed' }, { state: 'closed' }]);
  });
});
