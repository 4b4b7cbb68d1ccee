// What the adoption of one center knows, and what it knows of each item that moved: the file's side and the live one.
import type { YAMLSeq } from 'yaml';
import type { Address, Desired, Live, Provider, Section } from '../contract/index.js';
import type { TakenItem } from '../schema/build.js';
import type { CenterDrift, DriftPoint } from './drift-points.js';
import type { CenterFiles, SectionPart } from './fragments.js';
import type { Target, Targets } from './target.js';
import type { Written } from './text/yaml-text.js';
import type { foreignByList, Touch } from './touched-fields.js';
import type { SeqOps, Workbench } from './workbench.js';

export interface CenterToAdopt {
  readonly desired: Desired;
  readonly provider: Provider;
  /** What the plan was made of. */
  readonly live: Live;
  /** The same with every detail of what no file declares, where that was read. */
  readonly full?: Live | undefined;
  /** Every item of the center as the loader took it. */
  readonly items: readonly TakenItem[];
  readonly drift: CenterDrift;
}

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

/** A list of a section, and what goes and comes in it. */
interface ListEdits {
  readonly part: SectionPart & { readonly list: YAMLSeq };
  readonly ops: SeqOps;
}

/** What the edits of one center have in common: whole items are gathered here and written at the end. */
export interface Work extends CenterToAdopt, Adoption {
  readonly at: CenterFiles;
  readonly targets: Targets;
  readonly lists: Map<YAMLSeq, ListEdits>;
  /** Sections that the center does not have yet, with their items. */
  readonly newSections: Map<string, Written[]>;
  readonly foreign: ReturnType<typeof foreignByList>;
}
