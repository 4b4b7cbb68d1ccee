// `init` in an empty folder and in one that is not: what it writes is valid, and nothing that is there is lost.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../../src/cli/program.js';
import { builtInTypes } from '../../src/providers/registry.js';
import { cutover, type Folder, type Ran, temporaryFolder } from '../support/program.js';
import { captured } from './io.js';

let folder: Folder;
const init = (...args: string[]): Promise<Ran> => cutover(['init', ...args], { cwd: folder.path });
const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
const YAML = 'centers/my-center.yaml';
const WORKFLOW = '.github/workflows/cutover.yml';

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** Values for what a scaffold asks of the environment: those of the settings' examples. */
const value = (name: string): string => {
  if (name.endsWith('BASE_URL')) return 'https://vendor.example.com';
  return name.endsWith('TENANT_ID') ? '144' : 'a1b2c3';
};

describe.each(builtInTypes().map((type) => ({ type })))('a first file for $type', ({ type }) => {
  it('is valid as it is, and so is every example in it', { timeout: 60_000 }, async () => {
    const { code, stdout } = await init('--provider', type);
    expect(code).toBe(0);
    const text = read(YAML);
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../node_modules/cutover/schema/cutover.schema.json',
    );
    const names = [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(stdout).toContain(`  ${name}`);
    const env = Object.fromEntries(names.map((name) => [name, value(name)]));

    const io = captured({ env });
    const path = join(folder.path, YAML);
    expect({ code: await runProgram(['validate', path], io), err: io.err() }).toEqual({ code: 0, err: '' });
    expect(io.out()).toContain('0 objects');

    const examples = text.slice(text.indexOf('# Examples:')).replace(/^# (?!-- |Examples)/gm, '');
    const full = join(folder.path, 'full.yaml');
    writeFileSync(full, text.slice(0, text.indexOf('# Examples:')) + examples);
    const all = captured({ env });
    expect({ code: await runProgram(['validate', full], all), out: all.out() }).toEqual({
      code: 0,
      out: expect.stringMatching(/Valid: 1 center \(my-center\), [1-9]\d* objects?\.\n$/),
    });

    const workflow = parse(read(WORKFLOW)) as Workflow;
    expect(Object.keys(workflow.env)).toEqual([...names, 'SECRETS_COMMAND']);
    const commands = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => run ?? []),
    );
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const [, args = ''] =
        /^npx --yes cutover@\d+\.\d+\.\d+ (.*?)(?: >> "\$GITHUB_STEP_SUMMARY")?$/.exec(command) ?? [];
      const usage = captured();
      await runProgram([...args.replace('"$SECRETS_COMMAND"', 'keep').trim().split(' '), '--help'], usage);
      expect(usage.out()).toContain('Usage: cutover');
    }
    expect(read('.gitignore')).toBe('.cutover/\n');
  });
});

describe('what is there already', () => {
  it('is never overwritten', async () => {
    mkdirSync(join(folder.path, 'centers'));
    folder.write(YAML, 'mine\n');
    folder.write('.gitignore', 'dist/\r\n.cutover');
    const { code, stdout } = await init();
    expect(code).toBe(0);
    expect(read(YAML)).toBe('mine\n');
    expect(read('.gitignore')).toBe('dist/\r\n.cutover');
    expect(stdout).toContain(`Left as it is: ${YAML}\nLeft as it is: .gitignore\n`);
    const workflow = read(WORKFLOW);
    expect((await init('--provider', 'portsip')).code).toBe(0);
    expect(read(WORKFLOW)).toBe(workflow);
  });

  it('keeps its line ends when a line is added', async () => {
    folder.write('.gitignore', 'dist/\r\nnode_modules/');
    expect((await init('--center', 'acme-2')).code).toBe(0);
    expect(read('.gitignore')).toBe('dist/\r\nnode_modules/\r\n.cutover/\r\n');
    expect(read('centers/acme-2.yaml')).toContain('\ncenter: acme-2\n');
  });

  it('a type that nobody has ends with 3 and writes nothing', async () => {
    const { code, stderr } = await init('--provider', 'udesc');
    expect(code).toBe(3);
    expect(stderr).toContain('unknown-provider');
    expect(() => read(WORKFLOW)).toThrow();
  });
});
