// The HTTP lock protocol, against a small lock server of the kind that Terraform users run.
import { afterEach, describe, expect, it } from 'vitest';
import { RefusedError, VendorError } from '../../src/contract/index.js';
import { sendPlain } from '../../src/http/plain.js';
import { type HttpLockOptions, takeHttpLock } from '../../src/state/lock-http.js';
import { type Served, serve } from '../http/support.js';

let served: Served | undefined;
afterEach(async () => served?.close());

async function lockServer(held = 423, lose: readonly number[] = []): Promise<Served> {
  let holder: string | undefined;
  served = await serve((request, response, index) => {
    if (request.method === 'LOCK' || request.method === 'POST') {
      const mine = holder === undefined;
      if (mine) holder = request.body;
      if (lose.includes(index)) return void response.socket?.destroy();
      response.writeHead(mine ? 200 : held).end(mine ? '' : holder);
    } else if (request.method === 'UNLOCK' || request.method === 'DELETE') {
      if (holder !== undefined && JSON.parse(holder).ID === JSON.parse(request.body).ID) holder = undefined;
      response.writeHead(200).end();
    } else response.writeHead(405).end();
  });
  return served;
}

const options = (url: string, more: Partial<HttpLockOptions> = {}): HttpLockOptions => ({
  url,
  center: 'acme',
  who: 'build@runner-7',
  version: '0.1.0',
  now: () => Date.parse('2026-01-01T00:00:00Z'),
  send: (request) => sendPlain(request, { timeoutMs: 2_000, warn: () => {} }),
  ...more,
});

describe('http lock', () => {
  it.each([423, 409])(
    'locks with the documented body, refuses a second taker (%s), unlocks',
    async (status) => {
      const { url, got } = await lockServer(status);
      const lock = await takeHttpLock(options(url, { id: 'one' }));
      expect(got[0]).toMatchObject({ method: 'LOCK' });
      expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({
        ID: 'one',
        Operation: 'apply',
        Who: 'build@runner-7',
        Created: '2026-01-01T00:00:00.000Z',
        Path: 'acme',
      });
      const second = await takeHttpLock(options(url)).catch((error: unknown) => error);
      expect(second).toBeInstanceOf(RefusedError);
      expect(String(second)).toMatch(/locked by "build@runner-7".*lock "one"/);
      await lock.release();
      expect(got.at(-1)).toMatchObject({ method: 'UNLOCK', body: got[0]?.body });
      await (await takeHttpLock(options(url))).release();
    },
  );

  it('knows its own lock again when the answer was lost', async () => {
    const { url, got } = await lockServer(423, [0]);
    const taking = takeHttpLock(options(url));
    expect(await taking.then(() => 'taken', String)).toBe('taken');
    await (await taking).release();
    expect(got.map(({ method }) => method)).toEqual(['LOCK', 'LOCK', 'UNLOCK']);
  });

  it('speaks other methods, and sends user and password as a header that no message shows', async () => {
    const { url, got } = await lockServer();
    const address = url.replace('http://', 'http://me:p%40ss@');
    const lock = await takeHttpLock(options(address, { method: 'POST', unlockMethod: 'DELETE' }));
    expect(got[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    const second = await takeHttpLock(options(address, { method: 'POST' })).catch(String);
    expect(second).not.toMatch(/p@ss|p%40ss/);
    await lock.release();
    expect(got.at(-1)?.method).toBe('DELETE');
  });

  it.each([401, 404, 500])('says what to check when the server answers %s', async (status) => {
    served = await serve((_request, response) => response.writeHead(status).end());
    await expect(takeHttpLock(options(served.url))).rejects.toThrow(VendorError);
    await expect(takeHttpLock(options(served.url))).rejects.toThrow(/LOCK http.*--lock-url/);
  });

  it('says so when there is no server', async () => {
    const { url, close } = await serve(() => {});
    await close();
    await expect(takeHttpLock(options(url))).rejects.toMatchObject({ code: 'unreachable' });
  });
});
