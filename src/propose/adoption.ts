// What the adoption of one center knows, and what it knows of each item that moved: the file's side and the live one.
import type { Address, Live, Provider, Section } from '../contract/index.js';
import type { TakenItem } from '../schema/build.js';
import type { DriftPoint } from './drift-points.js';
import type { Target } from './target.js';
import type { Touch } from './touched-fields.js';
import type { Workbench } from './workbench.js';

export interface Adoption {
  readonly bench: Workbench;
  readonly provider: Provider;
  readonly live: Live;
  readonly points: ReadonlyMap<Address, DriftPoint>;
  /** Fields that left one item because another one has them now: added there. */
  readonly passedOn: { readonly section: Section; readonly field: string }[];
}

export interface MovedItem {
  /** As the loader took it from the files. */
  readonly taken: TakenItem;
  /** As it would be written now; undefined: nothing of it is live. */
  readonly target: Target | undefined;
  readonly touch: Touch;
}
