// The kit over real HTTP: faults one by one, keep-alive, bodies on every method, the log, inspection, other writers.
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/contract/index.js';
import { type RunningSimulator, type SimulatorOptions, startSimulator } from '../../src/simulator/serve.js';
import { acme, thing } from './acme.js';

interface Told {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly port: number | undefined;
}

let running: RunningSimulator;
let agent: Agent | undefined;
const open = async (options: SimulatorOptions = {}): Promise<void> => {
  running = await startSimulator(acme, { seedResources: [thing('desk/1'), thing('person/a')], ...options });
};
afterEach(async () => {
  agent?.destroy();
  agent = undefined;
  await running.close();
});

function send(route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const [method = '', path = ''] = route.split(' ');
  const text = body === undefined ? undefined : JSON.stringify(body);
  const url = path.startsWith('/') ? new URL(path, running.url) : new URL(`${running.url}/${path}`);
  const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const options = {
      method,
      agent: agent ?? false,
      headers: { authorization: 'acme-token-0001', ...length, ...headers },
    };
    const request = httpRequest(url, options, (response) => {
      let received = '';
      const port = request.socket?.localPort;
      response.on('data', (part) => {
        received += String(part);
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received, port }),
      );
    });
    request.on('error', reject);
    request.end(text);
  });
}

const held = (): string[] => running.state().resources.map((entry) => entry.address);
const rows = async (): Promise<unknown[]> => {
  const { rows: list } = JSON.parse((await send('GET things')).text) as { rows: { address: string }[] };
  return list.map((row) => row.address);
};
const inspected = async (what: string, change?: unknown): Promise<{ status: number; json: unknown }> => {
  const init = change === undefined ? {} : { method: 'POST', body: JSON.stringify(change) };
  const answer = await fetch(new URL(`/__sim/${what}`, running.url), init);
  return { status: answer.status, json: await answer.json() };
};

