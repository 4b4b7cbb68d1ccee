// A password that the vendor makes is in the sink and nowhere else, whatever is printed or written.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cutover,
  type Folder,
  type Ran,
  type Simulator,
  simulate,
  temporaryFolder,
} from '../support/program.js';
import { entities } from '../support/udesk-centers.js';

let folder: Folder;
let simulator: Simulator;
let told: string;
const run = async (...args: string[]): Promise<Ran> => {
  const ran = await cutover(args, { cwd: folder.path, env: simulator.env });
  told += ran.stdout + ran.stderr;
  return ran;
};
const files = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)],
  );

beforeEach(async () => {
  told = '';
  folder = temporaryFolder();
  folder.write('center.yaml', entities({ queues: 2, agents: 5 }));
  simulator = await simulate('udesk');
});
afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

it('five passwords are in the sink, mode 0600, and in no output and no other file', async () => {
  await run('plan', 'center.yaml', '--out', 'plan.json', '--trace', 'plan-trace.jsonl', '--verbose');
  const applied = await run(
    'apply',
    '-y',
    '--format',
    'json',
    '--trace',
    'trace.jsonl',
    '--verbose',
    'center.yaml',
  );
  expect(applied.code).toBe(0);
  await run('plan', '--format', 'json', 'center.yaml');
  await run('drift', 'center.yaml');
  await run('pull', 'center.yaml', '-o', 'live.yaml');
  await run('show', 'plan.json');

  const sink = join(folder.path, '.cutover', 'acme-support.secrets.jsonl');
  expect(statSync(sink).mode & 0o777).toBe(0o600);
  const lines = readFileSync(sink, 'utf8').trimEnd().split('\n');
  const secrets = lines.map((line) => JSON.parse(line) as { address: string; value: string; center: string });
  expect(secrets.map((secret) => secret.address).sort()).toEqual(
    [1000, 1001, 1002, 1003, 1004].map((number) => `extension/${number}`),
  );
  expect(JSON.parse(applied.stdout).centers[0].secrets).toHaveLength(5);

  const literals = [...secrets.map((secret) => secret.value), simulator.credentials.authToken ?? ''];
  const elsewhere = files(folder.path).filter((path) => path !== sink);
  expect(elsewhere.length).toBeGreaterThan(5);
  for (const literal of literals) {
    expect(literal.length).toBeGreaterThan(5);
    expect(told).not.toContain(literal);
    for (const path of elsewhere) expect(readFileSync(path, 'utf8')).not.toContain(literal);
  }
});

describe('another sink', () => {
  it('is a command that reads a line', async () => {
    const { code } = await run('apply', '-y', '--secrets-command', 'cat >> kept.jsonl', 'center.yaml');
    expect(code).toBe(0);
    expect(readFileSync(join(folder.path, 'kept.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(5);
    expect(files(folder.path).filter((path) => path.endsWith('.secrets.jsonl'))).toEqual([]);
  });
  it('that cannot be written refuses the plan before anything is sent', async () => {
    folder.write('not-a-folder', '');
    const { code, stderr } = await run(
      'apply',
      '-y',
      '--secrets-out',
      'not-a-folder/secrets.jsonl',
      'center.yaml',
    );
    expect(code).toBe(4);
    expect(stderr).toContain('--secrets-out');
    const { calls } = (await simulator.inspect('log')) as { calls: { write: boolean }[] };
    expect(calls.filter((call) => call.write)).toEqual([]);
  });
});
