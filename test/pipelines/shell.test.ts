// The crontab line and the pre-commit hook of their pages, run as cron and pre-commit run them.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPage } from '../docs/page.js';
import { cutover, type Folder, type Simulator, simulate, temporaryFolder } from '../support/program.js';
import { head } from '../support/udesk-centers.js';
import { ROOT } from './stage.js';

const filesOf = (page: string): ReadonlyMap<string, string> =>
  new Map(
    readPage(readFileSync(join(ROOT, 'docs', 'pipelines', page), 'utf8')).flatMap((step) =>
      step.does === 'write' ? [[step.path, step.text] as const] : [],
    ),
  );

let folder: Folder;
let simulator: Simulator;
beforeAll(async () => {
  folder = temporaryFolder();
  mkdirSync(join(folder.path, 'bin'));
  const shim = join(folder.path, 'bin', 'cutover');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist', 'cutover.js')}" "$@"\n`);
  chmodSync(shim, 0o755);
  simulator = await simulate('udesk');
});
afterAll(async () => {
  await simulator.stop();
  folder.remove();
});

describe('the crontab', { timeout: 60_000 }, () => {
  const files = filesOf('cron.md');
  const lines = (files.get('crontab') ?? '').trim().split('\n');
  const schedule = lines.filter((line) => !/^\w+=/.test(line));
  const [, command = ''] = /^(?:\S+ ){5}(.+)$/.exec(schedule[0] ?? '') ?? [];
  /** The folders of this test, where the page has those of a machine. */
  const here = (text: string): string =>
    text
      .replaceAll('/etc/cutover', join(folder.path, 'etc'))
      .replaceAll('/var/lib/cutover', join(folder.path, 'var'));
  const cron = () => {
    const ran = spawnSync('/bin/sh', ['-c', here(command)], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { PATH: `${join(folder.path, 'bin')}:/usr/local/bin:/usr/bin:/bin` },
    });
    return { code: ran.status, mail: `${ran.stdout}${ran.stderr}` };
  };
  const env = (values: Readonly<Record<string, string>>): void =>
    writeFileSync(
      join(folder.path, 'etc', 'udesk.env'),
      Object.entries(values)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );

  beforeAll(async () => {
    for (const name of ['etc', 'etc/centers', 'var']) mkdirSync(join(folder.path, name));
    folder.write('etc/drift.sh', here(files.get('drift.sh') ?? ''));
    folder.write('etc/centers/a.yaml', `${head()}queues:\n  - { id: "9001", name: Support, timeout: 60 }\n`);
    env(simulator.env);
    const apply = [
      'apply',
      '-y',
      '--quiet',
      '--state-dir',
      join(folder.path, 'var'),
      join(folder.path, 'etc/centers'),
    ];
    expect(await cutover(apply, { env: simulator.env })).toMatchObject({ code: 0 });
  });

  it('is one line that cron understands', () => {
    expect(schedule).toHaveLength(1);
    expect(schedule[0]).toMatch(/^(?:[\d*/,-]+ ){5}flock -n /);
    expect(command).not.toContain('%');
    expect(lines).toContain('MAILTO=oncall@example.com');
  });

  it('mails nothing when there is nothing to say', () => {
    expect(cron()).toEqual({ code: 0, mail: '' });
  });

  it('mails what has drifted', async () => {
    const fields = { name: 'Support', strategy: 'longest_idle', timeout: 15, maxLength: 128 };
    await simulator.inspect('options', { put: [{ kind: 'queue', address: 'queue/9001', fields }] });
    const { code, mail } = cron();
    expect(code).toBe(2);
    expect(mail).toContain('timeout: live 15, desired 60');
    expect(mail).toContain('cutover drift ended with 2 on ');
    for (const value of Object.values(simulator.credentials)) expect(mail).not.toContain(value);
  });

  it('mails why it could not compare', () => {
    env({ ...simulator.env, UDESK_BASE_URL: 'http://127.0.0.1:9' });
    const { code, mail } = cron();
    expect({ code, mail }).toMatchObject({ code: 1, mail: expect.stringContaining('ended with 1') });
  });

  it('gives up in silence while an earlier check is at work', () => {
    const holder = here('exec 9> /var/lib/cutover/cron.lock; flock 9; ') + here(command);
    const ran = spawnSync('/bin/sh', ['-c', holder], {
      encoding: 'utf8',
      env: { PATH: `${join(folder.path, 'bin')}:/usr/bin:/bin` },
    });
    expect({ code: ran.status, mail: `${ran.stdout}${ran.stderr}` }).toEqual({ code: 1, mail: '' });
  });
});

describe('the pre-commit hook', { timeout: 60_000 }, () => {
  const [hook, ...more] = z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        language: z.literal('node'),
        entry: z.string(),
        args: z.array(z.string()),
        pass_filenames: z.literal(false),
        files: z.string(),
      }),
    )
    .parse(parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')));
  const [used] = z
    .strictObject({
      repos: z.tuple([
        z.strictObject({
          repo: z.string(),
          rev: z.string().regex(/^v\d+\.\d+\.\d+$/),
          hooks: z.tuple([z.strictObject({ id: z.string(), args: z.array(z.string()), entry: z.string() })]),
        }),
      ]),
    })
    .parse(parse(filesOf('pre-commit.md').get('.pre-commit-config.yaml') ?? '')).repos;

  /** pre-commit splits the entry at spaces and puts the arguments behind it. */
  const commit = (text: string) => {
    mkdirSync(join(folder.path, 'centers'), { recursive: true });
    folder.write('centers/a.yaml', text);
    const [{ entry, args }] = used.hooks;
    const [program = '', ...rest] = [...entry.split(' '), ...args];
    const env = { PATH: `${join(folder.path, 'bin')}:${process.env.PATH}` };
    const ran = spawnSync(program, rest, { cwd: folder.path, encoding: 'utf8', env });
    return { code: ran.status, output: ran.stdout };
  };

  it('is defined once, and the page uses it', () => {
    expect(more).toEqual([]);
    expect(used.hooks[0].id).toBe(hook?.id);
    expect(used.hooks[0].entry.endsWith(hook?.entry ?? '?')).toBe(true);
    expect(
      ['centers/a.yaml', 'a.yml', 'contacts.csv', 'a.ts'].map((name) =>
        new RegExp(hook?.files ?? '').test(name),
      ),
    ).toEqual([true, true, true, false]);
  });

  it('lets right files pass and stops wrong ones, with their place', () => {
    expect(commit(`${head()}queues:\n  - { id: "9001", name: Support }\n`)).toMatchObject({ code: 0 });
    expect(commit(`${head()}queues:\n  - { id: "9001", nam: Support }\n`)).toMatchObject({
      code: 3,
      output: expect.stringContaining('centers/a.yaml:10:'),
    });
  });
});
