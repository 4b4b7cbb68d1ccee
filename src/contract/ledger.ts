// The ledger: a cache of the few facts that a vendor does not give back. Losing it is always safe.

import type { Fact } from './call.js';
import type { Address } from './value.js';

export interface Ledger {
  readonly formatVersion: 1;
  readonly center: string;
  readonly account: string;
  readonly facts: Readonly<Record<Address, Fact>>;
}
