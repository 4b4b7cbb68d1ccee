// Drift adopted with git: `drift --propose`, `git apply`, `plan` is empty, and the file still reads as its author wrote it.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: files hold variables
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
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

const UDESK = headOf('udesk', 'acme-support');
const PORTSIP = headOf('portsip', 'harbor');

let folder: Folder;
let simulator: Simulator | undefined;
const run = (...args: string[]): Promise<Ran> =>
  cutover(args, { cwd: folder.path, env: simulator?.env ?? {} });
const git = (...args: string[]) => {
  const { status, stderr } = spawnSync('git', args, { cwd: folder.path, encoding: 'utf8' });
  return { status, stderr };
};
const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
const start = async (type: string, live: string): Promise<void> => {
  simulator = await simulate(type, ['--seed-file', folder.write('account.yaml', live)], { cwd: folder.path });
};

beforeEach(() => {
  folder = temporaryFolder();
  git('init', '-q');
});
afterEach(async () => {
  await simulator?.stop();
  simulator = undefined;
  folder.remove();
});

describe('live is adopted', () => {
  it('at Udesk: fields, lists, entries that came and went; every comment that still means something', async () => {
    await start(
      'udesk',
      `${UDESK}queues:
  - { id: "9001", name: Support, timeout: 90 }
  - { id: "9004", name: Night, timeout: 61 }
agents:
  - { id: "10031", workId: w10031, name: Li Wei, extensions: ["8002"], relayNumber: "057100000001" }
  - { id: "10032", workId: w10032, name: Wang Fang }
memberships:
  - { queue: "9001", agents: ["10031"] }
relayNumbers:
  - { number: "057100000000" }
  - { number: "057100000001", default: true }
`,
    );
    mkdirSync(join(folder.path, 'centers'));
    const mine = `${UDESK}policy: { prune: [queues], maxDeletes: 100% }

# Queues, busiest first
queues:
  - id: "9001"
    name: Support   # what people see
    timeout: 60     # seconds
  # Closed in May.
  - id: "9003"
    name: Third

agents:
  - { id: "10031", workId: w10031, name: Li Wei, extensions: ["8001"], relayNumber: "057100000000" } # desk 4
  - { id: "10032", workId: w10032, name: Wang Fang, mobile: "13800000000" }
memberships:
  - queue: "9001"
    agents:
      - "10031" # Li
      - "10032" # Wang
relayNumbers:
  - number: "057100000000"
    default: true
  - number: "057100000001" # the new one
`;
    folder.write('centers/acme.yaml', mine);
    const drift = await run('drift', 'centers/acme.yaml', '--propose', 'live.patch');
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain('changed queue/9001 Support');
    expect(drift.stderr).toContain('A patch of 1 file is in live.patch. To adopt it: git apply live.patch\n');
    const patch = read('live.patch');
    expect(patch).toContain('\n--- a/centers/acme.yaml\n+++ b/centers/acme.yaml\n');
    expect(patch).not.toContain(simulator?.credentials.authToken);
    expect(read('centers/acme.yaml')).toBe(mine);

    expect(git('apply', 'live.patch')).toEqual({ status: 0, stderr: '' });
    expect(read('centers/acme.yaml')).toBe(`${UDESK}policy: { prune: [queues], maxDeletes: 100% }

# Queues, busiest first
queues:
  - id: "9001"
    name: Support   # what people see
    timeout: 90     # seconds
  - id: "9004"
    name: Night
    strategy: longest_idle
    timeout: 61
    maxLength: 128

agents:
  - { id: "10031", workId: w10031, name: Li Wei, extensions: ["8002"], relayNumber: "057100000001" } # desk 4
  - { id: "10032", workId: w10032, name: Wang Fang, mobile: null }
memberships:
  - queue: "9001"
    agents:
      - "10031" # Li
relayNumbers:
  - number: "057100000000"
  - number: "057100000001" # the new one
    default: true
`);
    expect((await run('plan', '--detailed-exitcode', 'centers/acme.yaml')).code).toBe(0);
    expect((await run('drift', 'centers/acme.yaml')).code).toBe(0);
  });

  it('at PortSIP: places and skills in a queue, forward rules, a Windows file without a last line end', async () => {
    const person = (id: string): string =>
      `  - { id: "${id}", username: u.${id}, name: User ${id}, email: u${id}@example.com }\n`;
    const people = `agents:\n${['1001', '1002', '1003'].map(person).join('')}`;
    await start(
      'portsip',
      `${PORTSIP}queues:
  - { id: "6000", name: Desk, strategy: PRIORITIZED_HUNT, timeout: 90, noAnswer: { action: FORWARD_TO_VOICEMAIL, number: "1002" } }
${people}memberships: [{ queue: "6000", agents: ["1003", { agent: "1001", skillLevel: 7 }] }]
`,
    );
    const mine = `${PORTSIP}queues:
  - id: "6000"
    name: Desk
    strategy: PRIORITIZED_HUNT # the first who is free
    timeout: 120
    # Nobody answers:
    noAnswer:
      action: HANGUP # for now
${people}memberships:
  - queue: "6000"
    agents:
      # the boss
      - "1001"
      - "1002"
      - "1003" # new`.replaceAll('\n', '\r\n');
    folder.write('harbor.yaml', mine);
    expect((await run('drift', 'harbor.yaml', '--propose', 'live.patch', '--quiet')).code).toBe(2);
    expect(git('apply', 'live.patch')).toEqual({ status: 0, stderr: '' });
    expect(read('harbor.yaml')).toBe(
      `${PORTSIP}queues:
  - id: "6000"
    name: Desk
    strategy: PRIORITIZED_HUNT # the first who is free
    timeout: 90
    # Nobody answers:
    noAnswer:
      action: FORWARD_TO_VOICEMAIL # for now
      number: "1002"
${people}memberships:
  - queue: "6000"
    agents:
      - "1003" # new
      # the boss
      - "1001"`.replaceAll('\n', '\r\n'),
    );
    expect((await run('plan', '--detailed-exitcode', 'harbor.yaml')).code).toBe(0);
  });
});

