// What the adoption of one center knows: the two sides, what moved between them, and the items that the files hold.
import type { Address, Live, Provider, Section } from '../contract/index.js';
import type { DriftPoint } from './drift-points.js';
import type { Item } from './target.js';
import type { Workbench } from './workbench.js';

export interface Taken {
  readonly section: Section;
  readonly address: Address;
  readonly item: Item;
}

export interface Adoption {
  readonly bench: Workbench;
  readonly provider: Provider;
  readonly live: Live;
  readonly points: ReadonlyMap<Address, DriftPoint>;
  /** Fields that left one item because another one has them now: added there. */
  readonly moved: { readonly section: Section; readonly field: string }[];
}
