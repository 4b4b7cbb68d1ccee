// The client against a real server: what is tried again, what never is, and what it says when it gives up.
import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { VendorError } from '../../src/contract/index.js';
import { connect, json, type Script, type Served, serve } from './support.js';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});
const start = async (script: Script): Promise<Served> => {
  served = await serve(script);
  return served;
};
const GET = { method: 'GET', path: 'agents' } as const;
const POST = { method: 'POST', path: 'queues', body: { QueueId: '9001' } } as const;

/** Ways in which an answer can be bad; the write of each is ambiguous. */
const BAD: readonly (readonly [string, Script])[] = [
  ['a reset', (_request, response) => response.socket?.destroy()],
  ['a 500 without JSON', (_request, response) => response.writeHead(500).end('oops')],
  [
    'a 502 page',
    (_request, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>'),
  ],
  ['truncated JSON', (_request, response) => response.writeHead(200).end('{"code":"o')],
  ['HTML with 200', (_request, response) => response.writeHead(200).end('<html>welcome</html>')],
  [
    'a body cut off by the connection',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"code"');
      setTimeout(() => response.socket?.destroy(), 5);
    },
  ],
  ['an unknown verdict', (_request, response) => json(response, 200, { code: 'strange' })],
];

describe('reads', () => {
  it.each(BAD)('tries again after %s', async (_what, bad) => {
    const { url, got } = await start((request, response, index) =>
      index < 2 ? bad(request, response, index) : json(response, 200, { code: 'ok', list: [1] }),
    );
    const { client, slept } = connect(url);
    expect((await client.read(GET)).body).toEqual({ code: 'ok', list: [1] });
    expect(got).toHaveLength(3);
    expect(slept).toEqual([188, 375]);
    await client.close();
  });

  it.each([
    [
      'HTML',
      (r) => r.writeHead(200).end('<html>'),
      'bad-answer',
      /GET agents: answered 200 with HTML .*5 attempts.*baseUrl/,
    ],
    ['500 and JSON', (r) => json(r, 500, { code: 'x' }), 'server-failed', /GET agents: .*5 attempts/],
    ['reset', (r) => r.socket?.destroy(), 'unreachable', /GET agents: the connection broke.*5 attempts/],
    ['429', (r) => json(r, 429, {}), 'server-failed', /limits the rate/],
    ['429 without JSON', (r) => r.writeHead(429).end(), 'server-failed', /limits the rate.*try again later/],
    ['500 without JSON', (r) => r.writeHead(500).end('oops'), 'server-failed', /500.*try again later/],
    ['an empty 200', (r) => r.writeHead(200).end(), 'bad-answer', /an empty text/],
  ] satisfies readonly (readonly [string, (response: Parameters<Script>[1]) => unknown, string, RegExp])[])(
    'gives up on %s with a message that names the call and the next step',
    async (_what, answer, code, message) => {
      const { url } = await start((_request, response) => void answer(response));
      const { client } = connect(url);
      const error = await client.read(GET).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(VendorError);
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
      await client.close();
    },
  );

  it('does not repeat a definite refusal, and hides secrets in what the vendor says', async () => {
    const { url, got } = await start((_request, response) => json(response, 400, { code: 'no' }));
    const { client } = connect(url);
    await expect(client.read(GET)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('token=***'),
    });
    expect(got).toHaveLength(1);
    const { verdict } = await client.send(POST);
    expect(verdict).toEqual({ outcome: 'failed', code: 'no', message: 'refused with token=***' });
    await client.close();
  });

  it('refuses an answer of more than 32 MiB, once', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    const { url, got } = await start((_request, response) => {
      response.writeHead(200);
      for (let count = 0; count < 33; count++) response.write(chunk);
      response.end();
    });
    const { client } = connect(url);
    await expect(client.read(GET)).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining('32 MiB'),
    });
    expect(got).toHaveLength(1);
    await client.close();
  });

  it('ends at once when the center is closed meanwhile', async () => {
    const { url, got } = await start((_request, response) => json(response, 500, { code: 'x' }));
    const { client } = connect(url, {
      sleep: (_ms, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
    });
    const reading = client.read(GET).catch((caught: unknown) => caught);
    await vi.waitFor(() => expect(got).toHaveLength(1));
    await client.close();
    expect(await reading).toBeInstanceOf(VendorError);
    expect(got).toHaveLength(1);
  });

  it('does not follow a redirect', async () => {
    const { url, got } = await start((_request, response) =>
      response.writeHead(302, { location: 'https://elsewhere.example.com/x?Sign=abcdef' }).end(),
    );
    const { client } = connect(url);
    const error = await client.read(GET).catch((caught: Error) => caught);
    expect(String(error)).toContain('redirect (302) to https://elsewhere.example.com');
    expect(String(error)).not.toContain('abcdef');
    expect(got).toHaveLength(1);
    await client.close();
  });

  it('honours Retry-After', async () => {
    const { url } = await start((_request, response, index) =>
      index === 0 ? json(response, 429, {}, { 'retry-after': '7' }) : json(response, 200, { code: 'ok' }),
    );
    const { client, slept } = connect(url);
    await client.read(GET);
    expect(slept).toEqual([7_000]);
    await client.close();
  });

  it('lets a POST read only where the provider says that it reads', async () => {
    const { url } = await start((_request, response) => json(response, 200, { code: 'ok' }));
    const { client } = connect(url, {}, { readPaths: [/^list$/] });
    await client.read({ method: 'POST', path: 'list', body: {} });
    await expect(client.read({ method: 'POST', path: 'create', body: {} })).rejects.toThrow('readPaths');
    expect(client.stats).toMatchObject({ reads: 1, writes: 0 });
    await client.close();
  });
});

