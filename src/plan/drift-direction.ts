// Which side moved: what `drift` says of each change.

import type { Change } from '../contract/index.js';

export type DriftDirection =
  /** Declared, and live has another value. */
  | 'ours-changed'
  /** Declared, and live does not have it. */
  | 'ours-gone'
  /** Live has it and the files say it must not be there. */
  | 'foreign-new'
  /** Nothing can tell. */
  | 'unknowable';

export function driftDirection(change: Change): DriftDirection {
  if (change.certainty === 'unknowable') return 'unknowable';
  if (change.action === 'update') return 'ours-changed';
  return change.action === 'create' ? 'ours-gone' : 'foreign-new';
}
