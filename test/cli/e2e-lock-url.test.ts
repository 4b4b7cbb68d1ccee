// `--lock-url` through the built program: a lock server says who may write.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Served, serve } from '../http/support.js';
import {
  cutover,
  type Folder,
  type Ran,
  type Simulator,
  simulate,
  temporaryFolder,
} from '../support/program.js';
import { entities, head } from '../support/udesk-centers.js';
import { SEED_ENV } from './seed.js';

let folder: Folder;
let simulator: Simulator;
let server: Served;
let holder: string | undefined;
const run = (...args: string[]): Promise<Ran> =>
  cutover(args, {
    cwd: folder.path,
    env: { ...simulator.env, CUTOVER_LOCK_USERNAME: 'me', CUTOVER_LOCK_PASSWORD: 'planted-pass-word' },
  });
const writes = async (): Promise<number> =>
  ((await simulator.inspect('log')) as { calls: { write: boolean }[] }).calls.filter(({ write }) => write)
    .length;

beforeEach(async () => {
  folder = temporaryFolder();
  folder.write('account.yaml', `${head()}queues: []\n`);
  folder.write('center.yaml', entities({ queues: 1, agents: 1 }));
  simulator = await simulate('udesk', ['--seed-file', join(folder.path, 'account.yaml')], { env: SEED_ENV });
  holder = undefined;
  server = await serve(({ method, body }, response) => {
    if (method === 'LOCK' && holder !== undefined) return void response.writeHead(423).end(holder);
    holder = method === 'LOCK' ? body : undefined;
    response.writeHead(200).end();
  });
});
afterEach(async () => {
  await simulator.stop();
  await server.close();
  folder.remove();
});

it('locks, applies and unlocks; shows no password', async () => {
  const { code, stdout, stderr } = await run('apply', '-y', '--lock-url', server.url, 'center.yaml');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(server.got.map(({ method }) => method)).toEqual(['LOCK', 'UNLOCK']);
  expect(JSON.parse(server.got[0]?.body ?? '')).toMatchObject({ Operation: 'apply', Path: 'acme-support' });
  expect(stdout + stderr).not.toContain('planted-pass-word');
});

it('writes nothing while somebody else has the lock', async () => {
  holder = JSON.stringify({ ID: 'theirs', Who: 'build@runner-7', Created: '2026-01-01T00:00:00Z' });
  const { code, stderr } = await run('apply', '-y', '--lock-url', server.url, 'center.yaml');
  expect(code).toBe(4);
  expect(stderr).toContain('lock-held');
  expect(stderr).toContain('build@runner-7');
  expect(await writes()).toBe(0);
});

it('writes nothing where the lock server cannot be asked, and takes no other address', async () => {
  await server.close();
  expect((await run('apply', '-y', '--lock-url', server.url, 'center.yaml')).code).toBe(1);
  expect((await run('apply', '-y', '--lock-url', 'file:///tmp/lock', 'center.yaml')).code).toBe(3);
  expect(await writes()).toBe(0);
});
