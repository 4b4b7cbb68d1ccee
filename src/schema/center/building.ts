// What the parts of building one center share: where things were written, where problems and secrets go, what is found.

import type { Address, Origin, Provider, Resource } from '../../contract/index.js';
import type { BuildOptions } from '../build.js';
import type { Boxing } from './boxes.js';
import type { Merging } from './merge.js';

/** A center while it is built. */
export interface Building extends Merging, Boxing {
  readonly provider: Provider;
  readonly resources: Map<Address, Resource>;
  readonly absent: Map<Address, Resource>;
  readonly lists: Set<string>;
  readonly renames: Map<Address, Address>;
  /** Where each old address of `renames` was written. */
  readonly renamed: Map<Address, Origin | undefined>;
  readonly taken: BuildOptions['taken'];
}
