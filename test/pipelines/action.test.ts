// The action by itself: what it takes and hands on, what it refuses, which cutover it runs, how it ends.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionFile, commandsIn } from './runner.js';
import { REPOSITORY, ROOT, type Stage, stage } from './stage.js';

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());

const errors = (log: string): string[] =>
  commandsIn(log)
    .filter(({ name }) => name === 'error')
    .map(({ text }) => text);
const argv = (): readonly string[] => at.given()?.argv ?? [];
const following = (option: string): string | undefined => argv()[argv().indexOf(option) + 1];

describe('action.yml', () => {
  const action = actionFile.parse(parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')));
  const page = readFileSync(join(ROOT, 'docs', 'pipelines', 'github.md'), 'utf8');

  it('hands every input over by environment, and puts none into a script', () => {
    const env = action.runs.steps.flatMap((step) => Object.entries(step.env ?? {}));
    const handed = Object.keys(action.inputs).map((name) => [
      `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
      `\${{ inputs.${name} }}`,
    ]);
    expect(env).toEqual(handed);
    expect(action.runs.steps.map(({ run }) => run).join('\n')).not.toContain('${{');
  });

  it('has a page that tells of every input, with its default, and of every output', () => {
    for (const [name, { default: or = '' }] of Object.entries(action.inputs)) {
      const shown = or === '' ? '' : or.startsWith('${{') ? "the job's" : `\`${or}\``;
      expect(page).toContain(`| \`${name}\` | ${shown}${shown === '' ? '' : ' '}|`);
    }
    for (const name of Object.keys(action.outputs)) expect(page).toContain(`\`${name}\``);
  });
});

describe('inputs', () => {
  it.each([
    ['a command that it has not', { command: 'destroy' }, 'The input command'],
    ['no file', { files: '' }, 'The input files is empty'],
    ['a plan to plan', { plan: 'plan.json' }, 'command apply alone'],
    ['a plan and files', { command: 'apply', plan: 'plan.json' }, 'not both'],
    ['a flag that is none', { detailed: 'maybe' }, 'neither true nor false'],
    ['an open quote', { args: '--only "queue' }, 'not closed'],
    ['a version that floats', { path: '', version: 'latest' }, 'not exact'],
    ['a version with a command in it', { path: '', version: '0.1.0; touch x' }, 'not exact'],
    ['a path to nothing', { path: 'gone.js' }, 'not there'],
    ['a version and a path', { version: '0.1.0' }, 'not both'],
  ])('refuse %s', async (_, given: Record<string, string>, message) => {
    const { code, log } = await at.run(given);
    expect(code, log).toBe(3);
    expect(errors(log)).toEqual([expect.stringContaining(message)]);
    expect(at.given()).toBeUndefined();
  });

  it('cannot be commands of the runner where they are told', async () => {
    const { log } = await at.run({ path: 'gone%0A\n::set-output name=status::clean\n##[error]gotcha' });
    expect(commandsIn(log).map(({ name }) => name)).toEqual(['error']);
    expect(log).toContain('gone%250A ::set-output');
  });

  it('reach cutover word by word, and nothing in them is expanded', async () => {
    const files = 'centers/a.yaml\n"with space.yaml" $(touch<expanded) *.yaml\n-x;touch expanded';
    const { code } = await at.run({ files, args: '--only \'queue/9001\' "$HOME" `id`' });
    expect(code).toBe(0);
    expect(argv().slice(0, 5)).toEqual(['plan', '--only', 'queue/9001', '$HOME', '`id`']);
    expect(argv().slice(argv().indexOf('--') + 1)).toEqual([
      'centers/a.yaml',
      'with space.yaml',
      '$(touch<expanded)',
      '*.yaml',
      '-x;touch',
      'expanded',
    ]);
    expect(existsSync(join(at.folder.path, 'expanded'))).toBe(false);
  });

  it('give cutover the credentials of the vendor, and not the token', async () => {
    const { log } = await at.run({});
    const { env = {} } = at.given() ?? {};
    expect(env.UDESK_SID).toBe('credential-of-the-vendor');
    expect(JSON.stringify(env)).not.toContain('canary');
    expect(log).not.toContain('canary');
  });

  it('leave passwords without a place to go', async () => {
    const event = { name: 'push', payload: {} };
    await at.run({ command: 'apply' }, { event });
    expect(argv()).toContain('--auto-approve');
    expect(following('--secrets-command')).toBe('');
    await at.run({ command: 'apply', 'secrets-command': 'vault put' }, { event });
    expect(following('--secrets-command')).toBe('vault put');
    await at.run({ command: 'apply', args: '--secrets-out /vault/new' }, { event });
    expect(argv()).not.toContain('--secrets-command');
  });
});

describe('what it refuses', () => {
  const stranger = { head: { sha: 'a', repo: { full_name: 'stranger/centers' } } };
  const ours = { number: 1, head: { sha: 'a', repo: { full_name: REPOSITORY } } };
  it.each([
    ['plan', 'pull_request_target', { pull_request: ours }, 'strangers'],
    ['drift', 'pull_request_target', { pull_request: ours, action: 'closed' }, 'strangers'],
    [
      'plan',
      'workflow_run',
      { workflow_run: { head_repository: { full_name: 'stranger/centers' } } },
      'strangers',
    ],
    ['plan', 'workflow_run', { workflow_run: { head_repository: null } }, 'strangers'],
    ['apply', 'pull_request', { pull_request: ours, action: 'synchronize' }, 'not merged'],
    ['apply', 'pull_request', { pull_request: { ...ours, merged: false }, action: 'closed' }, 'not merged'],
    ['apply', 'pull_request', { pull_request: stranger }, 'not merged'],
    ['apply', 'pull_request_review', { pull_request: ours, action: 'submitted' }, 'not merged'],
  ])('%s on %s %j', async (command, name, payload, message) => {
    const event = { name, payload: { repository: { full_name: REPOSITORY }, ...payload } };
    const { code, log } = await at.run({ command }, { event });
    expect(code).toBe(3);
    expect(errors(log)).toEqual([expect.stringContaining(message)]);
    expect(at.given()).toBeUndefined();
  });

  it('and applies when the pull request is closed by its merge', async () => {
    const pull = { ...ours, merged: true };
    const payload = { action: 'closed', repository: { full_name: REPOSITORY }, pull_request: pull };
    const { code } = await at.run({ command: 'apply' }, { event: { name: 'pull_request', payload } });
    expect({ code, command: argv()[0] }).toEqual({ code: 0, command: 'apply' });
  });
});

describe('its end', () => {
  it.each([
    [0, 'false', 0, 'clean'],
    [2, 'false', 0, 'changes'],
    [2, 'true', 2, 'changes'],
    [1, 'false', 1, 'error'],
    [3, 'false', 3, 'invalid'],
    [4, 'false', 4, 'refused'],
    [5, 'false', 5, 'partial'],
    [9, 'false', 9, 'error'],
  ])('cutover ended with %i, detailed %s: %i, %s', async (code, detailed, end, status) => {
    const ran = await at.run({ detailed }, { program: { code } });
    expect({ code: ran.code, outputs: ran.outputs }).toMatchObject({
      code: end,
      outputs: { 'exit-code': String(code), status },
    });
  });

  it('counts what was done', async () => {
    const outcomes = [
      { key: 'create queue/9001', status: 'done' },
      { key: 'delete queue/9002', status: 'done' },
      { key: 'delete queue/9003', status: 'failed' },
    ];
    const json = { centers: [{ center: 'a', outcomes }] };
    const program = { code: 5, json };
    const { outputs } = await at.run({ command: 'apply' }, { program, event: { name: 'push', payload: {} } });
    expect(outputs).toMatchObject({ status: 'partial', changes: '2', deletes: '1' });
  });

  it('says so where there is no result at all', async () => {
    const { code, summary, outputs } = await at.run({}, { program: { code: 1, markdown: '' } });
    expect({ code, page: outputs.page }).toEqual({ code: 1, page: '' });
    expect(summary).toContain('ended with 1 before it had a result');
  });

  it('lets a cancelled job finish the calls in flight', async () => {
    const { code, log, outputs } = await at.run(
      {},
      { program: { untilInterrupted: 130 }, cancelWhen: (text) => text.includes('at work') },
    );
    expect(log).toContain('finishing the calls in flight');
    expect({ code, status: outputs.status }).toEqual({ code: 130, status: 'interrupted' });
  });
});

describe('the cutover that it runs', () => {
  /** An `npm` that writes down what it was asked for, and makes what the real one would. */
  const npm = (script: string): string => {
    const bin = join(at.folder.path, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "npm $*" >> "${at.folder.path}/npm.log"\n${script}\n`);
    chmodSync(join(bin, 'npm'), 0o755);
    writeFileSync(join(at.folder.path, 'npm.log'), '');
    return `${bin}:${process.env.PATH ?? ''}`;
  };
  const asked = (): string => readFileSync(join(at.folder.path, 'npm.log'), 'utf8');

  it('is built from the ref of the action, once', async () => {
    const action = join(at.folder.path, 'ref');
    cpSync(join(ROOT, 'action'), join(action, 'action'), { recursive: true });
    cpSync(join(ROOT, 'action.yml'), join(action, 'action.yml'));
    mkdirSync(join(action, 'scripts'));
    const program = join(at.folder.path, 'program.mjs');
    const build = `import { cpSync } from 'node:fs'; cpSync(${JSON.stringify(program)}, 'dist/cutover.js');`;
    writeFileSync(join(action, 'scripts', 'build.mjs'), build);
    writeFileSync(join(action, 'package.json'), '{ "type": "module" }');
    const env = { PATH: npm('') };
    for (const _ of [1, 2]) {
      const { code, log } = await at.run({ path: '' }, { action, env });
      expect(code, log).toBe(0);
    }
    expect(asked()).toBe('npm ci --ignore-scripts --no-audit --no-fund\n');
  });

  it('is an exact version, without the scripts of packages', async () => {
    const put = `mkdir -p "$3/node_modules/cutover/dist" && cp program.mjs "$3/node_modules/cutover/dist/cutover.js"
      echo '{ "type": "module" }' > "$3/node_modules/cutover/package.json"`;
    const { code, log } = await at.run({ path: '', version: '0.1.0' }, { env: { PATH: npm(put) } });
    expect(code, log).toBe(0);
    expect(asked()).toMatch(
      /^npm install --prefix \S+ --ignore-scripts --no-audit --no-fund cutover@0\.1\.0\n$/,
    );
  });

  it('is not run when it cannot be installed', async () => {
    const { code, log } = await at.run({ path: '', version: '0.2.0' }, { env: { PATH: npm('exit 7') } });
    expect(code).toBe(3);
    expect(errors(log)).toEqual(['cutover could not be installed: npm install ended with 7.']);
  });
});
