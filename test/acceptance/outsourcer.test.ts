// Six centers at four vendors in one folder: planned and applied with one command, each on its own.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Resource } from '../../src/contract/index.js';
import { builtIn } from '../../src/providers/registry.js';
import { type RunningSimulator, startSimulator } from '../../src/simulator/serve.js';
import { cutover, type Folder, type Ran, temporaryFolder } from '../support/program.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'outsourcer');

const CENTERS: Readonly<Record<string, string>> = {
  'bank-support': 'udesk',
  'city-helpline': 'portsip',
  'clinic-reception': 'portsip',
  'insurance-renewals': 'callbot',
  'shop-hotline': 'udesk',
  'travel-desk': 'nxlink',
};

/** NXLink's console made these; nobody is in a queue yet. */
const CONSOLE: readonly Resource[] = [
  ...['NXQ2001 Bookings', 'NXQ2002 Changes'].map((one) => given('queue', one)),
  ...['NX8101 Dana Koh', 'NX8102 Eric Teo', 'NX8103 Farah Aziz'].map((one) => given('agent', one)),
];

function given(kind: string, text: string): Resource {
  const [id = '', ...name] = text.split(' ');
  const enabled = kind === 'agent' ? { enabled: true } : {};
  return { kind, address: `${kind}/${id}`, fields: { name: name.join(' '), ...enabled } };
}

let folder: Folder;
let simulators: Map<string, RunningSimulator>;

const snake = (name: string): string => name.replace(/-|(?=[A-Z])/g, '_').toUpperCase();

async function start(): Promise<void> {
  for (const [center, type] of Object.entries(CENTERS)) {
    const spec = await builtIn(type)?.simulator();
    if (!spec) throw new Error(`no simulator of ${type}`);
    simulators.set(center, await startSimulator(spec, { seedResources: type === 'nxlink' ? CONSOLE : [] }));
  }
}

/** Variables as the files name them: the center's name, then the setting's. */
function environment(): Record<string, string> {
  const entries = [...simulators].flatMap(([center, { url, credentials }]) =>
    Object.entries({ baseUrl: url, ...credentials }).map(([name, value]) => [
      `${snake(center)}_${snake(name)}`,
      value,
    ]),
  );
  return Object.fromEntries(entries);
}

const run = (command: string, ...args: string[]): Promise<Ran> =>
  cutover([command, FOLDER, ...args], { cwd: folder.path, env: environment() });
const of = (center: string): RunningSimulator => {
  const found = simulators.get(center);
  if (!found) throw new Error(`no simulator of ${center}`);
  return found;
};
const writes = (): number =>
  [...simulators.values()].flatMap((one) => one.log()).filter(({ write }) => write).length;
const statuses = ({ stdout }: Ran): Record<string, string> => {
  const { centers } = JSON.parse(stdout) as { centers: { center: string; status: string }[] };
  return Object.fromEntries(centers.map(({ center, status }) => [center, status]));
};
const all = (status: string): Record<string, string> =>
  Object.fromEntries(Object.keys(CENTERS).map((center) => [center, status]));

beforeEach(async () => {
  folder = temporaryFolder();
  simulators = new Map();
  await start();
});
afterEach(async () => {
  await Promise.all([...simulators.values()].map((one) => one.close()));
  folder.remove();
});

describe('the outsourcer', { timeout: 120_000 }, () => {
  it('plans and applies all centers with one command, and then nothing is left', async () => {
    expect(readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))).toHaveLength(6);
    const planned = await run('plan', '--format', 'json', '--detailed-exitcode');
    expect(planned.stderr).toBe('');
    expect(planned.code).toBe(2);
    const { centers } = JSON.parse(planned.stdout) as {
      centers: {
        center: string;
        provider: string;
        callCount: number;
        lowerBound: number;
        verified: boolean;
      }[];
    };
    expect(Object.fromEntries(centers.map(({ center, provider }) => [center, provider]))).toEqual(CENTERS);
    for (const one of centers) expect(one).toMatchObject({ verified: true, callCount: one.lowerBound });
    expect(writes()).toBe(0);

    const applied = await run('apply', '--auto-approve', '--format', 'json');
    expect(statuses(applied)).toEqual(all('converged'));
    expect(applied.code).toBe(0);
    expect(writes()).toBe(centers.reduce((sum, { callCount }) => sum + callCount, 0));
    // What the vendors made, or we made for them, is kept apart for each center.
    expect(existsSync(join(folder.path, '.cutover', 'shop-hotline.secrets.jsonl'))).toBe(true);
    expect(existsSync(join(folder.path, '.cutover', 'clinic-reception.secrets.jsonl'))).toBe(true);

    const clean = await run('plan', '--format', 'json', '--detailed-exitcode');
    expect(statuses(clean)).toEqual(all('clean'));
    expect(clean.code).toBe(0);
  });

  it('goes on with the others when one vendor is down: exit 1', async () => {
    await of('clinic-reception').close();
    const planned = await run('plan', '--format', 'json');
    expect(statuses(planned)).toEqual({ ...all('changes'), 'clinic-reception': 'error' });
    expect(planned.code).toBe(1);
    const applied = await run('apply', '--auto-approve', '--format', 'json');
    expect(statuses(applied)).toEqual({ ...all('converged'), 'clinic-reception': 'error' });
    expect(applied.code).toBe(1);
    const { centers } = JSON.parse(applied.stdout) as { centers: { center: string; problems: unknown[] }[] };
    expect(centers.find(({ center }) => center === 'clinic-reception')?.problems).toMatchObject([
      { code: 'unreachable' },
    ]);
  });

  it('goes on when one is refused, and when one is done in part: exit 4 before 5', async () => {
    // The travel agency's console lost an agent: a person must make it, the rest of the desk goes on.
    of('travel-desk').change({ drop: ['agent/NX8103'] });
    const partly = await run('apply', '--auto-approve', '--format', 'json');
    expect(statuses(partly)).toEqual({ ...all('converged'), 'travel-desk': 'partial' });
    expect(partly.code).toBe(5);
    // Somebody else is at the bank: its lock is held.
    folder.write('.cutover/bank-support.lock', JSON.stringify(FOREIGN_LOCK));
    of('shop-hotline').change({ drop: ['membership/9002/30003'] });
    const refused = await run('apply', '--auto-approve', '--format', 'json');
    expect(statuses(refused)).toEqual({
      ...all('converged'),
      'travel-desk': 'partial',
      'bank-support': 'refused',
    });
    expect(refused.code).toBe(4);
  });

  it('stops before any vendor is asked when one file is wrong: exit 3', async () => {
    const env = environment();
    delete env.CITY_HELPLINE_PASSWORD;
    const ran = await cutover(['apply', FOLDER, '--auto-approve'], { cwd: folder.path, env });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('CITY_HELPLINE_PASSWORD is not set');
    expect([...simulators.values()].flatMap((one) => one.log())).toEqual([]);
  });
});

/** A lock as another machine holds it. */
const FOREIGN_LOCK = {
  id: 'a-run-elsewhere',
  host: 'elsewhere.example.com',
  space: 'boot 1',
  pid: 7,
  start: '7',
  since: '2026-01-01T00:00:00.000Z',
};
