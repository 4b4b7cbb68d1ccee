// Spoils a list before it is signed, so that only its rows give it away.

import { duplicateFirstRow } from '../../../simulator/spoil.js';
import type { VendorFault } from './vendor-faults.js';

const LISTS = ['taskData', 'callList', 'orderDetailList'];

export function spoilRows(body: unknown, hits: ReadonlySet<VendorFault>): unknown {
  const shorter = hits.has('short-list') ? withoutLast(body) : body;
  return hits.has('duplicate-rows') ? duplicateFirstRow(shorter) : shorter;
}

function withoutLast(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      LISTS.includes(name) && Array.isArray(value) ? value.slice(0, -1) : value,
    ]),
  );
}