describe('what only a read in detail shows', () => {
  it('at Callbot: the state of a campaign, and not the contacts that no list gives', async () => {
    const head = `version: 1
center: calls
provider:
  type: callbot
  baseUrl: \${CALLBOT_BASE_URL:-http://127.0.0.1}
  uuid: \${CALLBOT_UUID:-a}
  secretKey: \${CALLBOT_SECRET_KEY:-bbbbbb}
policy: { allowDialling: true }
campaigns:
  - id: spring
    scene: "1234"
    callbacks: { order: "https://crm.example.com/order", call: "https://crm.example.com/call" }
    contacts: [{ id: s-1, phone: "6560000101" }]
`;
    await start('callbot', `${head}    state: paused\n`);
    folder.write('calls.yaml', `${head}    state: running # since May\n`);
    const { code, stdout, stderr } = await run('drift', 'calls.yaml', '--propose', 'live.patch');
    expect(code).toBe(2);
    expect(stdout).toContain('Drift: 1 difference (1 changed).');
    expect(stdout).not.toContain('contacts:');
    expect(stderr).not.toContain('Left to you');
    expect(git('apply', 'live.patch')).toEqual({ status: 0, stderr: '' });
    expect(read('calls.yaml')).toBe(`${head}    state: paused # since May\n`);
    expect((await run('plan', '--detailed-exitcode', 'calls.yaml')).code).toBe(0);
  });

  it('at NXLink: what only a person can change at the vendor is adopted all the same', async () => {
    const head = `version: 1
center: team
provider:
  type: nxlink
  baseUrl: \${NXLINK_BASE_URL:-http://127.0.0.1}
  accessKey: \${NXLINK_ACCESS_KEY:-aaaaaa}
  accessSecret: \${NXLINK_ACCESS_SECRET:-bbbbbb}
  tenantId: \${NXLINK_TENANT_ID:-7001}
`;
    await start(
      'nxlink',
      `${head}queues: [{ id: Q1, name: Support, ringPolicy: 1 }]
agents: [{ id: NX1, userName: ann@example.com, name: Ann }, { id: NX2, userName: bob@example.com, name: Bob }]
memberships: [{ queue: Q1, agents: [NX1, NX2] }]
`,
    );
    folder.write(
      'team.yaml',
      `${head}queues:
  - { id: Q1, name: Help } # the main one
  - { id: Q9, name: Gone }
memberships:
  - queue: Q1
    agents: [NX1] # more to come
`,
    );
    expect((await run('drift', 'team.yaml', '--propose', 'live.patch')).code).toBe(2);
    expect(git('apply', 'live.patch')).toEqual({ status: 0, stderr: '' });
    expect(read('team.yaml')).toBe(`${head}queues:
  - { id: Q1, name: Support } # the main one
memberships:
  - queue: Q1
    agents: [NX1, NX2] # more to come
`);
    expect((await run('plan', '--detailed-exitcode', 'team.yaml')).code).toBe(0);
  });
});

describe('what is not proposed', () => {
  it('is named, on the screen and at the head of the patch', async () => {
    await start('udesk', `${UDESK}queues: [{ id: "9001", name: Support, timeout: 90 }]\n`);
    folder.write('center.yaml', `${UDESK}queues:\n  - { id: "9001", name: Help, timeout: "\${WAIT:-60}" }\n`);
    const { stdout, stderr, code } = await run('drift', 'center.yaml', '--propose', '-');
    expect(code).toBe(2);
    const remark =
      'center.yaml:10:40: acme-support: queue/9001 timeout comes from ${WAIT}; live has 90. Change the variable where it is set, or write the value here instead.';
    expect(stderr).toContain(`Left to you:\n  ${remark}\n`);
    expect(stdout).toContain(`# Left to you:\n#   ${remark}\ndiff --git a/center.yaml b/center.yaml\n`);
    expect(stdout).toContain('+  - { id: "9001", name: Support, timeout: "${WAIT:-60}" }\n');
  });

  it('a change next to a secret that the file spells out: no patch carries it', async () => {
    await start('udesk', `${UDESK}queues: [{ id: "9001", name: Support }]\n`);
    const { authToken = '' } = simulator?.credentials ?? {};
    const text = UDESK.replace('${UDESK_AUTH_TOKEN:-t}', authToken);
    folder.write('center.yaml', `${text}queues: [{ id: "9001", name: Help }]\n`);
    const { stdout, stderr } = await run('drift', 'center.yaml', '--propose', '-');
    expect(stdout + stderr).not.toContain(authToken);
    expect(stderr).toContain('center.yaml: a secret stands in the lines to change or beside them.');
  });

  it('a center that could not be read', async () => {
    folder.write('center.yaml', `${UDESK}queues: [{ id: "9001", name: Help }]\n`);
    const { code, stderr } = await run('drift', 'center.yaml', '--propose', 'live.patch');
    expect(code).toBe(1);
    expect(stderr).toContain('acme-support: nothing is proposed, since it could not be read.');
    expect(read('live.patch')).not.toContain('diff --git');
  });
});
