// Outbound caller ids must name a trunk of the tenant and lie in its DID pool (portsip.md 4.2, 5.1).

import { covers, readInterval, readPool } from './did.js';
import type { FieldProblem } from './envelope.js';
import { type Item, isRecord, textOf } from './fields.js';
import type { PortsipState } from './state.js';

export function wrongCallerId(state: PortsipState, item: Item): FieldProblem | undefined {
  const entries = item.outbound_caller_ids;
  for (const entry of Array.isArray(entries) ? entries : []) {
    if (!isRecord(entry)) continue;
    const trunk = state.trunks.get(String(entry.provider_id));
    if (!trunk) return { field: 'outbound_caller_ids', message: 'provider_id is not a trunk of this tenant' };
    const number = readInterval(String(entry.caller_id));
    if (!number || !covers(readPool(textOf(trunk, 'did_numbers')) ?? [], number))
      return { field: 'outbound_caller_ids', message: 'caller_id is outside the DID pool' };
  }
  return undefined;
}
