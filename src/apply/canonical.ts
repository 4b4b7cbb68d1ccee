// The same bytes for the same content, and a hash of them.

import { createHmac } from 'node:crypto';

/** A hash that only who knows `key` can make; with an empty key, a plain checksum. */
export function hashOf(text: string, key = ''): string {
  return `sha256:${createHmac('sha256', key).update(text).digest('hex')}`;
}

/** JSON with sorted keys: the same for the same content. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
