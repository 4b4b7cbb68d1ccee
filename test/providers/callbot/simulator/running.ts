// A running Callbot simulator for tests, and a caller that signs by the formula of nxcloud.md B.1 on its own.
import { createHash } from 'node:crypto';
import { simulator } from '../../../../src/providers/callbot/simulator/index.js';
import {
  type RunningSimulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../../src/simulator/serve.js';
import type { SimulatorSpec } from '../../../../src/simulator/spec.js';
import { NOW, resource, type Seeded } from '../model/account.js';

export const SECONDS = String(NOW / 1000);

interface Sent {
  readonly status: number;
  readonly code: unknown;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly headers: Headers;
  /** Whether the answer is signed, by our own reckoning. */
  readonly signed: boolean;
}

export interface Running extends RunningSimulator {
  /** `productID` is added to an object. Headers given replace the signed ones; `undefined` leaves one out. */
  send(
    path: string,
    body: Readonly<Record<string, unknown>> | string,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<Sent>;
}

export function hash(algorithm: string, text: string): string {
  return createHash(algorithm.toLowerCase()).update(text).digest('hex').toUpperCase();
}

export async function start(
  seeded: readonly Seeded[] = [],
  options: Omit<SimulatorOptions, 'seedResources'> = {},
): Promise<Running> {
  const running = await startSimulator(simulator as unknown as SimulatorSpec, {
    seedResources: seeded.map(resource),
    now: () => NOW,
    ...options,
  });
  const { uuid = '', secretKey = '' } = running.credentials;
  const signOf = (text: string, of: (name: string) => string | null | undefined): string =>
    hash(
      of('algorithm') ?? 'MD5',
      `${secretKey}&body=${text}&createTs=${of('createTs')}&requestID=${of('requestID')}&uuid=${of('uuid')}`,
    );
  return {
    ...running,
    async send(path, body, headers = {}) {
      const sent = typeof body === 'string' ? body : JSON.stringify({ productID: 'callbot', ...body });
      const common: Record<string, string | undefined> = {
        requestID: 'req-1',
        uuid,
        createTs: SECONDS,
        ...headers,
      };
      const all = { sign: signOf(sent, (name) => common[name]), ...common };
      const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const response = await fetch(`${running.url}/callcentre/api/v3/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...Object.fromEntries(given) },
        body: Buffer.from(sent),
      });
      const text = await response.text();
      const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
      return {
        status: response.status,
        code: json.retCode,
        body: json,
        text,
        headers: response.headers,
        signed: response.headers.get('sign') === signOf(text, (name) => response.headers.get(name)),
      };
    },
  };
}