describe('writes', () => {
  it.each(BAD)('sends once and answers unknown after %s', async (_what, bad) => {
    const { url, got } = await start(bad);
    const { client } = connect(url);
    const end = await client.send(POST).then(({ verdict }) => verdict.outcome, String);
    expect(end).toBe('unknown');
    expect(got).toHaveLength(1);
    await client.close();
  });

  it('sends once and answers unknown after a time-out', async () => {
    const { url, got } = await start(() => {});
    const { client } = connect(url, { timeoutMs: 50 });
    const { verdict } = await client.send(POST);
    expect(verdict).toMatchObject({ outcome: 'unknown', message: 'no answer within 0.05 s' });
    expect(got).toHaveLength(1);
    await client.close();
  });

  it('tries again what was certainly not done, signed anew', async () => {
    const { url, got } = await start((_request, response, index) =>
      json(response, 200, { code: index < 2 ? 'again' : 'ok' }),
    );
    const { client } = connect(url);
    expect((await client.send(POST)).verdict.outcome).toBe('ok');
    expect(got.map(({ url: path }) => path)).toEqual([
      '/api/queues?Sign=s1',
      '/api/queues?Sign=s2',
      '/api/queues?Sign=s3',
    ]);
    expect(client.stats).toMatchObject({ reads: 0, writes: 3, attempts: 3 });
    await client.close();
  });

  it('calls it failed when the vendor stays busy', async () => {
    const { url } = await start((_request, response) => json(response, 200, { code: 'again' }));
    const { client } = connect(url);
    expect((await client.send(POST)).verdict).toEqual({
      outcome: 'failed',
      code: 'busy',
      message: 'busy (5 attempts)',
    });
    await client.close();
  });

  it('tries a refused connection again, then stops the center: nothing was sent', async () => {
    const { url, close } = await serve(() => {});
    await close();
    const { client, slept } = connect(url);
    await expect(client.send(POST)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/POST queues: the connection was refused, 5 attempts/),
    });
    expect(slept).toHaveLength(4);
    await client.close();
  });

  it.each([
    [301, 'failed'],
    [302, 'unknown'],
    [303, 'unknown'],
    [308, 'failed'],
  ])('judges a redirect %s as %s', async (status, outcome) => {
    const { url } = await start((_request, response) =>
      response.writeHead(status, { location: '/login' }).end(),
    );
    const { client } = connect(url);
    expect((await client.send(POST)).verdict.outcome).toBe(outcome);
    await client.close();
  });

  it.each([
    [400, 'failed'],
    [404, 'failed'],
    [408, 'unknown'],
    [413, 'failed'],
    [503, 'unknown'],
  ])('judges a page with status %s as %s', async (status, outcome) => {
    const { url } = await start((_request, response) => response.writeHead(status).end('<html>'));
    const { client } = connect(url);
    expect((await client.send(POST)).verdict.outcome).toBe(outcome);
    await client.close();
  });
});

