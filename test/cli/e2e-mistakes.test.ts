// Whatever is wrong ends with one clear message, the right exit code, and nothing half done.

import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  cutover,
  type Folder,
  type Ran,
  type Simulator,
  simulate,
  temporaryFolder,
} from '../support/program.js';
import { entities, head } from '../support/udesk-centers.js';

const NETWORK = [['plan'], ['apply', '-y'], ['drift'], ['pull']];
const STACK = /\n\s+at .*:\d+:\d+/;
let simulator: Simulator;
let folder: Folder;
const calls = async (): Promise<number> =>
  ((await simulator.inspect('log')) as { calls: unknown[] }).calls.length;
const run = (args: readonly string[], env: Readonly<Record<string, string>> = simulator.env): Promise<Ran> =>
  cutover(args, { cwd: folder.path, env });

beforeAll(async () => {
  simulator = await simulate('udesk');
});
afterAll(() => simulator.stop());
beforeEach(() => {
  folder = temporaryFolder();
  folder.write('center.yaml', entities({ queues: 2, agents: 2 }));
});
afterEach(() => folder.remove());

it('a saved plan in the place of a file says what to do with it', async () => {
  folder.write('plan.json', '{\n  "formatVersion": 1,\n  "centers": []\n}\n');
  const { code, stderr } = await run(['apply', 'plan.json', 'center.yaml']);
  expect(code).toBe(3);
  expect(stderr).toBe(
    'plan.json: no-document: This is a plan, and no file that describes a center. To apply it: cutover apply --plan plan.json. To see it: cutover show plan.json.\n',
  );
});

describe('a file with many mistakes', () => {
  const WRONG = `${head()}queues:
  - { id: "9001", name: Support, strategy: longest_idle, timeout: soon }
  - { id: "123", name: Short }
  - { id: "9001", name: Twice }
agents:
  - { id: "1", workId: a, name: Ann, extensions: ["8001", "8002", "8003"] }
  - { id: "2", workId: b, nam: Bob }
`;

  it.each(NETWORK.concat([['validate']]))(
    '%s: all of them with their places, exit 3, no call',
    async (...command) => {
      folder.write('wrong.yaml', WRONG);
      const before = await calls();
      const { code, stderr, stdout } = await run([...command, 'wrong.yaml']);
      expect(code).toBe(3);
      // For validate the problems are the result; for the others the result is missing, and stderr says why.
      const [told, other] = command[0] === 'validate' ? [stdout, ''] : [stderr, stdout];
      expect(other).toBe('');
      const places = [...told.matchAll(/^wrong\.yaml:(\d+):\d+: [a-z-]+: \S/gm)].map((match) =>
        Number(match[1]),
      );
      expect(new Set(places)).toEqual(new Set([10, 11, 12, 14, 15]));
      expect(await calls()).toBe(before);
      expect(existsSync(join(folder.path, '.cutover'))).toBe(false);
    },
  );

  it('as JSON for programs', async () => {
    folder.write('wrong.yaml', WRONG);
    const { code, stdout } = await run(['validate', '--format', 'json', 'wrong.yaml']);
    expect(code).toBe(3);
    const { formatVersion, problems } = JSON.parse(stdout);
    expect(formatVersion).toBe(1);
    for (const problem of problems) {
      expect(Object.keys(problem)).toEqual([
        'code',
        'severity',
        'message',
        'file',
        'line',
        'column',
        'address',
      ]);
    }
    const plan = await run(['plan', '--format', 'json', 'wrong.yaml']);
    expect(plan.code).toBe(3);
    expect(JSON.parse(plan.stdout)).toMatchObject({ formatVersion: 1, centers: [], problems });
  });
});

describe('what is missing', () => {
  it.each(NETWORK)('%s: a credential is named, exit 3, no call', async (...command) => {
    const before = await calls();
    const { UDESK_AUTH_TOKEN: _token, ...env } = simulator.env;
    const { code, stderr, stdout } = await run([...command, 'center.yaml'], env);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^center\.yaml:8:\d+: missing-variable: .*UDESK_AUTH_TOKEN/);
    expect(await calls()).toBe(before);
  });

  it.each([
    [['plan']],
    [['plan', 'gone.yaml']],
    [['apply', '--plan', 'gone.json']],
    [['apply', '--plan', 'center.yaml', 'center.yaml']],
    [['show', 'gone.json']],
    [['show', 'center.yaml']],
    [['simulate', 'nobody']],
    [['simulate', 'udesk', '--option', 'noSuchSwitch=1']],
    [['providers', 'nobody']],
  ])('%j: exit 3 and one message', async (args) => {
    const { code, stderr, stdout } = await run(args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(STACK);
  });
});

