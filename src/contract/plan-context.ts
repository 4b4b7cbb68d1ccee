// What a provider may ask while changes become calls.

import type { Desired } from './desired.js';
import type { Ledger } from './ledger.js';
import type { Live } from './live.js';
import type { Resource } from './resource.js';
import type { Address, Value } from './value.js';

export interface PlanContext {
  readonly desired: Desired;
  readonly live: Live;
  readonly ledger: Ledger;
  readonly settings: Readonly<Record<string, Value>>;
  /** Live value before the plan. */
  before(address: Address): Resource | undefined;
  /** Value after the plan: live overlaid with what is declared; undefined if deleted or never there. */
  after(address: Address): Resource | undefined;
  /** The elements of a whole list (`Resource.list`) after the plan, sorted by address; for whole-list calls. */
  listAfter(list: string): readonly Resource[];
}
