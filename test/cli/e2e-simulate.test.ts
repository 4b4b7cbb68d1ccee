// `cutover simulate` as a person runs it: lines for a shell, and an end when it is told to end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cutover, simulate, temporaryFolder } from '../support/program.js';
import { head } from '../support/udesk-centers.js';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cutover.js');

const CENTER = `${head()}queues:\n  - { id: "9001", name: Support }\n`;

it('prints what a shell takes as it stands', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'simulate', 'portsip', '--format', 'env']);
  const [text] = await once(child.stdout, 'data');
  child.kill();
  await once(child, 'exit');
  expect(String(text)).toMatch(
    /^export PORTSIP_BASE_URL='http:\/\/127\.0\.0\.1:\d+\/api'\nexport PORTSIP_USERNAME='cutover'\nexport PORTSIP_PASSWORD='[^']+'\nexport PORTSIP_DOMAIN='pbx\.example\.com'\n$/,
  );
});

it('holds what its seed file says, a call that goes to a queue too', async () => {
  const seed = join(import.meta.dirname, '..', '..', 'examples', 'portsip.yaml');
  const simulator = await simulate('portsip', ['--seed-file', seed]);
  const folder = temporaryFolder();
  try {
    const { code, stdout } = await cutover(['plan', '--detailed-exitcode', seed], {
      ...{ cwd: folder.path, env: simulator.env },
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('no changes') });
  } finally {
    await simulator.stop();
    folder.remove();
  }
});

it('ends when it is told to, also while it holds an answer back', { timeout: 60_000 }, async () => {
  const simulator = await simulate('udesk', ['--fault', 'slow=600000@POST queues:1']);
  const folder = temporaryFolder();
  try {
    const file = folder.write('a.yaml', CENTER);
    const run = cutover(['apply', file, '--auto-approve'], { cwd: folder.path, env: simulator.env });
    const held = async (): Promise<string> => JSON.stringify(await simulator.inspect('log'));
    await expect.poll(held, { timeout: 30_000 }).toContain('"slow"');
    await simulator.stop();
    expect((await run).code).toBe(1);
  } finally {
    folder.remove();
  }
});
