// Serves a vendor's simulator over HTTP on this machine: reads any body, answers as the account says, breaks what it must.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, type AccountOptions, openAccount } from './account.js';
import type { Wire } from './handle.js';
import { type Change, change, inspect, type StateView, viewState } from './inspect.js';
import type { LogEntry } from './log.js';
import type { Received, Reply, SimulatorSpec } from './spec.js';

export interface SimulatorOptions extends AccountOptions {
  /** 0 (default) takes a free one. */
  readonly port?: number;
  /** Milliseconds that a call and its answer spend on the way, together. */
  readonly latencyMs?: number;
}

export interface RunningSimulator {
  /** What the `provider` block's `baseUrl` is. */
  readonly url: string;
  /** Named as the settings of the `provider` block are. */
  readonly credentials: Readonly<Record<string, string>>;
  log(): readonly LogEntry[];
  state(): StateView;
  /** The same as POST /__sim/options. Throws InputError. */
  change(wanted: Change): void;
  close(): Promise<void>;
}

const LARGEST_BODY = 64 * 1024 * 1024;

/** Starts a simulator on 127.0.0.1. Throws InputError for an unknown option or fault. */
export async function startSimulator(
  spec: SimulatorSpec,
  options: SimulatorOptions = {},
): Promise<RunningSimulator> {
  const account = openAccount(spec, options);
  const settings = { latencyMs: options.latencyMs ?? 0 };
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    answer(account, settings, request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, account, bug(error));
    });
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${spec.baseUrlPath}`,
    credentials: account.credentials,
    log: () => account.log.entries,
    state: () => viewState(account),
    change: (wanted) => change(account, settings, wanted),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(
  account: Account,
  settings: { latencyMs: number },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const arrivedAt = performance.now();
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const raw = await readBody(request);
  if (!raw) {
    send(response, account, { status: 413 });
    return;
  }
  if (url.pathname.startsWith('/__sim/')) {
    const name = url.pathname.slice('/__sim/'.length);
    send(response, account, inspect(account, settings, { method, name, text: raw.toString('utf8') }));
    return;
  }
  const { basePath } = account.spec;
  if (!url.pathname.startsWith(basePath)) {
    send(response, account, {
      status: 404,
      headers: { 'content-type': 'text/plain' },
      text: '404 page not found',
    });
    return;
  }
  const { latencyMs } = settings;
  if (latencyMs > 0) await sleep(latencyMs / 2, undefined, { ref: false });
  const received: Received = {
    method,
    path: url.pathname.slice(basePath.length),
    query: url.searchParams,
    headers: headersOf(request),
    raw,
    text: raw.toString('utf8'),
  };
  const wire = account.handle(received);
  // Timers are late and never early: the way back makes up for the way here, or each call would take longer than said.
  const wait = Math.round(arrivedAt + latencyMs + wire.slowMs - performance.now());
  if (wait > 0) await sleep(wait, undefined, { ref: false });
  deliver(response, account, wire);
}

function deliver(response: ServerResponse, account: Account, wire: Wire): void {
  if ('reply' in wire) {
    send(response, account, wire.reply, wire.spoil);
    return;
  }
  if (wire.breaks === 'reset') response.socket?.resetAndDestroy();
  else response.socket?.destroy();
}

function send(response: ServerResponse, account: Account, reply: Reply, spoil?: 'truncate' | 'cut'): void {
  const text = reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
  const whole = Buffer.from(text);
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const sent = spoil === 'truncate' ? half : whole;
  response.sendDate = false;
  response.writeHead(reply.status, {
    date: new Date(account.tools.now()).toUTCString(),
    ...(sent.length > 0 ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(reply.status === 204 ? {} : { 'content-length': sent.length }),
    ...reply.headers,
  });
  if (spoil !== 'cut') {
    response.end(sent);
    return;
  }
  response.write(half, () => response.socket?.destroy());
}

/** The whole body, on every method; undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= LARGEST_BODY) parts.push(part);
  }
  return size <= LARGEST_BODY ? Buffer.concat(parts) : undefined;
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** A mistake of the simulator itself must not look like one of the vendor's faults. */
function bug(error: unknown): Reply {
  const text = `simulator bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return { status: 599, headers: { 'content-type': 'text/plain; charset=utf-8' }, text };
}
