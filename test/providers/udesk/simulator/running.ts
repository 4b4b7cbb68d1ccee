// A running Udesk simulator for tests, and a caller that signs by the formula of udesk.md §1.2 on its own.
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Resource } from '../../../../src/contract/index.js';
import { simulator } from '../../../../src/providers/udesk/simulator/index.js';
import {
  type RunningSimulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../../src/simulator/serve.js';

export const NOW = Date.UTC(2026, 10, 21);

export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: { readonly ErrCode?: string; readonly ErrDesc?: string; readonly Result?: unknown };
}

export interface Running extends RunningSimulator {
  /** Query keys given replace the signed ones; `undefined` leaves one out. */
  send(
    route: string,
    body?: unknown,
    query?: Readonly<Record<string, string | undefined>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Sent>;
}

export async function start(
  addresses: readonly string[] = [],
  options: Omit<SimulatorOptions, 'seedResources'> = {},
): Promise<Running> {
  const seedResources = addresses.map((address): Resource => {
    const [kind = '', id = ''] = address.split('/');
    return { kind, address, fields: kind === 'agent' ? { workId: `w${id}`, name: `Agent ${id}` } : {} };
  });
  const running = await startSimulator(simulator, { seedResources, now: () => NOW, ...options });
  const { appId = '', sid = '', authToken = '' } = running.credentials;
  return {
    ...running,
    send(route, body, query = {}, headers = {}) {
      const [method = '', path = ''] = route.split(' ');
      const Timestamp = query.Timestamp ?? String(NOW / 1000);
      const Sign = createHash('sha1')
        .update(sid + authToken + Timestamp)
        .digest('hex');
      const full = { Timestamp, AppId: appId, Sid: sid, Sign, ...query };
      const given = Object.entries(full).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const url = new URL(`/ccapi/v2/${path}?${new URLSearchParams(given)}`, running.url);
      const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
      return exchange(url, method, text, headers);
    },
  };
}

/** GET and DELETE with a body need the plain client and an explicit length (udesk.md §1.1). */
function exchange(
  url: URL,
  method: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(
      url,
      { method, headers: { ...length, ...headers }, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function parsed(text: string): Sent['json'] {
  try {
    return JSON.parse(text) as Sent['json'];
  } catch {
    return {};
  }
}
