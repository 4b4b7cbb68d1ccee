// What the parts of building one center share: where things were written, where problems and secrets go.

import type { Address, Origin, Provider, Resource } from '../../contract/index.js';
import type { BuildOptions } from '../build.js';
import type { Places } from '../places.js';
import type { Report } from '../report.js';
import type { Boxing } from './boxes.js';
import type { Merging } from './merge.js';

/** A center while it is built. */
export interface Building {
  readonly center: string;
  readonly provider: Provider;
  readonly places: Places;
  readonly report: Report;
  readonly merging: Merging;
  readonly boxing: Boxing;
  readonly resources: Map<Address, Resource>;
  readonly absent: Map<Address, Resource>;
  readonly lists: Set<string>;
  readonly renames: Map<Address, Address>;
  /** Where each old address of `renames` was written. */
  readonly renamed: Map<Address, Origin | undefined>;
  readonly taken: BuildOptions['taken'];
}
