// The lock between machines, against a small lock server of the kind that Terraform users run.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { teamLock } from '../../src/cli/running/team-lock.js';
import { RefusedError } from '../../src/contract/index.js';
import { createRedactor } from '../../src/secrets/redact.js';
import { type Served, serve } from '../http/support.js';

let served: Served;
const io = (env: Io['env'] = {}): Io => ({
  write: () => {},
  note: () => {},
  env,
  terminal: { out: false, err: false, input: false },
  width: 100,
  signal: new AbortController().signal,
  redactor: createRedactor(),
});
const methods = (): string[] => served.got.map(({ method, url }) => `${method} ${url.replace('/api/', '/')}`);
const ignore = (): void => {};

beforeEach(async () => {
  const holders = new Map<string, string>();
  served = await serve(({ method, url, body }, response) => {
    const id = (JSON.parse(body) as { ID: string }).ID;
    const holder = holders.get(url);
    if (method === 'LOCK' || method === 'POST') {
      if (holder !== undefined) return void response.writeHead(423).end(holder);
      holders.set(url, body);
    } else if (holder !== undefined && (JSON.parse(holder) as { ID: string }).ID === id) holders.delete(url);
    response.writeHead(200).end();
  });
});
afterEach(() => served.close());

describe('a lock that a team shares', () => {
  it('is taken once for the centers of a run, and given back after the last', async () => {
    const lock = teamLock(`${served.url}state`, io());
    const [a, b] = await Promise.all([lock.take('a', ignore), lock.take('b', ignore)]);
    await a.release();
    expect(methods()).toEqual(['LOCK /state']);
    await b.release();
    expect(methods()).toEqual(['LOCK /state', 'UNLOCK /state']);
    const c = await lock.take('c', ignore);
    const [, d] = await Promise.all([c.release(), lock.take('d', ignore)]);
    await d.release();
    expect(methods().slice(2)).toEqual(['LOCK /state', 'UNLOCK /state', 'LOCK /state', 'UNLOCK /state']);
  });

  it('is one for each center where the address says so', async () => {
    const lock = teamLock(`${served.url}locks/{center}`, io());
    const locks = [await lock.take('a', ignore), await lock.take('b/c', ignore)];
    expect(methods()).toEqual(['LOCK /locks/a', 'LOCK /locks/b%2Fc']);
    for (const one of locks) await one.release();
  });

  it('refuses while another run has it, and can be taken afterwards', async () => {
    const theirs = await teamLock(served.url, io({ USER: 'li' })).take('a', ignore);
    const ours = teamLock(served.url, io());
    const refused = await ours.take('a', ignore).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RefusedError);
    expect(String(refused)).toMatch(/locked by "li@/);
    await theirs.release();
    await (await ours.take('a', ignore)).release();
  });

  it('signs in with what the environment says, whatever signs are in it, and speaks other methods', async () => {
    const env = {
      CUTOVER_LOCK_USERNAME: 'me@example.com',
      CUTOVER_LOCK_PASSWORD: 'p%41:/ß',
      CUTOVER_LOCK_METHOD: 'POST',
      CUTOVER_UNLOCK_METHOD: 'DELETE',
    };
    await (await teamLock(served.url, io(env)).take('a', ignore)).release();
    expect(served.got.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    const [, pair = ''] = (served.got[0]?.headers.authorization ?? '').split(' ');
    expect(Buffer.from(pair, 'base64').toString()).toBe('me@example.com:p%41:/ß');
  });
});
