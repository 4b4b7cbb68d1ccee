// What `--trace` writes: every HTTP call as one JSON line, without secrets.

import type { Redactor } from '../secrets/redact.js';

export interface TraceLine {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** What was sent, parsed; null for none. */
  readonly body: unknown;
  /** Null when there was no answer; then `error` says why. */
  readonly status: number | null;
  readonly ms: number;
  readonly error?: string;
}

export interface Exchanged {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly bodyText?: string;
  readonly status?: number;
  readonly ms: number;
  readonly error?: string;
}

/** Makes the line of one exchange. */
export function traceLine(seen: Exchanged, redactor: Redactor): TraceLine {
  return {
    at: new Date(seen.at).toISOString(),
    method: seen.method,
    path: redactor.text(seen.path),
    body: redactor.value(parsed(seen.bodyText)),
    status: seen.status ?? null,
    ms: Math.round(seen.ms),
    ...(seen.error === undefined ? {} : { error: redactor.text(seen.error) }),
  };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
