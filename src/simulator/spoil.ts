// Applies the faults that hit one call to what goes back over the wire.

import type { Hits } from './faults.js';
import type { Reply, SimulatorSpec } from './spec.js';

const PAGE = '<!doctype html><html><head><title>Gateway</title></head><body><h1>Gateway</h1></body></html>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** An answer, perhaps spoilt on the way, or a broken connection. */
export type Spoilt =
  | { readonly reply: Reply; readonly spoil?: 'truncate' | 'cut' }
  | { readonly breaks: 'close' | 'reset' };

/** Faults that keep the request from being processed. */
export function beforeFault(spec: SimulatorSpec, { names }: Hits): Spoilt | undefined {
  if (names.has('lost-before')) return { breaks: 'close' };
  if (names.has('reset')) return { breaks: 'reset' };
  if (names.has('error-before')) return { reply: spec.failure('error') };
  if (names.has('html-before')) return { reply: { status: 502, headers: HTML, text: PAGE } };
  const wait = names.get('throttle');
  if (wait === undefined) return undefined;
  const reply = spec.failure('throttled');
  return { reply: { ...reply, headers: { ...reply.headers, 'retry-after': wait || '1' } } };
}

/** Faults that spoil the answer of a request that was processed. */
export function afterFault(spec: SimulatorSpec, { names }: Hits, reply: Reply): Spoilt {
  if (names.has('lost-after')) return { breaks: 'close' };
  if (names.has('reset-after')) return { breaks: 'reset' };
  if (names.has('error-after')) return { reply: spec.failure('error') };
  if (names.has('html')) return { reply: { status: 200, headers: HTML, text: PAGE } };
  if (names.has('duplicate-rows')) return { reply: { ...reply, body: duplicateFirstRow(reply.body) } };
  if (names.has('truncate')) return { reply, spoil: 'truncate' };
  if (names.has('cut')) return { reply, spoil: 'cut' };
  return { reply };
}

/** As a vendor does whose pages overlap: the first list of objects found in `body`, breadth first, gets its first row twice. */
export function duplicateFirstRow(body: unknown): unknown {
  const copy: unknown = structuredClone(body);
  let level: unknown[] = [copy];
  while (level.length > 0) {
    for (const value of level) {
      if (Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null) {
        value.unshift(structuredClone(value[0]));
        return copy;
      }
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return copy;
}
