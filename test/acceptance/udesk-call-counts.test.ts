// The worked cases of udesk.md §7.4, end to end: the plan proves the fewest calls, the simulator refuses none of them.
import { readFileSync } from 'node:fs';
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
import { bootstrap, type CenterSize, head, teardown } from '../support/udesk-centers.js';

interface PlanJson {
  readonly centers: readonly {
    readonly status: string;
    readonly callCount: number;
    readonly conditionalCalls: number;
    readonly lowerBound: number;
    readonly reads: number;
    readonly verified: boolean;
    readonly problems: readonly unknown[];
  }[];
}
interface LogJson {
  readonly calls: readonly { readonly write: boolean; readonly refused: boolean; readonly path: string }[];
}

const OWNED = `${head()}relayNumbers:\n  - number: "057100000000"\n`;

let folder: Folder;
let simulator: Simulator;
const run = (...args: string[]): Promise<Ran> => cutover(args, { cwd: folder.path, env: simulator.env });
const writes = async (): Promise<LogJson['calls']> => {
  const log = (await simulator.inspect('log')) as LogJson;
  return log.calls.filter((call) => call.write);
};
const planOf = async (...args: string[]): Promise<PlanJson['centers'][number]> => {
  const ran = await run('plan', '--format', 'json', ...args);
  const [center] = (JSON.parse(ran.stdout) as PlanJson).centers;
  if (!center) throw new Error(ran.stderr);
  return center;
};
const startWith = async (text: string): Promise<void> => {
  folder.write('account.yaml', text);
  simulator = await simulate('udesk', ['--seed-file', join(folder.path, 'account.yaml')], {
    env: { UDESK_BASE_URL: 'http://127.0.0.1', UDESK_APP_ID: 'a', UDESK_SID: 's', UDESK_AUTH_TOKEN: 't' },
  });
};

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe.each([
  { name: '3 queues, 4 agents', size: { queues: 3, agents: 4 }, build: 18, tear: 11 },
  { name: '10 queues, 100 agents', size: { queues: 10, agents: 100 }, build: 224, tear: 210 },
] satisfies { name: string; size: CenterSize; build: number; tear: number }[])(
  'udesk.md §7.4, $name',
  ({ size, build, tear }) => {
    it(`is built with ${build} calls and none is refused`, async () => {
      await startWith(OWNED);
      folder.write('center.yaml', bootstrap(size));

      const plan = await planOf('center.yaml');
      expect(plan).toMatchObject({
        callCount: build,
        lowerBound: build,
        conditionalCalls: 2,
        verified: true,
      });

      const applied = await run('apply', '--auto-approve', 'center.yaml');
      expect(applied.stderr + applied.stdout).not.toMatch(/failed|refused/i);
      expect(applied.code).toBe(0);
      const sent = await writes();
      expect(sent.filter((call) => call.refused)).toEqual([]);
      expect(sent).toHaveLength(build + 2);

      const again = await run('plan', '--detailed-exitcode', 'center.yaml');
      expect(again.code).toBe(0);
      expect(await writes()).toHaveLength(build + 2);

      const pulled = await run('pull', 'center.yaml', '-o', 'pulled.yaml');
      expect(pulled.code).toBe(0);
      expect((await run('plan', '--detailed-exitcode', 'pulled.yaml')).code).toBe(0);
    });

    it(`is taken down with ${tear} calls and none is refused`, async () => {
      await startWith(bootstrap(size).replace(/subscriptions:[\s\S]*$/, ''));
      folder.write('none.yaml', teardown(size));

      const first = await planOf('none.yaml');
      expect(first).toMatchObject({ callCount: tear, lowerBound: tear });
      const refusal = JSON.stringify(first.problems);
      expect(refusal).toBe('[]');

      const applied = await run('apply', '--auto-approve', 'none.yaml');
      expect(applied.stderr).not.toMatch(/failed/i);
      expect(applied.code).toBe(0);
      const sent = await writes();
      expect(sent.filter((call) => call.refused)).toEqual([]);
      expect(sent).toHaveLength(tear);
      expect((await run('plan', '--detailed-exitcode', 'none.yaml')).code).toBe(0);
    });
  },
);

describe('at the limits of the account', () => {
  it('replaces 5 of 100 queues while two agents exchange extensions, without one refused call (C1, C6)', async () => {
    const queues = (from: number, to: number): string =>
      Array.from(
        { length: to - from },
        (_, index) => `  - { id: "${9000 + from + index}", name: Q${from + index} }\n`,
      ).join('');
    const agents = (first: string, second: string): string => `agents:
  - { id: "1", workId: w1, name: Ann, extensions: ["${first}"] }
  - { id: "2", workId: w2, name: Bob, extensions: ["${second}"] }
`;
    const gone = Array.from(
      { length: 5 },
      (_, index) => `  - { id: "${9000 + index}", state: absent }\n`,
    ).join('');
    const members = 'memberships:\n  - { queue: "9000", agents: ["1", "2"] }\n';
    await startWith(`${head()}queues:\n${queues(0, 100)}${agents('8001', '8002')}${members}`);
    folder.write('next.yaml', `${head()}queues:\n${gone}${queues(5, 105)}${agents('8002', '8001')}`);

    const applied = await run('apply', '--auto-approve', 'next.yaml');
    expect(applied.stderr).not.toMatch(/failed/i);
    expect(applied.code).toBe(0);
    expect((await writes()).filter((call) => call.refused)).toEqual([]);
    expect((await run('plan', '--detailed-exitcode', 'next.yaml')).code).toBe(0);
  });
});

describe('the example of the README', () => {
  it('validates, plans and applies', async () => {
    const example = join(import.meta.dirname, '..', '..', 'examples', 'contact-center.yaml');
    const numbers = [...readFileSync(example, 'utf8').matchAll(/number: "?(0\d+)"?/g)].map(
      (match) => match[1],
    );
    await startWith(
      `${head()}relayNumbers:\n${numbers.map((number) => `  - number: "${number}"\n`).join('')}`,
    );
    expect((await run('validate', example)).code).toBe(0);
    expect((await run('apply', '--auto-approve', example)).code).toBe(0);
    expect((await run('plan', '--detailed-exitcode', example)).code).toBe(0);
  });
});