describe('credentials', () => {
  it('renews once for many calls that are refused together', async () => {
    let renewals = 0;
    const { url, got } = await start((_request, response, index) =>
      json(response, index < 4 ? 401 : 200, { code: index < 4 ? 'denied' : 'ok' }),
    );
    const { client } = connect(
      url,
      {},
      {
        renew: async () => {
          renewals++;
          await vi.waitFor(() => expect(got.length).toBeGreaterThanOrEqual(4), 10_000);
          return true;
        },
      },
    );
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.send(POST)));
    expect(answers.map(({ verdict }) => verdict.outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(renewals).toBe(1);
    expect(got).toHaveLength(8);
    await client.close();
  });

  it('does not renew again for a call of the old token whose refusal comes after the renewal', async () => {
    let refuseLate = (): void => {};
    let renewals = 0;
    const { url } = await start((_request, response, index) => {
      const denied = (): void => json(response, 401, { code: 'denied' });
      if (index === 0) refuseLate = denied;
      else if (index === 1) denied();
      else json(response, 200, { code: 'ok' });
    });
    const { client } = connect(url, {}, { renew: () => ++renewals > 0 });
    const calls = [client.send(POST), client.send(POST)];
    expect((await Promise.race(calls)).verdict.outcome).toBe('ok');
    refuseLate();
    expect((await Promise.all(calls)).map(({ verdict }) => verdict.outcome)).toEqual(['ok', 'ok']);
    expect(renewals).toBe(1);
    await client.close();
  });

  it('stops the center when the credentials stay refused: no loop, no further call', async () => {
    const { url, got } = await start((_request, response) => json(response, 401, { code: 'denied' }));
    const { client } = connect(url, {}, { renew: () => true });
    await expect(client.read(GET)).rejects.toMatchObject({ code: 'auth-failed' });
    expect(got).toHaveLength(2);
    await expect(client.send(POST)).rejects.toMatchObject({ code: 'auth-failed' });
    await expect(client.read(GET)).rejects.toMatchObject({ code: 'auth-failed' });
    expect(got).toHaveLength(2);
    await client.close();
  });

  it('tells forbidden from wrong', async () => {
    const { url } = await start((_request, response) => json(response, 403, { code: 'denied' }));
    const { client } = connect(url);
    await expect(client.send(POST)).rejects.toMatchObject({ code: 'forbidden' });
    await client.close();
  });

  it('learns the vendor’s clock from a refusal, corrects it before asking for new credentials, and warns once', async () => {
    let renewals = 0;
    const ahead = 11 * 60_000;
    const { url } = await start((_request, response, index) =>
      json(
        response,
        index === 0 ? 401 : 200,
        { code: index === 0 ? 'denied' : 'ok' },
        {
          date: new Date(Date.now() + ahead).toUTCString(),
        },
      ),
    );
    const { client, warnings, signedAt } = connect(url, {}, { renew: () => ++renewals > 0 });
    await client.read(GET);
    await client.read(GET);
    expect(renewals).toBe(0);
    expect((signedAt[1] ?? 0) - (signedAt[0] ?? 0)).toBeGreaterThan(ahead - 5_000);
    expect(warnings.filter(({ code }) => code === 'clock-skew')).toHaveLength(1);
    expect(warnings[0]?.message).toMatch(/clock is 6[56]\d s behind/);
    await client.close();
  });

  it('leaves a small difference alone', async () => {
    const { url } = await start((_request, response) =>
      json(response, 200, { code: 'ok' }, { date: new Date(Date.now() + 20_000).toUTCString() }),
    );
    const { client, warnings, signedAt } = connect(url);
    await client.read(GET);
    await client.read(GET);
    expect((signedAt[1] ?? 0) - (signedAt[0] ?? 0)).toBeLessThan(10_000);
    expect(warnings).toEqual([]);
    await client.close();
  });
});

