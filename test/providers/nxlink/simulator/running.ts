// A running NXLink simulator for tests, and a caller that signs by the formula of nxcloud.md A.1 on its own.
import { createHash } from 'node:crypto';
import { simulator } from '../../../../src/providers/nxlink/simulator/index.js';
import {
  type RunningSimulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../../src/simulator/serve.js';
import type { SimulatorSpec } from '../../../../src/simulator/spec.js';
import { NOW, resource, type Seeded } from '../model/team.js';

interface Sent {
  readonly status: number;
  readonly code: unknown;
  readonly data: unknown;
}

export interface Running extends RunningSimulator {
  /** `tenantId` is added to an object. Headers given replace the signed ones; `undefined` leaves one out. */
  send(
    path: string,
    body: Readonly<Record<string, unknown>> | string,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<Sent>;
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
  const { accessKey = '', accessSecret = '', tenantId } = running.credentials;
  return {
    ...running,
    async send(path, body, headers = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify({ tenantId: Number(tenantId), ...body });
      const common = { accessKey, action: 'cc', bizType: '8', ts: String(NOW), ...headers };
      const signed = Object.entries(common)
        .filter(([key]) => ['accessKey', 'action', 'bizType', 'ts'].includes(key))
        .map(([key, value]) => `${key}=${value}`)
        .sort();
      const bodyPart = text === '' ? [] : [`body=${text}`];
      const sign = createHash('md5')
        .update([...signed, ...bodyPart, `accessSecret=${accessSecret}`].join('&'))
        .digest('hex');
      const all = { 'content-type': 'application/json', sign, ...common };
      const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const response = await fetch(`${running.url}/saas/cc/openapi/${path}`, {
        method: 'POST',
        headers: Object.fromEntries(given),
        // Bytes, so that nothing adds a content type of its own.
        body: Buffer.from(text),
      });
      const said = await response.text();
      const { code, data } = (said.startsWith('{') ? JSON.parse(said) : {}) as Record<string, unknown>;
      return { status: response.status, code, data };
    },
  };
}
