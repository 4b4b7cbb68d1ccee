// A real local server that answers by script, and a client for it that never sleeps.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection, Problem, Verdict } from '../../src/contract/index.js';
import { type Client, type ClientOptions, createClient } from '../../src/http/client.js';
import type { TraceLine } from '../../src/http/trace.js';
import { createRedactor } from '../../src/secrets/redact.js';

export interface Got {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Script = (request: Got, response: ServerResponse, index: number) => void;

export interface Served {
  readonly url: string;
  readonly got: Got[];
  close(): Promise<void>;
}

/** Serves on a free port; `script` is called with every request and its number. */
export async function serve(script: Script): Promise<Served> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      got.push(one);
      script(one, response, got.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/`,
    got,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A vendor that says `{ code }`: ok, again, unknown, no, denied. */
export function judge(body: unknown, status: number): Verdict {
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
  if (code === 'ok') return { outcome: status === 202 ? 'accepted' : 'ok' };
  if (code === 'again') return { outcome: 'again', message: 'busy' };
  if (code === 'denied' || status === 401) return { outcome: 'denied', message: 'bad signature' };
  if (code === 'no') return { outcome: 'failed', code: 'no', message: 'refused with token=abc' };
  return { outcome: 'unknown', message: `code ${code}` };
}

export interface Harness {
  readonly client: Client;
  readonly warnings: Problem[];
  readonly trace: TraceLine[];
  readonly slept: number[];
  readonly signedAt: number[];
}

export function connect(
  baseUrl: string,
  options: Partial<ClientOptions> = {},
  more: Partial<Connection> = {},
): Harness {
  const warnings: Problem[] = [];
  const trace: TraceLine[] = [];
  const slept: number[] = [];
  const signedAt: number[] = [];
  let attempt = 0;
  const connection: Connection = {
    baseUrl,
    secrets: ['token-demo-0001'],
    secretKeys: ['Sign'],
    sign(request, now) {
      signedAt.push(now);
      return { url: `${baseUrl}${request.path}?Sign=s${++attempt}`, headers: { accept: 'application/json' } };
    },
    judge: (answer) => judge(answer.body, answer.status),
    ...more,
  };
  const client = createClient(connection, {
    concurrency: 4,
    timeoutMs: 5_000,
    redactor: createRedactor(),
    warn: (problem) => warnings.push(problem),
    trace: (line) => trace.push(line),
    env: {},
    now: () => Date.now(),
    random: () => 0.5,
    sleep: async (ms) => void slept.push(ms),
    ...options,
  });
  return { client, warnings, trace, slept, signedAt };
}
