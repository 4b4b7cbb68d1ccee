// What the front doors of many vendors do alike: compare signatures, read a JSON body, and break as a gateway does.

import { timingSafeEqual } from 'node:crypto';
import type { ModelRequest } from '../contract/index.js';
import type { Received, Reply } from './spec.js';

export function isSameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The request as the model takes it; undefined when its body is no JSON. */
export function jsonRequest({ method, path, query, text }: Received): ModelRequest | undefined {
  const plain = { method, path, query: Object.fromEntries(query) };
  if (text === '') return { ...plain, body: undefined };
  try {
    const body: unknown = JSON.parse(text);
    return { ...plain, body };
  } catch {
    return undefined;
  }
}

/** Where no answer of the vendor is documented, a gateway in front of it speaks. */
export function gatewayFailure(kind: 'error' | 'throttled'): Reply {
  const headers = { 'content-type': 'text/plain' };
  return kind === 'throttled'
    ? { status: 429, headers, text: 'Too Many Requests' }
    : { status: 500, headers, text: 'Internal Server Error' };
}
