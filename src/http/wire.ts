// One HTTP exchange on the wire: sends bytes, reads an answer of limited size, and says what is known when it fails.

import { readFileSync } from 'node:fs';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { VendorError } from '../contract/index.js';
import { isLoopback } from './loopback.js';

const ANSWER_LIMIT = 32 * 1024 * 1024;

export interface WireRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText?: string;
}

export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; several values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly bytes: number;
}

/** No answer, or not a whole one. */
export class WireError extends Error {
  override readonly name = 'WireError';
  /** `before`: nothing was sent. `untrusted`: nothing was sent and it will not get better. `after`: nobody knows. */
  readonly sent: 'before' | 'untrusted' | 'after';
  readonly reason: 'timeout' | 'network' | 'too-large';
  constructor(message: string, sent: WireError['sent'], reason: WireError['reason'], options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
    this.reason = reason;
  }
}

export interface Wire {
  exchange(request: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
}

export interface WireOptions {
  readonly baseUrl: string;
  readonly connections: number;
  readonly timeoutMs: number;
  /** PEM file with the certificate authority of a private installation. */
  readonly caFile?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Connections that are kept alive between calls. Redirects are never followed. */
export function openWire(options: WireOptions): Wire {
  const dispatcher = createDispatcher(options);
  return {
    exchange: (request) => exchange(dispatcher, request, options.timeoutMs),
    // Not `close`: a vendor that holds an answer back must not hold the program back.
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher({ baseUrl, connections, timeoutMs, caFile, env = {} }: WireOptions): Dispatcher {
  const tls = caFile === undefined ? {} : { ca: readCa(caFile) };
  const connect = { timeout: Math.min(10_000, timeoutMs), ...tls };
  const limits = { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, pipelining: 1 };
  const httpProxy = env.http_proxy ?? env.HTTP_PROXY;
  const httpsProxy = env.https_proxy ?? env.HTTPS_PROXY;
  if ((!httpProxy && !httpsProxy) || isLoopback(new URL(baseUrl).hostname))
    return new Agent({ ...limits, connect });
  return new EnvHttpProxyAgent({
    ...limits,
    connect,
    requestTls: connect,
    ...(httpProxy ? { httpProxy } : {}),
    ...(httpsProxy ? { httpsProxy } : {}),
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  });
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new VendorError('unreachable', `The file ${path} of caFile cannot be read. Check the path.`, {
      cause,
    });
  }
}

async function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  timeoutMs: number,
): Promise<WireAnswer> {
  const url = new URL(request.url);
  try {
    const answer = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      // LOCK and UNLOCK are methods too; the type knows the common ones only.
      method: request.method as Dispatcher.HttpMethod,
      headers: { ...request.headers },
      // A GET or DELETE may carry a body; undici frames it with Content-Length (udesk.md §1.1).
      body: request.bodyText ?? null,
      // A vendor that documents bodies on DELETE reads them: the connection stays good. A body on GET is rarer.
      ...(request.method === 'DELETE' ? { reset: false } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { text, bytes } = await readText(answer.body);
    return { status: answer.statusCode, headers: flatten(answer.headers), text, bytes };
  } catch (error) {
    throw error instanceof WireError ? error : explain(error, timeoutMs);
  }
}

async function readText(body: AsyncIterable<Uint8Array> & { destroy(): unknown }) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_LIMIT) {
      body.destroy();
      throw new WireError('the answer is larger than 32 MiB', 'after', 'too-large');
    }
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), bytes };
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** Errors of a connection that never came to be: no byte of the request was sent. */
const NOT_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
};

const NOT_TRUSTED =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|ERR_SSL_|EPROTO$|UND_ERR_PRX_TLS|HOSTNAME_MISMATCH)/;

function explain(error: unknown, timeoutMs: number): WireError {
  const code = codeOf(error);
  const refused = NOT_SENT[code];
  if (refused !== undefined) return new WireError(refused, 'before', 'network', { cause: error });
  if (NOT_TRUSTED.test(code)) {
    return new WireError(`the server's certificate is not trusted (${code})`, 'untrusted', 'network', {
      cause: error,
    });
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new WireError(`no answer within ${timeoutMs / 1000} s`, 'after', 'timeout', { cause: error });
  }
  return new WireError(`the connection broke (${code || name || 'unknown'})`, 'after', 'network', {
    cause: error,
  });
}

/** An attempt at several addresses of one host fails with all their errors: it counts as not sent only if all were. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const codes = error.errors.map(codeOf);
    return codes.find((code) => NOT_SENT[code] === undefined) ?? codes[0] ?? '';
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