describe('serving', () => {
  it('tells where it is and how to sign in, on this machine alone', async () => {
    await open({ credentials: { user: 'other' } });
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
    expect(running.credentials).toEqual({ user: 'other', token: 'acme-token-0001' });
  });

  it('keeps connections alive over many calls', async () => {
    await open();
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (const route of ['GET things', 'PUT things/desk/2', 'DELETE things/desk/2', 'GET things']) {
      ports.add((await send(route, {})).port);
    }
    expect(ports.size).toBe(1);
  });

  it.each(['GET', 'PUT', 'DELETE'])('reads a body on %s', async (method) => {
    await open();
    await send(`${method} things/desk/1`, { note: 'ü' });
    expect(running.log()[0]).toMatchObject({ method, path: 'things/desk/1', body: { note: 'ü' } });
  });

  it('gives the door raw bytes, query and headers, and lets it wrap the answer', async () => {
    await open({ options: { greeting: 'hello' } });
    const told = await send('GET things?a=1', { b: 2 });
    expect(told.headers['x-greeting']).toBe('hello');
    expect(JSON.parse(told.text)).toMatchObject({ ok: true, echo: { b: 2 } });
  });

  it('knows nothing outside the base path', async () => {
    await open();
    expect((await send('GET /other')).status).toBe(404);
    expect((await send('GET /__sim/nothing')).status).toBe(404);
    expect(running.log()).toEqual([]);
  });

  it('shows a mistake of its own as such, not as one of the vendor', async () => {
    await open();
    const told = await new Promise<number>((resolve, reject) => {
      const headers = { authorization: 'acme-token-0001' };
      const request = httpRequest(`${running.url}/things`, { method: 'PUT', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end('{not json');
    });
    expect(told).toBe(599);
  });

  it('sends the Date of its own clock', async () => {
    await open({ now: () => 0 });
    expect((await send('GET things')).headers.date).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
  });

  it('serves slow answers without holding up others', async () => {
    await open({ faults: { slow: '150@any:1' }, latencyMs: 2 });
    const order: string[] = [];
    const first = send('PUT things/desk/2', {}).then(() => order.push('slow'));
    while (running.log().length === 0) await new Promise(setImmediate);
    const second = send('GET things').then(() => order.push('quick'));
    await Promise.all([first, second]);
    expect(order).toEqual(['quick', 'slow']);
  });
});

describe('faults', () => {
  it.each([
    ['lost-before', false],
    ['lost-after', true],
    ['reset', false],
    ['reset-after', true],
    ['cut', true],
  ])('%s breaks the connection; done: %s', async (fault, done) => {
    await open({ faults: { [fault]: '1' } });
    await expect(send('PUT things/desk/2', {})).rejects.toThrow(/socket hang up|ECONNRESET|aborted/);
    expect(held().includes('desk/2')).toBe(done);
    expect((await send('PUT things/desk/3', {})).status).toBe(200);
    expect(running.log()[0]).toMatchObject({ refused: false, faults: [fault] });
  });

  it.each([
    ['error-before', 500, false],
    ['error-after', 500, true],
    ['throttle', 429, false],
    ['html', 200, true],
    ['html-before', 502, false],
    ['truncate', 200, true],
  ])('%s answers %i; done: %s', async (fault, status, done) => {
    await open({ faults: { [fault]: '1' } });
    const told = await send('PUT things/desk/2', {});
    expect(told.status).toBe(status);
    expect(held().includes('desk/2')).toBe(done);
    expect(running.log()[0]).toMatchObject({ refused: false, status, faults: [fault] });
  });

  it('throttles with Retry-After', async () => {
    await open({ faults: { throttle: '7@1;2' } });
    expect((await send('PUT things/desk/2', {})).headers['retry-after']).toBe('7');
    expect((await send('PUT things/desk/2', {})).headers['retry-after']).toBe('1');
  });

  it('sends an HTML page as HTML, and half of the JSON as a whole answer', async () => {
    await open({ faults: { html: 'read:1', truncate: 'read:2' } });
    const page = await send('GET things');
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.text).toMatch(/^<!doctype html>/);
    const half = await send('GET things');
    expect(half.headers['content-length']).toBe(String(half.text.length));
    expect(() => JSON.parse(half.text)).toThrow();
    expect(() => JSON.parse(half.text.concat(' '))).toThrow();
  });

  it('repeats a row', async () => {
    await open({ faults: { 'duplicate-rows': '1' } });
    expect(await rows()).toEqual(['desk/1', 'desk/1', 'person/a']);
    expect(await rows()).toEqual(['desk/1', 'person/a']);
  });

  it('lags behind writes, and catches up', async () => {
    await open({ faults: { stale: '2' } });
    await send('PUT things/desk/2', {});
    await send('PUT things/desk/3', {});
    expect([await rows(), await rows(), await rows()].map((list) => list.length)).toEqual([2, 2, 4]);
    await send('DELETE things/desk/3');
    await send('DELETE things/desk/9');
    expect([await rows(), await rows(), await rows()].map((list) => list.length)).toEqual([4, 4, 3]);
  });

  it('lets another writer act before a call', async () => {
    await open({ faults: { drift: 'thing-made:desk/9@GET things:2' } });
    expect(await rows()).not.toContain('desk/9');
    expect(await rows()).toContain('desk/9');
    expect(running.log().map((entry) => entry.faults)).toEqual([undefined, ['drift']]);
  });

  it('hits a route of its choice', async () => {
    await open({ faults: { 'error-before': 'DELETE things:1' } });
    expect((await send('PUT things/desk/2', {})).status).toBe(200);
    expect((await send('DELETE things/desk/2')).status).toBe(500);
    expect((await send('DELETE things/desk/2')).status).toBe(200);
  });

  it.each([
    [{ faults: { lost: '1' } }, /no fault lost/],
    [{ faults: { drift: 'moon@1' } }, /no drift moon/],
    [{ options: { shout: 'maybe' } }, /Values are: no, yes/],
    [{ options: { whisper: 'yes' } }, /no option whisper\. Options are: greeting, shout/],
  ])('refuses to start with %j', async (options, message) => {
    await open();
    const started = startSimulator(acme, options as SimulatorOptions);
    await expect(started).rejects.toThrow(InputError);
    await expect(started).rejects.toThrow(message);
  });
});

describe('the log', () => {
  it('counts calls by endpoint, and tells reads, writes and refusals apart', async () => {
    await open({ now: () => 42 });
    await send('GET things');
    await send('PUT things/desk/2', { name: 'Two' });
    await send('DELETE things/desk/9');
    await send('GET things', undefined, { authorization: 'wrong' });
    const { json } = await inspected('log');
    expect(json).toMatchObject({
      counters: {
        calls: 4,
        reads: 2,
        writes: 2,
        refused: 2,
        byEndpoint: { 'GET things': 2, 'PUT things': 1, 'DELETE things': 1 },
      },
    });
    expect(
      running
        .log()
        .map(({ n, at, method, path, status, write, refused }) => [
          n,
          at,
          method,
          path,
          status,
          write,
          refused,
        ]),
    ).toEqual([
      [1, 42, 'GET', 'things', 200, false, false],
      [2, 42, 'PUT', 'things/desk/2', 200, true, false],
      [3, 42, 'DELETE', 'things/desk/9', 404, true, true],
      [4, 42, 'GET', 'things', 401, false, true],
    ]);
  });

  it('never holds a secret: by key at any depth, by value anywhere', async () => {
    await open();
    await send('PUT things/desk/2', { Token: 'a-1', deep: [{ SECRET: 'b-2' }], note: 'x acme-token-0001 y' });
    await send('DELETE things/desk/9');
    const text = JSON.stringify(running.log());
    for (const secret of ['a-1', 'b-2', 's-1', 'acme-token-0001']) expect(text).not.toContain(secret);
    expect(running.log()[0]?.body).toEqual({ Token: '***', deep: [{ SECRET: '***' }], note: '***' });
  });
});

describe('inspection', () => {
  it('shows what is held, hidden, counted and broken', async () => {
    await open();
    expect((await inspected('state')).json).toEqual({
      type: 'acme',
      resources: [thing('desk/1'), thing('person/a')],
      ids: { 'desk/1': '77' },
      hidden: { moon: 'far side' },
      counters: { calls: 0, reads: 0, writes: 0, refused: 0, byEndpoint: {} },
      staffing: { 'desk/1': { now: 0, min: 0, gone: false } },
      inCall: [],
      callsCut: 0,
      cuts: [],
      violations: [],
    });
  });

  it('changes options, faults and contents while it runs', async () => {
    await open();
    const { status, json } = await inspected('options', {
      options: { shout: 'yes' },
      faults: { greeting: 'hi', html: 'write:1' },
      put: [{ kind: 'desk', address: 'desk/2' }],
      drop: ['desk/1'],
      drift: 'thing-made',
      latencyMs: 0,
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      options: { shout: 'yes', greeting: 'hi' },
      faults: { html: 'write:1' },
      drifts: ['call-ended', 'in-call', 'thing-made'],
    });
    expect(await rows()).toEqual(['PERSON/A', 'DESK/2', 'DESK/MADE']);
    expect(running.log()).toHaveLength(1);
    await inspected('options', { reset: ['log', 'faults'] });
    expect((await inspected('options')).json).toMatchObject({ faults: {} });
    expect(running.log()).toEqual([]);
    await send('GET things');
    expect(running.log()[0]?.n).toBe(1);
  });

  it('counts a call that a write of the client cuts, not one that another writer cuts', async () => {
    await open({
      seedResources: ['desk/1', 'person/a', 'person/b', 'seat/1/a', 'seat/1/b'].map((at) => thing(at)),
    });
    await inspected('options', { inCall: { 'person/a': true, 'person/b': true } });
    expect(JSON.parse((await send('GET things')).text)).toMatchObject({
      rows: [{}, { busy: true }, { busy: true }, {}, {}],
    });
    await inspected('options', { drop: ['seat/1/a'] });
    await send('DELETE things/person/b');
    expect((await inspected('state')).json).toMatchObject({
      callsCut: 1,
      cuts: [{ n: 2, member: 'person/b' }],
      inCall: ['person/a'],
      staffing: { 'desk/1': { now: 0, min: 0 } },
    });
    await inspected('options', { reset: ['staffing'], drift: 'call-ended' });
    expect((await inspected('state')).json).toMatchObject({ callsCut: 0, inCall: [] });
  });

  it.each([
    ['{', /JSON/],
    ['{"moon": 1}', /moon/],
    ['{"options": {"shout": "maybe"}}', /Values are: no, yes/],
    ['{"faults": {"html": "x"}}', /is not 3/],
    ['{"drift": "moon"}', /no drift moon/],
    ['{"inCall": {"person/z": true}}', /person\/z/],
  ])('refuses %s', async (body, message) => {
    await open();
    const answer = await fetch(new URL('/__sim/options', running.url), { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(message);
  });
});
