// Sends one unsigned request as it is, such as LOCK and UNLOCK of a lock server.

import type { Problem } from '../contract/index.js';
import { checkScheme } from './loopback.js';
import { openWire, type WireAnswer, type WireRequest } from './wire.js';

export interface PlainOptions {
  readonly timeoutMs: number;
  readonly caFile?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly warn: (problem: Problem) => void;
}

/** Rejects when there is no answer. */
export async function sendPlain(
  request: Omit<WireRequest, 'bodyText'> & { readonly body: string },
  options: PlainOptions,
): Promise<WireAnswer> {
  const { body, ...rest } = request;
  const insecure = checkScheme(request.url, true);
  if (insecure) options.warn(insecure);
  const wire = openWire({ ...options, baseUrl: request.url, connections: 1 });
  try {
    return await wire.exchange({ ...rest, bodyText: body });
  } finally {
    await wire.close();
  }
}
