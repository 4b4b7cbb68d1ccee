// Those who watch without reading: the metrics file of the node exporter and a webhook, against a stand-in for it.

import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { head } from '../support/udesk-centers.js';
import { SEED_ENV } from './seed.js';

const PATH = '/services/T0/B0/a-very-secret-path';

let folder: Folder;
let simulator: Simulator;
let hook: Server;
let told: { readonly text: string; readonly event: string; readonly [key: string]: unknown }[];
let answer: number;
const url = (): string => `http://127.0.0.1:${(hook.address() as AddressInfo).port}${PATH}`;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const put = (timeout: number, name = 'Support'): Promise<unknown> =>
  simulator.inspect('options', {
    put: [
      {
        kind: 'queue',
        address: 'queue/9001',
        fields: { name, strategy: 'longest_idle', timeout, maxLength: 128 },
      },
    ],
  });

beforeEach(async () => {
  folder = temporaryFolder();
  told = [];
  answer = 200;
  hook = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      if (request.url === PATH && request.method === 'POST') told.push(JSON.parse(body));
      response.writeHead(answer).end('ok');
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  folder.write('center.yaml', `${head()}queues:\n  - { id: "9001", name: Support, timeout: 60 }\n`);
  simulator = await simulate('udesk', ['--seed-file', join(folder.path, 'center.yaml')], { env: SEED_ENV });
});
afterEach(async () => {
  await simulator.stop();
  await new Promise((resolve) => hook.close(resolve));
  folder.remove();
});

describe('a webhook', () => {
  it('hears of drift, of nothing where nothing moved, and once that it is over', async () => {
    expect((await run('drift', 'center.yaml', '--notify', url())).code).toBe(0);
    expect(told).toEqual([]);

    await put(90, '<!channel> & co');
    for (const _again of [1, 2]) {
      const { code, stdout, stderr } = await run('drift', 'center.yaml', '--notify', url());
      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain('secret-path');
    }
    const [first, second] = told;
    expect(first).toMatchObject({
      event: 'drift',
      formatVersion: 1,
      exitCode: 2,
      centers: [
        {
          center: 'acme-support',
          provider: 'udesk',
          status: 'drift',
          directions: { 'ours-changed': 1, 'ours-gone': 0, 'foreign-new': 0, unknowable: 0 },
          changes: [{ key: 'update queue/9001', direction: 'ours-changed' }],
        },
      ],
    });
    expect(first?.text).toBe('acme-support: drift, 1 difference (1 changed).');
    expect(second?.text).toMatch(
      /^acme-support: drift, 1 difference \(1 changed\)\. Known since \d{4}-.*Z\.$/,
    );
    expect(JSON.stringify(told)).not.toContain(simulator.credentials.authToken);

    await put(60);
    expect((await run('drift', 'center.yaml', '--notify', url())).code).toBe(0);
    expect(told.at(-1)).toMatchObject({ event: 'resolved', text: 'No drift any more: acme-support.' });
    expect((await run('drift', 'center.yaml', '--notify', url())).code).toBe(0);
    expect(told).toHaveLength(3);
    expect(statSync(join(folder.path, '.cutover', 'notified.json')).mode & 0o777).toBe(0o600);
  });

  it('hears of a vendor that does not answer, and of files that are wrong', async () => {
    const env = { ...simulator.env, UDESK_BASE_URL: 'http://127.0.0.1:1', CUTOVER_NOTIFY_URL: url() };
    expect((await cutover(['drift', 'center.yaml'], { cwd: folder.path, env })).code).toBe(1);
    folder.write('wrong.yaml', 'version: 1\n');
    expect((await cutover(['drift', 'wrong.yaml'], { cwd: folder.path, env })).code).toBe(3);
    expect(told.map(({ event, exitCode }) => [event, exitCode])).toEqual([
      ['error', 1],
      ['error', 3],
    ]);
    expect(told[0]?.text).toMatch(/^acme-support: could not be checked for drift\. /);
    expect(told[1]?.text).toMatch(/^wrong\.yaml: /);
  });

  it('that fails is warned of, without its address, and changes nothing else', async () => {
    await put(90);
    answer = 404;
    const { code, stderr } = await run('drift', 'center.yaml', '--notify', url());
    expect(code).toBe(2);
    expect(stderr).toContain('notify-failed');
    expect(stderr).toContain('it answered 404');
    expect(stderr).not.toContain('secret-path');
    const none = await run('drift', 'center.yaml', '--notify', 'hooks.example.com/a-very-secret-path');
    expect(none.code).toBe(3);
    expect(none.stdout + none.stderr).not.toContain('secret-path');
  });
});

describe('the metrics file', () => {
  it('is whole, readable by others, and keeps the last success over a failure', async () => {
    const file = join(folder.path, 'out', 'cutover.prom');
    const value = (name: string, labels: string): string | undefined =>
      readFileSync(file, 'utf8').match(new RegExp(`^cutover_drift_${name}\\{${labels}\\} (.*)$`, 'm'))?.[1];
    await put(90);
    expect((await run('drift', 'center.yaml', '--quiet', '--metrics', 'out/cutover.prom')).code).toBe(2);
    expect(value('changes', 'center="acme-support",kind="queue",direction="ours-changed"')).toBe('1');
    expect(value('exit_status', 'center="acme-support"')).toBe('2');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    const success = value('last_success_timestamp_seconds', 'center="acme-support"');
    expect(Number(success)).toBeGreaterThan(1_700_000_000);

    const env = { ...simulator.env, UDESK_BASE_URL: 'http://127.0.0.1:1' };
    const failed = await cutover(['drift', 'center.yaml', '--metrics', 'out/cutover.prom'], {
      cwd: folder.path,
      env,
    });
    expect(failed.code).toBe(1);
    expect(value('exit_status', 'center="acme-support"')).toBe('1');
    expect(value('last_success_timestamp_seconds', 'center="acme-support"')).toBe(success);

    folder.write('center.yaml', 'version: 1\n');
    expect((await run('drift', 'center.yaml', '--metrics', 'out/cutover.prom')).code).toBe(3);
    expect(value('exit_status', 'center="acme-support"')).toBe('3');
    expect(value('last_success_timestamp_seconds', 'center="acme-support"')).toBe(success);
  });
});