describe('a vendor that cannot be used', () => {
  let server: Server;
  let answer: { status: number; type: string; text: string };
  let url: string;
  let written = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.method !== 'GET') written += 1;
      response.writeHead(answer.status, { 'content-type': answer.type });
      response.end(answer.text);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each(NETWORK)('%s: is down', async (...command) => {
    const env = { ...simulator.env, UDESK_BASE_URL: 'http://127.0.0.1:1' };
    const { code, stderr } = await run([...command, 'center.yaml'], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/unreachable/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(STACK);
  });

  it.each([
    ['HTML', { status: 200, type: 'text/html', text: '<html><body>Welcome</body></html>' }],
    ['JSON of another shape', { status: 200, type: 'application/json', text: '{"hello":"world"}' }],
    ['a number', { status: 200, type: 'application/json', text: '42' }],
    ['nothing', { status: 200, type: 'application/json', text: '' }],
    [
      'success with nonsense inside',
      { status: 200, type: 'application/json', text: '{"ErrCode":"000000","Result":{"Agents":7}}' },
    ],
  ])('answers %s', async (_name, nonsense) => {
    answer = nonsense;
    const env = { ...simulator.env, UDESK_BASE_URL: url };
    const ran = await Promise.all(NETWORK.map((command) => run([...command, 'center.yaml'], env)));
    for (const { code, stderr } of ran) {
      expect([1, 4]).toContain(code);
      expect(stderr).not.toMatch(STACK);
      expect(stderr).not.toContain(simulator.credentials.authToken);
      if (code === 1) expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
    expect(written).toBe(0);
  });

  it.each(NETWORK)(
    '%s: does not accept the credentials, and is not asked again and again',
    async (...command) => {
      const before = await calls();
      const { code, stderr } = await run([...command, 'center.yaml'], {
        ...simulator.env,
        UDESK_AUTH_TOKEN: 'wrong-token',
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/auth-failed/);
      expect(stderr).not.toContain('wrong-token');
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect((await calls()) - before).toBeLessThan(12);
    },
  );
});

describe('many centers', () => {
  it('one that fails stops no other, and the exit code says so', async () => {
    const other = (name: string, url: string): string =>
      entities({ queues: 1, agents: 1 })
        .replace('acme-support', name)
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the variable in the file is replaced
        .replace('${UDESK_BASE_URL}', url);
    folder.write('a.yaml', other('a-center', simulator.url));
    folder.write('b.yaml', other('b-center', 'http://127.0.0.1:1'));
    folder.write('c.yaml', other('c-center', simulator.url));
    const files = ['a.yaml', 'b.yaml', 'c.yaml'];
    const { code, stdout, stderr } = await run(['plan', '--format', 'json', ...files]);
    expect(code).toBe(1);
    const { centers } = JSON.parse(stdout);
    expect(centers.map((one: { center: string; status: string }) => [one.center, one.status])).toEqual([
      ['a-center', 'changes'],
      ['b-center', 'error'],
      ['c-center', 'changes'],
    ]);
    expect(stderr).toContain('b-center');
    expect((await run(['plan', ...files])).stdout.match(/^Plan: /gm)).toHaveLength(2);
    expect((await run(['plan', '--detailed-exitcode', 'a.yaml', 'c.yaml'])).code).toBe(2);

    const parts = await Promise.all(
      ['1/2', '2/2'].map(async (part) => {
        const ran = await run(['plan', '--format', 'json', '--shard', part, ...files]);
        return (JSON.parse(ran.stdout).centers as { center: string }[]).map((one) => one.center);
      }),
    );
    expect(parts.flat().sort()).toEqual(['a-center', 'b-center', 'c-center']);
  });
});
