// What the log keeps of one request: who asked for what, what it was told, which faults hit it; never a secret.

import type { Hits } from './faults.js';
import { type CallLog, type LogEntry, redactBody, redactValue } from './log.js';
import type { Received, Reply, SimulatorSpec } from './spec.js';

export interface Heard {
  readonly request: Received;
  readonly route: string;
  readonly write: boolean;
  readonly hits: Hits;
  /** As sent; 0 if the connection was broken instead. */
  readonly status: number;
  /** What the vendor said, if a fault did not keep it from saying anything. */
  readonly reply?: Reply;
}

/** `now`: the vendor's clock. */
export function createRecorder(
  spec: SimulatorSpec,
  credentials: Readonly<Record<string, string>>,
  log: CallLog,
  now: () => number,
): (heard: Heard) => LogEntry {
  const secretKeys = new Set(spec.secretKeys.map((key) => key.toLowerCase()));
  const secrets = Object.entries(credentials)
    .filter(([name]) => secretKeys.has(name.toLowerCase()))
    .map(([, value]) => value);
  return ({ request, route, write, hits, status, reply }) => {
    const refusal = reply !== undefined && !spec.succeeded(reply) ? reply : undefined;
    const faults = [...hits.names.keys(), ...(hits.drifts.length > 0 ? ['drift'] : [])];
    return log.add({
      at: now(),
      method: request.method,
      path: request.path,
      route,
      body: redactBody(request.text, secretKeys, secrets),
      status,
      write,
      refused: refusal !== undefined,
      ...(refusal ? { because: redactValue(refusal.body ?? refusal.text, secretKeys, secrets) } : {}),
      ...(faults.length > 0 ? { faults } : {}),
    });
  };
}
