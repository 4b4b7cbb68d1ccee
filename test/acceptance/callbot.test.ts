// Callbot end to end: campaigns created, filled and started once; nobody called without leave, nobody sent twice.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headOf } from '../support/heads.js';
import {
  cutover,
  type Folder,
  type Ran,
  type Simulator,
  simulate,
  temporaryFolder,
} from '../support/program.js';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const HEAD = headOf('callbot', 'acme-callbot');
const ALLOW = 'policy: { allowDialling: true }\n';
const spring = (lines: string, ...ids: readonly number[]): string => `campaigns:
  - id: spring
    scene: "1234"
${lines}    callbacks: { order: https://crm.example.com/o, call: https://crm.example.com/c }
    contacts: [${ids.map((id) => `{ id: c-${id}, phone: "656000000${id}" }`).join(', ')}]
`;

interface Logged {
  readonly path: string;
  readonly write: boolean;
  readonly refused: boolean;
}

let folder: Folder;
let simulator: Simulator;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const writes = async (): Promise<string[]> => {
  const { calls } = (await simulator.inspect('log')) as { calls: Logged[] };
  return calls.filter((call) => call.write).map(({ path }) => path.replace(/^.*\//, ''));
};
const orders = async (campaign: string): Promise<string[]> => {
  const { resources } = (await simulator.inspect('state')) as { resources: { address: string }[] };
  const own = `contact/${campaign}/`;
  return resources
    .flatMap(({ address }) => (address.startsWith(own) ? [address.slice(own.length)] : []))
    .sort();
};
const planOf = async (file: string) =>
  JSON.parse((await run('plan', '--format', 'json', file)).stdout).centers[0];
const start = async (...options: string[]): Promise<void> => {
  simulator = await simulate('callbot', options);
};
const seeded = (text: string, ...options: string[]): Promise<void> =>
  start('--seed-file', folder.write('account.yaml', HEAD + text), ...options);

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe('the example', () => {
  it('is made once, put back when it drifts, and known without the ledger', {
    timeout: 120_000,
  }, async () => {
    await start();
    for (const file of ['callbot.yaml', 'callbot-contacts.csv'])
      copyFileSync(join(EXAMPLES, file), join(folder.path, file));
    expect(await planOf('callbot.yaml')).toMatchObject({
      callCount: 6,
      lowerBound: 6,
      verified: true,
      summary: { create: 2, update: 0, delete: 0 },
    });
    expect((await run('apply', '-y', 'callbot.yaml')).code).toBe(0);
    const made = [
      'createTask',
      'updateTask',
      'addBatchCall',
      'mgrTaskStatus',
      'createTask',
      'importBatchCall',
    ];
    expect((await writes()).sort()).toEqual(made.sort());
    expect((await run('plan', '--detailed-exitcode', 'callbot.yaml')).code).toBe(0);

    await simulator.inspect('options', {
      drift: ['campaign-paused:spring-renewal', 'contact-gone:survey/s-2', 'contact-made:survey/x-9'],
    });
    expect((await run('drift', 'callbot.yaml')).code).toBe(2);
    const back = await planOf('callbot.yaml');
    expect(back.calls.map((call: { path: string }) => call.path)).toEqual([
      'mgrTaskStatus',
      'importBatchCall',
    ]);
    expect((await run('apply', '-y', 'callbot.yaml')).code).toBe(0);
    expect(await orders('survey')).toEqual(['s-1', 's-2']);

    const before = (await writes()).length;
    rmSync(join(folder.path, '.cutover'), { recursive: true });
    const blind = await planOf('callbot.yaml');
    // Who was sent is asked for by id; only what no call shows is written again.
    expect(blind.changes.map((change: { key: string }) => change.key)).toEqual([
      'update campaign/spring-renewal',
    ]);
    expect(blind.changes[0].certainty).toBe('unknowable');
    expect(blind.changes[0].fields.map(({ path }: { path: string }) => path)).toEqual([
      'callbacks',
      'name',
      'settings',
    ]);
    expect((await run('pull', 'callbot.yaml', '-o', 'pulled.yaml')).code).toBe(0);
    expect((await run('plan', '--detailed-exitcode', 'pulled.yaml')).code).toBe(0);
    expect(await writes()).toHaveLength(before);
  });
});

describe('contacts', () => {
  it('that the vendor refuses fail by name; the others are sent once (errList)', async () => {
    await seeded(spring('', 1), '--option', 'badPhones=6560000002');
    folder.write('center.yaml', HEAD + spring('', 1, 2, 3));
    const applied = await run('apply', '-y', '--format', 'json', 'center.yaml');
    expect(applied.code).toBe(5);
    const [center] = JSON.parse(applied.stdout).centers;
    expect(center).toMatchObject({ status: 'partial', remaining: ['update campaign/spring'] });
    expect(center.outcomes[0]).toMatchObject({ key: 'update campaign/spring', status: 'failed' });
    expect(center.outcomes[0].details).toContainEqual({ id: 'c-2', message: 'userPhone refused' });
    expect(await orders('spring')).toEqual(['c-1', 'c-3']);
    expect((await planOf('center.yaml')).changes[0].fields).toEqual([
      { path: 'contacts', before: 2, after: 3 },
    ]);
  });

  it('are cut in halves when there are too many for one call (4001); a batch says so', async () => {
    await seeded(spring(''), '--option', 'maxAppend=2', '--option', 'maxImport=2');
    folder.write('center.yaml', HEAD + spring('', 1, 2, 3, 4, 5));
    expect((await run('apply', '-y', '--no-verify', 'center.yaml')).code).toBe(0);
    expect(await orders('spring')).toEqual(['c-1', 'c-2', 'c-3', 'c-4', 'c-5']);
    folder.write('center.yaml', HEAD + spring('    contactsMode: batch\n', 1, 2, 3, 4, 5, 6));
    const batch = await run('apply', '-y', '--no-verify', 'center.yaml');
    expect(batch.code).toBe(5);
    expect(batch.stdout).toContain('contactsMode: append');
    expect(await orders('spring')).toHaveLength(5);
  });

  it.each([
    ['done, and its answer lost', 'lost-after=POST addBatchCall:1'],
    ['refused as busy', 'code7=POST addBatchCall:1'],
    ['done, and answered with a wrong signature', 'bad-sign=POST addBatchCall:1'],
  ])('are sent once when the call is %s', async (_name, fault) => {
    await seeded(spring(''), '--fault', fault);
    folder.write('center.yaml', HEAD + spring('', 1, 2));
    expect((await run('apply', '-y', 'center.yaml')).code).toBe(0);
    expect(await orders('spring')).toEqual(['c-1', 'c-2']);
    expect(await writes()).toHaveLength(fault.includes('after') || fault.startsWith('bad') ? 1 : 2);
  });
});

describe('an inverse', () => {
  it('stops what was started; what no call takes back is said, and stays', async () => {
    await seeded(spring('    state: paused\n', 1));
    const more = `${HEAD}${ALLOW}${spring('    state: running\n', 1, 2)}  - { id: autumn, scene: "2" }\n`;
    folder.write('center.yaml', more);
    expect((await run('plan', 'center.yaml', '--out', 'plan.json')).code).toBe(0);
    const inverse = await run('invert', 'plan.json', '--out', 'inverse.json');
    expect(inverse.stdout + inverse.stderr).toContain('campaign/autumn: a campaign cannot be deleted');
    expect((await run('apply', '-y', '--plan', 'plan.json')).code).toBe(0);
    expect((await run('apply', '-y', '--plan', 'inverse.json')).code).toBe(0);
    expect(await writes()).toEqual(['createTask', 'addBatchCall', 'mgrTaskStatus', 'mgrTaskStatus']);
    expect(await orders('spring')).toEqual(['c-1', 'c-2']);
  });
});

describe('what dials', () => {
  it('is refused without policy.allowDialling (exit 4), and then starts', async () => {
    await seeded(spring('    state: paused\n', 1));
    folder.write('center.yaml', HEAD + spring('    state: running\n', 1));
    const refused = await run('apply', '-y', 'center.yaml');
    expect(refused.code).toBe(4);
    expect(refused.stdout + refused.stderr).toContain('policy.allowDialling: true');
    expect(await writes()).toEqual([]);
    folder.write('center.yaml', HEAD + ALLOW + spring('    state: running\n', 1));
    expect((await run('apply', '-y', 'center.yaml')).code).toBe(0);
    expect(await writes()).toEqual(['mgrTaskStatus']);
  });

  it('waits until the list shows the new state (B.6.5)', async () => {
    await seeded(spring('    state: running\n', 1), '--option', 'stateDelay=700');
    folder.write(
      'center.yaml',
      `${HEAD}${ALLOW}${spring('    state: running\n    settings: { maxRingTime: 20 }\n', 1)}`,
    );
    expect((await run('apply', '-y', '--no-verify', 'center.yaml')).code).toBe(0);
    expect(await writes()).toEqual(['mgrTaskStatus', 'updateTask', 'mgrTaskStatus']);
  });
});

describe('the account', () => {
  it('speaks SHA256 as well, and answers that are not signed are not believed', async () => {
    await seeded(spring('    state: paused\n', 1), '--option', 'consoleAlgorithm=SHA256');
    folder.write('center.yaml', HEAD.replace('-MD5', '-SHA256') + spring('    state: paused\n', 1));
    const env = { ...simulator.env, CALLBOT_ALGORITHM: 'SHA256' };
    const plan = (): Promise<Ran> => cutover(['plan', 'center.yaml'], { cwd: folder.path, env });
    expect((await plan()).code).toBe(0);
    await simulator.inspect('options', { options: { 'no-sign': 'any:*' } });
    const unsigned = await plan();
    expect(unsigned.code).toBe(1);
    expect(unsigned.stderr).toContain('it is not signed');
  });

  it('with a wrong secret is refused at once', async () => {
    await seeded(spring('', 1));
    folder.write('center.yaml', HEAD + spring('', 1));
    const env = { ...simulator.env, CALLBOT_SECRET_KEY: 'another' };
    const wrong = await cutover(['plan', 'center.yaml'], { cwd: folder.path, env });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('secretKey');
    expect(wrong.stderr).not.toContain('another');
  });
});
