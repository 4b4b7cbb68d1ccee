// The worked example of docs/writing-a-provider.md: small, typed, lawful, and at work through the built program.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutover, type Folder, type Simulator, simulate, temporaryFolder } from '../support/program.js';

const ROOT = join(import.meta.dirname, '..', '..');
const ACME = join(ROOT, 'examples', 'provider-acme');
const CENTER = join(ACME, 'center.yaml');

let folder: Folder;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

describe('the code of the example', () => {
  it('has less than 250 lines, model and simulator included', () => {
    const lines = ['index.js', 'provider.js', 'simulator.js'].map(
      (name) => readFileSync(join(ACME, name), 'utf8').split('\n').length - 1,
    );
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThan(250);
  });

  it('passes the type check that its own tsconfig.json asks for', { timeout: 60_000 }, async () => {
    const entry = (name: string): string[] => [join(ROOT, 'src', `${name}.ts`)];
    const project = folder.write(
      'tsconfig.json',
      JSON.stringify({
        extends: join(ACME, 'tsconfig.json'),
        compilerOptions: {
          typeRoots: [join(ROOT, 'node_modules', '@types')],
          types: ['node'],
          paths: {
            'cutover/provider': entry('provider'),
            'cutover/simulator': entry('simulator'),
            'cutover/conformance': entry('conformance/index'),
          },
        },
        include: [join(ACME, '*.js')],
      }),
    );
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const ran = promisify(execFile)(process.execPath, [tsc, '-p', project]);
    await expect(ran.catch((error: { stdout: string }) => error.stdout)).resolves.toMatchObject({
      stdout: '',
    });
  });
});

describe('a center that names it by path', () => {
  let acme: Simulator;
  const run = (...args: string[]) =>
    cutover([...args, '--state-dir', join(folder.path, 'state')], { env: acme.env });
  beforeAll(async () => {
    acme = await simulate('./index.js', [], { cwd: ACME, prefix: 'ACME' });
  });
  afterAll(() => acme.stop());

  it('is planned, applied, and then clean', async () => {
    const planned = await run('plan', CENTER);
    expect(planned.stderr).toBe('');
    expect(planned.stdout).toContain('6 calls, lower bound 6. Verified on the model.');
    const applied = await run('apply', CENTER, '--auto-approve');
    expect(applied.stdout).toContain('Live is as desired.');
    expect(await run('plan', CENTER, '--detailed-exitcode')).toMatchObject({ code: 0 });
    expect(await acme.inspect('state')).toMatchObject({ violations: [] });
  });

  it('is pulled as the same center', async () => {
    const pulled = await run('pull', CENTER);
    expect(pulled.stdout).toContain('type: "./index.js"');
    expect(pulled.stdout).toMatch(/queue: support\n {4}agents: \[ ?ann, li ?\]/);
  });

  it('is planned to a file, from which it is applied and undone', async () => {
    const changed = folder.write('center.yaml', readFileSync(CENTER, 'utf8').replace('Ann Lee', 'Ann Li'));
    const inFolder = (name: string): string => join(folder.path, name);
    // The provider is looked for beside the file that names it.
    const without = await run('plan', changed);
    expect(without.code).toBe(3);
    expect(without.stderr).toContain('there is no file "./index.js" beside this one');
    folder.write('index.js', `export * from ${JSON.stringify(join(ACME, 'index.js'))};\n`);
    expect(await run('plan', changed, '--out', inFolder('plan.json'))).toMatchObject({ code: 0 });
    expect(await run('invert', inFolder('plan.json'), '--out', inFolder('inverse.json'))).toMatchObject({
      code: 0,
    });
    const applied = await run('apply', '--plan', inFolder('plan.json'), '--auto-approve');
    expect(applied.stdout).toContain('Live is as desired.');
    const undone = await run('apply', '--plan', inFolder('inverse.json'), '--auto-approve');
    expect(undone.stdout).toContain('Live is as desired.');
    expect(await run('plan', CENTER, '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('is explained to editors once a file names it', async () => {
    const { stdout } = await run('schema', CENTER);
    const schema = JSON.parse(stdout) as { allOf: { if: { properties: { provider: unknown } } }[] };
    const branches = schema.allOf.map((branch) => JSON.stringify(branch.if));
    expect(branches).toContainEqual(expect.stringContaining('"const":"./index.js"'));
    expect(stdout).toContain('Seconds that a caller waits.');
  });

  it('shows what the vendor can do', async () => {
    const shown = await cutover(['providers', './index.js'], { cwd: ACME });
    expect(shown.stdout).toContain('acme (Acme)');
  });

  it('seeds its simulator from its own file', async () => {
    const seeded = await simulate('./index.js', ['--seed-file', 'center.yaml'], {
      cwd: ACME,
      prefix: 'ACME',
    });
    expect(await seeded.inspect('state')).toMatchObject({
      resources: expect.arrayContaining([expect.objectContaining({ address: 'membership/sales/ann' })]),
    });
    await seeded.stop();
  });
});