describe('transport', () => {
  it.each(['GET', 'DELETE', 'POST', 'PUT'] as const)(
    'frames a %s with a body by Content-Length, so that nothing is left over on the connection',
    async (method) => {
      const requests: string[] = [];
      let connections = 0;
      const server = createTcpServer((socket) => {
        connections++;
        let seen = '';
        socket.setEncoding('latin1').on('data', (data: string) => {
          seen += data;
          const head = seen.indexOf('\r\n\r\n');
          const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0);
          if (head < 0 || seen.length < head + 4 + length) return;
          requests.push(seen);
          seen = '';
          socket.write(
            'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{"code":"ok"}',
          );
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const { client } = connect(`http://127.0.0.1:${port}/`);
      for (let count = 0; count < 6; count++) {
        expect((await client.send({ method, path: 'x', body: { a: 'ü' } })).verdict.outcome).toBe('ok');
      }
      expect(requests).toHaveLength(6);
      if (method !== 'GET') expect(connections).toBeLessThan(6);
      for (const request of requests) {
        expect(request.match(/content-length: 10\r\n/gi)).toHaveLength(1);
        expect(request).not.toMatch(/transfer-encoding/i);
        expect(request.startsWith(`${method} /x?Sign=`)).toBe(true);
      }
      await client.close();
      server.close();
    },
  );

  it('refuses plain http to another host, and warns where the file allows it', () => {
    expect(() => connect('http://cti.example.com/')).toThrow('allowInsecureHttp');
    expect(() => connect('http://localhost.example.com/')).toThrow('allowInsecureHttp');
    expect(() => connect('http://127.0.0.1.example.com/')).toThrow('allowInsecureHttp');
    expect(connect('http://cutover.localhost:1/').warnings).toEqual([]);
    const { warnings } = connect('http://cti.example.com/', { allowInsecureHttp: true });
    expect(warnings).toMatchObject([{ code: 'insecure-http', severity: 'warning' }]);
    expect(connect('http://localhost:1/').warnings).toEqual([]);
    expect(connect('https://cti.example.com/').warnings).toEqual([]);
    expect(() => connect('ftp://cti.example.com/')).toThrow('not an http(s) address');
  });

  it('never has more calls in flight than allowed', async () => {
    let inFlight = 0;
    let most = 0;
    const { url } = await start((_request, response) => {
      most = Math.max(most, ++inFlight);
      setTimeout(() => {
        inFlight--;
        json(response, 200, { code: 'ok' });
      }, 5);
    });
    const { client } = connect(url, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => client.read(GET)));
    expect(most).toBe(3);
    await client.close();
  });

  it('traces every attempt without a secret', async () => {
    const { url } = await start((_request, response, index) =>
      index === 0 ? response.socket?.destroy() : json(response, 200, { code: 'ok' }),
    );
    const { client, trace } = connect(url);
    await client.read(GET);
    await client.send({
      method: 'POST',
      path: 'x',
      body: { password: 'hush-1', note: 'has token-demo-0001 in it' },
    });
    expect(trace.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['GET', 'agents', null],
      ['GET', 'agents', 200],
      ['POST', 'x', 200],
    ]);
    expect(trace[2]?.body).toEqual({ password: '***', note: 'has *** in it' });
    expect(JSON.stringify(trace)).not.toMatch(/hush-1|token-demo-0001|Sign=s/);
    await client.close();
  });

  it('stops between attempts when it is interrupted', async () => {
    const stop = new AbortController();
    const { url, got } = await start((_request, response) => {
      stop.abort();
      json(response, 500, { code: 'x' });
    });
    const { client } = connect(url, { signal: stop.signal });
    await expect(client.read(GET)).rejects.toThrow();
    expect(got).toHaveLength(1);
    await expect(client.read(GET)).rejects.toThrow();
    expect(got).toHaveLength(1);
    await client.close();
  });

  it('signs out on close and survives a failing sign-out', async () => {
    const { url, got } = await start((_request, response) => json(response, 500, {}));
    const { client } = connect(
      url,
      {},
      {
        close: async (send) => {
          await send({ url: `${url}sign_out`, headers: {}, method: 'POST', bodyText: '{}' });
          throw new Error('nobody minds');
        },
      },
    );
    await client.close();
    expect(got.map(({ url: path }) => path)).toEqual(['/api/sign_out']);
  });
});
